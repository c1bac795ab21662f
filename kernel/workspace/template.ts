// Workspace room: business templates: what a new workspace starts with besides what the modules bring. Values only.
import type { Label } from '../object/definition.ts'
import type { Installable } from '../object/install.ts'

export interface Template extends Installable {
  /** Kebab-case, as `POST /setup` names it. */
  name: string
  label: Label
  /** What the business gets, in one sentence. */
  description: Label
  demo?: TemplateDemo
}

/** What `npm start -- --demo <template>` shows of the template. In its values `@now`, `@today` and `@me` stand for themselves, `{number}` for the deal's. */
export interface TemplateDemo {
  company: string
  /** What its deals are about: each deal has an `item` of `object`, which names it in the field `deal`. */
  object: string
  goods: { name: string, item: Record<string, unknown> }[]
  /** What is written with the deal, and to its item, when it comes to a stage. */
  stages: Record<string, { deal?: Record<string, unknown>, item?: Record<string, unknown> }>
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
