// Workspace room: business templates: what a new workspace starts with besides what the modules bring. Values only.
import type { Label } from '../object/definition.ts'
import type { Installable } from '../object/install.ts'

export interface Template extends Installable {
  /** Kebab-case, as `POST /setup` names it. */
  name: string
  label: Label
  /** What the business gets, in one sentence. */
  description: Label
}

/** Nothing but the standard objects; always offered, and first. */
export const blank: Template = {
  name: 'blank',
  label: { en: 'Blank', id: 'Kosong' },
  description: {
    en: 'Contacts, companies, deals and tasks, with nothing set up beyond the sales pipeline.',
    id: 'Kontak, perusahaan, transaksi, dan tugas, tanpa pengaturan selain alur penjualan.',
  },
}
