// The workflow room's screens: texts of the question why a record is as it is.
import type { Text } from '../../../web/i18n.tsx'

export const whyTexts = {
  ask: { en: 'Why is it so', id: 'Mengapa begini' },
  title: { en: 'Why is it so', id: 'Mengapa begini' },
  subtitle: { en: 'Behind each value: what brought it, back to the beginning', id: 'Di balik tiap nilai: apa penyebabnya, sampai ke awalnya' },
  none: { en: 'Nothing is known of these values', id: 'Tidak ada yang diketahui tentang nilai ini' },
  byWorkflow: { en: '{name} (version {version})', id: '{name} (versi {version})' },
  condition: { en: 'The condition of “{name}” (version {version}) held', id: 'Syarat “{name}” (versi {version}) terpenuhi' },
  movedByWorkflow: { en: 'Worked out anew: the workflow “{who}” changed what it is computed from', id: 'Dihitung ulang: alur kerja “{who}” mengubah asal hitungannya' },
  movedBy: { en: 'Worked out anew: {who} changed what it is computed from', id: 'Dihitung ulang: {who} mengubah asal hitungannya' },
  worked: { en: 'Worked out anew', id: 'Dihitung ulang' },
  dueAt: { en: 'due {time}', id: 'jatuh tempo {time}' },
  pressed: { en: '{who} set it off', id: '{who} menjalankannya' },
  called: { en: 'Another program called', id: 'Program lain memanggil' },
  clock: { en: 'Its time had come', id: 'Waktunya tiba' },
  somebody: { en: 'Somebody', id: 'Seseorang' },
} satisfies Record<string, Text>
