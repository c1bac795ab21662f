// Contacts: somebody who may become a customer, before it is known who they are.
import type { Context } from '../../kernel/context.ts'
import type { Fault } from '../../kernel/http/errors.ts'
import { defineObject, derivedTypes } from '../../kernel/object/definition.ts'
import type { Change, ObjectBehaviour } from '../../kernel/record/hook.ts'
import { sameValue } from '../../kernel/record/prepare.ts'
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
    convertedAt: { type: 'dateTime', readOnly: true, label: { en: 'Converted', id: 'Dikonversi' } },
  },
})

export const leadBehaviour: ObjectBehaviour = {
  object: 'lead',
  prepare(context, change): Fault[] {
    const { after } = change
    after.fullName = fullNameOf(after) ?? after.companyName ?? null
    const named = after.firstName || after.lastName || after.companyName || after.email || after.phone
    if (isClosed(context, change)) return [{ path: 'status', code: 'lead.converted' }]
    return named ? [] : [{ path: 'firstName', code: 'value.required' }]
  },
}

/** What was converted lives on in its contact and deal: only an administrator still changes the lead. */
function isClosed({ actor, workspace }: Context, { before, after }: Change): boolean {
  if (!before?.convertedAt || actor.role.administrator) return false
  return workspace.objects.get('lead')!.fields.some(({ name, readOnly, computed, type }) => !readOnly && !computed && name !== 'score' && !derivedTypes.has(type) && !sameValue(before[name] ?? null, after[name] ?? null))
}
