// Texts of My day.
import type { Text } from '../../i18n.tsx'

export const myDayTexts = {
  title: { en: 'My day', id: 'Hari saya' },
  morning: { en: 'Good morning, {name}', id: 'Selamat pagi, {name}' },
  noon: { en: 'Good day, {name}', id: 'Selamat siang, {name}' },
  afternoon: { en: 'Good afternoon, {name}', id: 'Selamat sore, {name}' },
  evening: { en: 'Good evening, {name}', id: 'Selamat malam, {name}' },
  late: { en: 'Late', id: 'Terlambat' },
  today: { en: 'Today', id: 'Hari ini' },
  next: { en: 'Next', id: 'Berikutnya' },
  undated: { en: 'Without a date', id: 'Tanpa tanggal' },
  done: { en: 'Done today', id: 'Selesai hari ini' },
  add: { en: 'Add a task: "Call Budi tomorrow"', id: 'Tambah tugas: "Telepon Budi besok"' },
  addShort: { en: 'Add a task', id: 'Tambah tugas' },
  addButton: { en: 'Add', id: 'Tambah' },
  added: { en: '"{name}" added for {date}', id: '"{name}" ditambahkan untuk {date}' },
  addedUndated: { en: '"{name}" added', id: '"{name}" ditambahkan' },
  open: { en: 'Open', id: 'Buka' },
  allClearTitle: { en: 'Nothing to do', id: 'Tidak ada tugas' },
  allClearBody: {
    en: 'Tasks that are yours show up here by when they are due. Add one above, or enjoy the quiet.',
    id: 'Tugas Anda muncul di sini menurut jatuh temponya. Tambahkan di atas, atau nikmati tenangnya.',
  },
  summaryLate: { en: '{count} late', id: '{count} terlambat' },
  summaryToday: { en: '{count} for today', id: '{count} untuk hari ini' },
  allTasks: { en: 'All tasks', id: 'Semua tugas' },
  showMore: { en: 'Show more', id: 'Tampilkan lagi' },
  tomorrow: { en: 'Tomorrow', id: 'Besok' },
  noTasks: { en: 'Tasks are not switched on for you.', id: 'Tugas tidak diaktifkan untuk Anda.' },
} satisfies Record<string, Text>
