// Texts of the shell and of the kit, in both languages. Rooms of the web app keep their own texts.ts beside their screens.
import type { Text } from './i18n.tsx'

export const texts = {
  save: { en: 'Save', id: 'Simpan' },
  saved: { en: 'Saved', id: 'Tersimpan' },
  cancel: { en: 'Cancel', id: 'Batal' },
  close: { en: 'Close', id: 'Tutup' },
  create: { en: 'Create', id: 'Buat' },
  remove: { en: 'Remove', id: 'Hapus' },
  undo: { en: 'Undo', id: 'Urungkan' },
  back: { en: 'Back', id: 'Kembali' },
  next: { en: 'Continue', id: 'Lanjut' },
  done: { en: 'Done', id: 'Selesai' },
  retry: { en: 'Try again', id: 'Coba lagi' },
  mention: { en: 'Mention somebody', id: 'Sebut seseorang' },
  more: { en: 'More', id: 'Lainnya' },
  copy: { en: 'Copy', id: 'Salin' },
  copied: { en: 'Copied', id: 'Disalin' },
  search: { en: 'Search', id: 'Cari' },
  clear: { en: 'Clear', id: 'Kosongkan' },
  yes: { en: 'Yes', id: 'Ya' },
  no: { en: 'No', id: 'Tidak' },
  loading: { en: 'Loading…', id: 'Memuat…' },
  optional: { en: 'optional', id: 'opsional' },
  nothingFound: { en: 'Nothing found', id: 'Tidak ditemukan' },
  typeToSearch: { en: 'Type to search', id: 'Ketik untuk mencari' },
  showPassword: { en: 'Show password', id: 'Tampilkan kata sandi' },
  hidePassword: { en: 'Hide password', id: 'Sembunyikan kata sandi' },
  dismiss: { en: 'Dismiss', id: 'Tutup pesan' },
  skipToContent: { en: 'Skip to content', id: 'Langsung ke isi' },

  errorTitle: { en: 'This could not be loaded', id: 'Ini tidak dapat dimuat' },
  errorNetwork: {
    en: 'The server did not answer. Nothing you entered is lost; try again when the connection is back.',
    id: 'Server tidak menjawab. Isian Anda tidak hilang; coba lagi setelah koneksi pulih.',
  },
  errorUnknown: {
    en: 'Something went wrong on our side. Try again; if it stays, tell your administrator the number {request}.',
    id: 'Terjadi kesalahan di pihak kami. Coba lagi; bila berlanjut, sampaikan nomor {request} ke administrator.',
  },
  notFoundTitle: { en: 'This page is not here', id: 'Halaman ini tidak ada' },
  notFoundBody: {
    en: 'It may have been moved or deleted, or you may not be allowed to see it.',
    id: 'Mungkin sudah dipindah atau dihapus, atau Anda tidak berhak melihatnya.',
  },
  goHome: { en: 'Go to My day', id: 'Ke Hari saya' },
  reload: { en: 'Reload', id: 'Muat ulang' },
  lineBroken: { en: 'Connection lost. Trying to come back…', id: 'Koneksi terputus. Sedang menyambung kembali…' },

  myDay: { en: 'My day', id: 'Hari saya' },
  settings: { en: 'Settings', id: 'Pengaturan' },
  import: { en: 'Import', id: 'Impor' },
  bin: { en: 'Recycle bin', id: 'Tempat sampah' },
  bulk: { en: 'Recent bulk changes', id: 'Perubahan massal terakhir' },
  records: { en: 'Records', id: 'Data' },
  navigation: { en: 'Main navigation', id: 'Navigasi utama' },
  collapseNavigation: { en: 'Narrow the navigation', id: 'Ciutkan navigasi' },
  expandNavigation: { en: 'Widen the navigation', id: 'Lebarkan navigasi' },

  notifications: { en: 'Notifications', id: 'Pemberitahuan' },
  notificationsUnread: { en: 'Notifications, {count} unread', id: 'Pemberitahuan, {count} belum dibaca' },
  markAllRead: { en: 'Mark all as read', id: 'Tandai semua dibaca' },
  notificationsEmptyTitle: { en: 'All caught up', id: 'Semua sudah dibaca' },
  notificationsEmptyBody: {
    en: 'When a task becomes yours or a deal needs you, it shows here.',
    id: 'Bila ada tugas untuk Anda atau transaksi yang memerlukan Anda, muncul di sini.',
  },
  unread: { en: 'Unread', id: 'Belum dibaca' },
  showMore: { en: 'Show more', id: 'Tampilkan lagi' },

  language: { en: 'Language', id: 'Bahasa' },
  theme: { en: 'Appearance', id: 'Tampilan' },
  themeLight: { en: 'Light', id: 'Terang' },
  themeDark: { en: 'Dark', id: 'Gelap' },
  themeSystem: { en: 'As the device', id: 'Ikuti perangkat' },
  keys: { en: 'Keyboard shortcuts', id: 'Pintasan papan ketik' },
  signOut: { en: 'Sign out', id: 'Keluar' },
  userMenu: { en: 'Your menu', id: 'Menu Anda' },
  account: { en: 'Your account', id: 'Akun Anda' },
} satisfies Record<string, Text>

/** Language names are written in their own language everywhere. */
export const languageNames = { id: 'Bahasa Indonesia', en: 'English' } as const
