// Kernel, objects: its words in both languages.
export const objectTexts = {
  title: { en: 'the title of the object', id: 'judul objek' },
  uniqueSet: { en: 'a set of fields that is unique together', id: 'gabungan kolom yang unik' },
  validation: { en: 'rule', id: 'aturan' },
  transitions: { en: 'the transition rules of', id: 'aturan perpindahan' },
  field: { en: 'field', id: 'kolom' },
  layout: { en: 'layout', id: 'tata letak' },
  button: { en: 'button', id: 'tombol' },
  sharingRule: { en: 'the sharing rule', id: 'aturan berbagi' },
  view: { en: 'view', id: 'tampilan' },
  name: { en: 'Name', id: 'Nama' },
  pipeline: { en: 'Pipeline', id: 'Alur' },
  stage: { en: 'Stage', id: 'Tahap' },
}
