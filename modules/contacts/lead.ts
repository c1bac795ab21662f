// Contacts: somebody who may become a customer, before it is known who they are.
import type { Fault } from '../../kernel/http/errors.ts'
import { defineObject } from '../../kernel/object/definition.ts'
import type { ObjectBehaviour } from '../../kernel/record/hook.ts'
import { fullNameOf } from './contact.ts'
import { customerTypes, leadStatuses, sources } from './options.ts'

export const lead = defineObject('lead', {
  label: { en: 'Lead', id: 'Prospek' },
  pluralLabel: { en: 'Leads', id: 'Prospek' },
  icon: 'user-plus',
  title: 'fullName',
  fields: {
    fullName: { type: 'text', label: { en: 'Name', id: 'Nama' }, readOnly: true, derivedFrom: ['firstName', 'lastName', 'companyName'], index: true, track: false },
    firstName: { type: 'text', max: 120, label: { en: 'First name', id: 'Nama depan' } },
    lastName: { type: 'text', max: 120, label: { en: 'Last name', id: 'Nama belakang' }, help: { en: 'Leave empty for a one-word name', id: 'Kosongkan untuk nama satu kata' } },
    companyName: { type: 'text', max: 200, label: { en: 'Company name', id: 'Nama perusahaan' } },
    email: { type: 'email', label: { en: 'Email', id: 'Email' } },
    phone: { type: 'phone', label: { en: 'Phone', id: 'Telepon' } },
    customerType: { type: 'select', options: customerTypes, default: 'b2c', label: { en: 'Customer type', id: 'Jenis pelanggan' } },
    source: { type: 'select', options: sources, label: { en: 'Source', id: 'Sumber' } },
    status: { type: 'select', options: leadStatuses, default: 'new', required: true, index: true, label: { en: 'Status', id: 'Status' } },
    interest: { type: 'longText', label: { en: 'Interest', id: 'Minat' }, help: { en: 'What they asked for', id: 'Apa yang ditanyakan' } },
    score: { type: 'number', index: true, label: { en: 'Score', id: 'Skor' } },
  },
})

export const leadBehaviour: ObjectBehaviour = {
  object: 'lead',
  prepare(_, { after }): Fault[] {
    after.fullName = fullNameOf(after) ?? after.companyName ?? null
    const named = after.firstName || after.lastName || after.companyName || after.email || after.phone
    return named ? [] : [{ path: 'firstName', code: 'value.required' }]
  },
}
