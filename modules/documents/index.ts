// Documents: contracts, invoices and specifications with their files, about any record.
import { defineModule } from '../../kernel/module.ts'
import { activityOf } from '../contacts/index.ts'
import { document } from './document.ts'
import { views } from './views.ts'

export const documents = defineModule('documents', {
  needs: ['contacts', 'sales', 'tasks'],
  objects: [document],
  views,
  behaviours: [activityOf('document')],
  leaving: [{ object: 'document' }],
})
