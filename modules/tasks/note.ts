// Tasks: something worth remembering about a record.
import { defineObject } from '../../kernel/object/definition.ts'

export const note = defineObject('note', {
  label: { en: 'Note', id: 'Catatan' },
  pluralLabel: { en: 'Notes', id: 'Catatan' },
  icon: 'note',
  title: 'body',
  hidden: true,
  fields: {
    body: { type: 'longText', required: true, label: { en: 'Text', id: 'Isi' } },
    about: { type: 'relation', to: ['contact', 'company', 'lead', 'deal', 'task', 'product'], toCustom: true, label: { en: 'About', id: 'Tentang' } },
  },
})
