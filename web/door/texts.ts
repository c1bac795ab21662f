// Texts of the doors: sign-in, password reset, invitation, development mailbox.
import type { Text } from '../i18n.tsx'

export const doorTexts = {
  signIn: { en: 'Sign in', id: 'Masuk' },
  signInTitle: { en: 'Welcome back', id: 'Selamat datang kembali' },
  signInHelp: { en: 'Sign in to your workspace.', id: 'Masuk ke ruang kerja Anda.' },
  email: { en: 'Email', id: 'Email' },
  password: { en: 'Password', id: 'Kata sandi' },
  forgot: { en: 'Forgot your password?', id: 'Lupa kata sandi?' },
  wrong: { en: 'Email and password do not match.', id: 'Email dan kata sandi tidak cocok.' },
  locked: { en: 'Too many tries. Wait a few minutes, or reset your password.', id: 'Terlalu banyak percobaan. Tunggu beberapa menit, atau atur ulang kata sandi.' },
  emailNeeded: { en: 'Enter your email address.', id: 'Isi alamat email Anda.' },
  passwordNeeded: { en: 'Enter your password.', id: 'Isi kata sandi Anda.' },
  nameNeeded: { en: 'Enter your name.', id: 'Isi nama Anda.' },
  passwordShort: { en: 'Use at least {count} characters.', id: 'Gunakan sedikitnya {count} karakter.' },
  passwordHelp: { en: 'At least {count} characters. A sentence is easier to remember than a puzzle.', id: 'Sedikitnya {count} karakter. Kalimat lebih mudah diingat daripada teka-teki.' },

  resetTitle: { en: 'Reset your password', id: 'Atur ulang kata sandi' },
  resetHelp: { en: 'We send a link to your email address that lets you choose a new one.', id: 'Kami kirim tautan ke email Anda untuk memilih kata sandi baru.' },
  sendLink: { en: 'Send the link', id: 'Kirim tautan' },
  sentTitle: { en: 'Look in your inbox', id: 'Periksa kotak masuk Anda' },
  sentBody: {
    en: 'If {email} belongs to a member, a link is on its way. It works for an hour.',
    id: 'Bila {email} terdaftar sebagai anggota, tautan sedang dikirim. Berlaku satu jam.',
  },
  openMailbox: { en: 'Open the development mailbox', id: 'Buka kotak surat pengembangan' },
  backToSignIn: { en: 'Back to sign-in', id: 'Kembali ke halaman masuk' },
  newPassword: { en: 'New password', id: 'Kata sandi baru' },
  newPasswordTitle: { en: 'Choose a new password', id: 'Pilih kata sandi baru' },
  newPasswordHelp: { en: 'All other devices will be signed out.', id: 'Semua perangkat lain akan dikeluarkan.' },
  changePassword: { en: 'Change password', id: 'Ganti kata sandi' },
  changed: { en: 'Your password is changed', id: 'Kata sandi Anda sudah diganti' },
  changedBody: { en: 'Sign in with the new one.', id: 'Silakan masuk dengan kata sandi baru.' },
  linkDeadTitle: { en: 'This link no longer works', id: 'Tautan ini tidak berlaku lagi' },
  resetDead: { en: 'It was used already or is too old. Ask for a new one.', id: 'Sudah dipakai atau sudah lama. Minta tautan baru.' },
  askAgain: { en: 'Ask for a new link', id: 'Minta tautan baru' },

  invitedTitle: { en: 'Join {workspace}', id: 'Bergabung dengan {workspace}' },
  invitedHelp: { en: 'You were invited as {email}. Choose a password and you are in.', id: 'Anda diundang sebagai {email}. Pilih kata sandi, lalu Anda bisa mulai.' },
  invitedExisting: {
    en: 'You were invited as {email}. You already use Hubung with this address: give the password you have.',
    id: 'Anda diundang sebagai {email}. Alamat ini sudah dipakai di Hubung: gunakan kata sandi yang sudah ada.',
  },
  yourName: { en: 'Your name', id: 'Nama Anda' },
  join: { en: 'Join', id: 'Bergabung' },
  invitationDead: { en: 'It was used already or withdrawn. Ask the person who invited you for a new one.', id: 'Sudah dipakai atau dibatalkan. Minta undangan baru kepada pengundang Anda.' },

  mailbox: { en: 'Development mailbox', id: 'Kotak surat pengembangan' },
  mailboxHelp: { en: 'Until an SMTP server is set, mails stay here instead of being sent.', id: 'Selama server SMTP belum diatur, email berada di sini dan tidak dikirim.' },
  mailboxEmpty: { en: 'No mail yet', id: 'Belum ada email' },
  mailboxEmptyBody: { en: 'Invitations and password resets will show here.', id: 'Undangan dan atur ulang kata sandi akan muncul di sini.' },
  mailTo: { en: 'To {email}', id: 'Kepada {email}' },
} satisfies Record<string, Text>

/** The shortest password that the server takes. */
export const passwordLength = 10
