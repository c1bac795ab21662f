// Documents: a paper with its file, its category and the day on which it expires. A document about a record is as visible
// as that record (kernel/permission/inherited.ts); a new file under the same name is its next version.
import { defineObject } from '../../kernel/object/definition.ts'

export const document = defineObject('document', {
  label: { en: 'Document', id: 'Dokumen' },
  pluralLabel: { en: 'Documents', id: 'Dokumen' },
  icon: 'note',
  title: 'name',
  rightsBy: 'about',
  fields: {
    name: { type: 'text', max: 255, required: true, label: { en: 'Name', id: 'Nama' } },
    category: {
      type: 'select', default: 'other', required: true, index: true, label: { en: 'Category', id: 'Kategori' },
      options: [
        { value: 'contract', label: { en: 'Contract', id: 'Kontrak' }, color: 'blue' },
        { value: 'invoice', label: { en: 'Invoice', id: 'Faktur' }, color: 'green' },
        { value: 'specification', label: { en: 'Specification', id: 'Spesifikasi' }, color: 'purple' },
        { value: 'other', label: { en: 'Other', id: 'Lainnya' }, color: 'gray' },
      ],
    },
    file: { type: 'file', label: { en: 'File', id: 'Berkas' }, help: { en: 'A file of the same name becomes the next version', id: 'Berkas dengan nama yang sama menjadi versi berikutnya' } },
    validUntil: { type: 'date', index: true, label: { en: 'Valid until', id: 'Berlaku sampai' } },
    about: { type: 'relation', to: ['contact', 'company', 'lead', 'deal', 'task', 'product'], toCustom: true, label: { en: 'About', id: 'Tentang' } },
  },
})
