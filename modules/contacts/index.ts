// Contacts: contacts, companies and leads.
import { defineModule } from '../../kernel/module.ts'
import { activityOf } from './activity.ts'
import { company, companyBehaviour } from './company.ts'
import { contact, contactBehaviour } from './contact.ts'
import { lead, leadBehaviour } from './lead.ts'
import { views } from './views.ts'

export { activityOf } from './activity.ts'
export { customerTypes, sources } from './options.ts'

export const contacts = defineModule('contacts', {
  objects: [contact, company, lead],
  views,
  behaviours: [companyBehaviour, contactBehaviour, activityOf('contact'), leadBehaviour],
})
