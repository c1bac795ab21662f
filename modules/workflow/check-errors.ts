// The workflow room: what a check finds in a definition that could be saved all the same, and what an agreement refuses, in both languages.

export const checkErrors: Record<string, [number, string, string]> = {
  'workflow.neverHolds': [422, 'On today\'s data this never holds: none of {total} records', 'Pada data hari ini syarat ini tidak pernah terpenuhi: tidak satu pun dari {total} catatan'],
  'workflow.alwaysHolds': [422, 'On today\'s data this always holds: for all {total} records', 'Pada data hari ini syarat ini selalu terpenuhi: semua {total} catatan'],
  'workflow.holdsFor': [422, 'On today\'s data this holds for {count} of {total} records', 'Pada data hari ini syarat ini terpenuhi untuk {count} dari {total} catatan'],
  'workflow.holdsForAbout': [422, 'On today\'s data this holds for about {count} of {total} records', 'Pada data hari ini syarat ini terpenuhi untuk sekitar {count} dari {total} catatan'],
  'workflow.neverTogether': [422, 'No record fulfils this together with what sets the workflow off', 'Tidak ada catatan yang memenuhi syarat ini sekaligus pemicunya'],
  'workflow.noDates': [422, 'No record has this date filled', 'Belum ada catatan yang tanggal ini terisi'],
  'workflow.noRecords': [422, 'There are no such records yet, so the condition cannot be judged', 'Belum ada catatan seperti ini, sehingga syarat belum dapat dinilai'],
  'workflow.unreachable': [422, 'This step is never reached: the workflow stops before it', 'Langkah ini tidak pernah tercapai: alur kerja berhenti sebelumnya'],
  'workflow.quietHours': [422, 'Customers would get this at {time}, outside 08:00–20:00', 'Pelanggan akan menerimanya pukul {time}, di luar 08.00–20.00'],
  'workflow.unsigned': [422, '{name} has not signed this version yet', '{name} belum menandatangani versi ini'],
  'workflow.otherVersion': [409, 'The workflow has been changed meanwhile: version {version} is to be signed', 'Alur kerja sudah diubah: yang ditandatangani adalah versi {version}'],
  'workflow.noAgreement': [409, 'Nobody is asked to sign this workflow', 'Alur kerja ini tidak memerlukan tanda tangan'],
}
