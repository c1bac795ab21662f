// Contacts: the customer as an organisation. `lastActivityAt` moves by itself (activity.ts).
import { defineObject } from '../../kernel/object/definition.ts'
import type { ObjectBehaviour } from '../../kernel/record/hook.ts'
import { customerTypes } from './options.ts'

export const company = defineObject('company', {
  label: { en: 'Company', id: 'Perusahaan' },
  pluralLabel: { en: 'Companies', id: 'Perusahaan' },
  icon: 'building',
  title: 'name',
  fields: {
    name: { type: 'text', max: 200, required: true, label: { en: 'Name', id: 'Nama' } },
    customerType: { type: 'select', options: customerTypes, default: 'b2b', label: { en: 'Customer type', id: 'Jenis pelanggan' } },
    industry: { type: 'text', max: 120, label: { en: 'Industry', id: 'Bidang usaha' } },
    email: { type: 'email', label: { en: 'Email', id: 'Email' } },
    phone: { type: 'phone', label: { en: 'Phone', id: 'Telepon' } },
    website: { type: 'url', label: { en: 'Website', id: 'Situs web' } },
    segment: { type: 'text', max: 60, label: { en: 'Segment', id: 'Segmen' } },
    tier: { type: 'text', max: 60, label: { en: 'Tier', id: 'Tingkat' } },
    billingAddress: { type: 'address', label: { en: 'Billing address', id: 'Alamat penagihan' } },
    lastActivityAt: { type: 'dateTime', readOnly: true, track: false, index: true, label: { en: 'Last activity', id: 'Aktivitas terakhir' } },
  },
})

/** A company that came without a name (exports hold such) is called by what else it is known by. */
export const companyBehaviour: ObjectBehaviour = {
  object: 'company',
  prepare(_, { after }) {
    after.name ??= after.website?.replace(/^https?:\/\/(www\.)?/, '').replace(/\/.*$/, '') ?? after.email ?? after.phone ?? after.externalId
  },
}
