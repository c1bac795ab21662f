// Texts of the calendar.
import type { Text } from '../../i18n.tsx'

export const calendarTexts = {
  calendar: { en: 'Calendar', id: 'Kalender' },
  calendarOf: { en: 'Calendar of {what} by {field}', id: 'Kalender {what} menurut {field}' },
  month: { en: 'Month', id: 'Bulan' },
  week: { en: 'Week', id: 'Minggu' },
  day: { en: 'Day', id: 'Hari' },
  span: { en: 'Shown at once', id: 'Rentang tampilan' },
  today: { en: 'Today', id: 'Hari ini' },
  previous: { en: 'Earlier', id: 'Sebelumnya' },
  next: { en: 'Later', id: 'Berikutnya' },
  by: { en: 'By', id: 'Menurut' },
  colour: { en: 'Colour', id: 'Warna' },
  noColour: { en: 'No colour', id: 'Tanpa warna' },
  more: { en: '{count} more', id: '{count} lagi' },
  addOn: { en: 'New on {date}', id: 'Baru pada {date}' },
  onDay: { en: '{date}, {count}', id: '{date}, {count}' },
  nothingOn: { en: 'Nothing on this day', id: 'Tidak ada di hari ini' },
  nothingInMonth: { en: 'Nothing in this month', id: 'Tidak ada di bulan ini' },
  moved: { en: '"{name}" moved to {date}', id: '"{name}" dipindah ke {date}' },
  keyMove: { en: 'Move the record by a day or a week', id: 'Geser catatan sehari atau seminggu' },
  keyToday: { en: 'To today', id: 'Ke hari ini' },
} satisfies Record<string, Text>
