// Contacts: contacts, companies and leads; who contacts are known as, and which records may be one.
import { defineModule } from '../../kernel/module.ts'
import { activityOf } from './activity.ts'
import { company, companyBehaviour } from './company.ts'
import { contact, contactBehaviour } from './contact.ts'
import { findOnImport } from './duplicate/on-import.ts'
import { findPairs } from './duplicate/pairs.ts'
import { duplicateRoutes } from './duplicate/routes.ts'
import { identityBehaviour } from './identity/guard.ts'
import { mergeIdentities } from './identity/merge.ts'
import { identityRoutes } from './identity/routes.ts'
import { mergeConversions } from './lead/handover.ts'
import { rescoreLeads } from './lead/rescore-job.ts'
import { leadRoutes } from './lead/routes.ts'
import { scoreBehaviour, usesByRules } from './lead/scoring.ts'
import { errors } from './lead/texts.ts'
import { conversionsAbout } from './lead/undo.ts'
import { lead, leadBehaviour } from './lead.ts'
import { views } from './views.ts'

export { activityOf } from './activity.ts'
export { addIdentity, findContactByIdentity } from './identity/identity.ts'
export { customerTypes, sources } from './options.ts'

export const contacts = defineModule('contacts', {
  objects: [contact, company, lead],
  views,
  behaviours: [companyBehaviour, contactBehaviour, identityBehaviour, activityOf('contact'), leadBehaviour, scoreBehaviour],
  routes: [...identityRoutes, ...duplicateRoutes, ...leadRoutes],
  timeline: conversionsAbout,
  merging: [mergeIdentities, mergeConversions],
  alike: findOnImport,
  jobs: [findPairs, rescoreLeads],
  schedules: [{ job: findPairs, every: 'day' }, { job: rescoreLeads, every: 'day' }],
  uses: usesByRules,
  errors,
  migrations: { room: 'contacts', folder: new URL('./migrations/', import.meta.url) },
})
