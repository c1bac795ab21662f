// Contacts: the person outside. A contact may be one word long; a B2B contact belongs to a company.
import type { Context } from '../../kernel/context.ts'
import type { Fault } from '../../kernel/http/errors.ts'
import { defineObject } from '../../kernel/object/definition.ts'
import type { Change, ObjectBehaviour, RecordValues } from '../../kernel/record/hook.ts'
import { writeRecords } from '../../kernel/record/write.ts'
import { otherPrimaries } from './primary.ts'
import { customerTypes, languages, maritalStatuses, partyTypes, sources, timeZones } from './options.ts'

/** First and last name with one space between them, null when there is neither. */
export function fullNameOf({ firstName, lastName }: RecordValues): string | null {
  return `${firstName ?? ''} ${lastName ?? ''}`.trim() || null
}

export const contact = defineObject('contact', {
  label: { en: 'Contact', id: 'Kontak' },
  pluralLabel: { en: 'Contacts', id: 'Kontak' },
  icon: 'user',
  title: 'fullName',
  fields: {
    fullName: { type: 'text', label: { en: 'Full name', id: 'Nama lengkap' }, readOnly: true, derivedFrom: ['firstName', 'lastName'], index: true, track: false },
    salutation: { type: 'text', max: 40, label: { en: 'Salutation', id: 'Sapaan' }, help: { en: 'How to address them: Bapak, Ibu, Kak', id: 'Cara menyapa: Bapak, Ibu, Kak' } },
    firstName: { type: 'text', max: 120, weight: 10, label: { en: 'First name', id: 'Nama depan' } },
    lastName: { type: 'text', max: 120, label: { en: 'Last name', id: 'Nama belakang' }, help: { en: 'Leave empty for a one-word name', id: 'Kosongkan untuk nama satu kata' } },
    company: { type: 'relation', to: 'company', label: { en: 'Company', id: 'Perusahaan' } },
    jobTitle: { type: 'text', max: 120, label: { en: 'Job title', id: 'Jabatan' } },
    isPrimary: { type: 'boolean', default: false, label: { en: 'Primary contact', id: 'Kontak utama' }, help: { en: 'One contact of a company at most', id: 'Paling banyak satu kontak per perusahaan' } },
    customerType: { type: 'select', options: customerTypes, default: 'b2c', required: true, label: { en: 'Customer type', id: 'Jenis pelanggan' } },
    partyTypes: { type: 'multiSelect', options: partyTypes, label: { en: 'Party types', id: 'Peran pihak' } },
    email: { type: 'email', weight: 15, label: { en: 'Email', id: 'Email' } },
    phone: { type: 'phone', weight: 20, label: { en: 'Phone', id: 'Telepon' } },
    dateOfBirth: { type: 'date', weight: 10, label: { en: 'Date of birth', id: 'Tanggal lahir' } },
    maritalStatus: { type: 'select', options: maritalStatuses, weight: 5, label: { en: 'Marital status', id: 'Status perkawinan' } },
    occupation: { type: 'text', max: 120, weight: 10, label: { en: 'Occupation', id: 'Pekerjaan' } },
    hobbies: { type: 'tags', weight: 5, label: { en: 'Hobbies', id: 'Hobi' } },
    mailingAddress: { type: 'address', weight: 15, label: { en: 'Mailing address', id: 'Alamat surat' } },
    source: { type: 'select', options: sources, weight: 5, label: { en: 'Source', id: 'Sumber' } },
    language: { type: 'select', options: languages, weight: 5, label: { en: 'Language', id: 'Bahasa' } },
    messageConsent: { type: 'boolean', label: { en: 'May be sent messages', id: 'Boleh dikirimi pesan' }, help: { en: 'Has agreed to be written to on WhatsApp and the like; empty counts as no', id: 'Sudah setuju dihubungi lewat WhatsApp dan sejenisnya; kosong dianggap tidak' } },
    timeZone: { type: 'select', options: timeZones, label: { en: 'Time zone', id: 'Zona waktu' }, help: { en: 'Whose clock greetings and reminders go by; the workspace\'s where it is empty', id: 'Jam untuk ucapan dan pengingat; bila kosong mengikuti ruang kerja' } },
  },
})

export const contactBehaviour: ObjectBehaviour = {
  object: 'contact',
  prepare(_, { after }): Fault[] {
    const faults: Fault[] = []
    after.fullName = fullNameOf(after)
    if (!after.firstName && !after.lastName && !after.email && !after.phone) faults.push({ path: 'firstName', code: 'value.required' })
    if (after.customerType === 'b2b' && !after.company) faults.push({ path: 'company', code: 'b2b.company' })
    return faults
  },
  wants: changes => changes.some(becomesPrimary),
  after: keepOnePrimary,
}

/** A contact that is its company's primary one now and was not before this change. */
function becomesPrimary({ kind, before, after }: Change): boolean {
  if (kind === 'deleted' || after.isPrimary !== true || !after.company) return false
  return kind !== 'updated' || before!.isPrimary !== true || before!.company !== after.company
}

/** Takes the flag from the company's other contacts, by the write path: it is a change of theirs, with its event. */
async function keepOnePrimary(context: Context, changes: Change[]): Promise<void> {
  const fresh = changes.filter(becomesPrimary)
  const ids = await otherPrimaries(context, fresh)
  if (ids.length === 0) return
  const operations = ids.map(id => ({ op: 'update' as const, id, data: { isPrimary: false } }))
  await writeRecords(context, 'contact', operations, { unbounded: true })
}
