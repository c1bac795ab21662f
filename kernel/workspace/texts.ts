// Workspace room: its texts outside the web app: mails and the names of what it makes by itself.
import type { Locale } from '../context.ts'

type Text = Record<Locale, string>

export const workspaceTexts = {
  setUpKey: { en: 'Made at set-up', id: 'Dibuat saat penyiapan' },
  invitationSubject: { en: 'Join {workspace} on Hubung', id: 'Bergabung dengan {workspace} di Hubung' },
  invitationBody: {
    en: 'Hello {name},\n\n{inviter} invites you to work with {workspace} on Hubung. Choose a password here:\n\n{link}\n\nThe link works once, and for {days} days.\n',
    id: 'Halo {name},\n\n{inviter} mengundang Anda untuk bekerja bersama {workspace} di Hubung. Pilih kata sandi di sini:\n\n{link}\n\nTautan ini berlaku satu kali, selama {days} hari.\n',
  },
  resetSubject: { en: 'A new password for Hubung', id: 'Kata sandi baru untuk Hubung' },
  resetBody: {
    en: 'Hello {name},\n\nsomebody, probably you, asked for a new password. Choose it here:\n\n{link}\n\nThe link works once, and for {minutes} minutes. If it was not you, nothing has changed and you need do nothing.\n',
    id: 'Halo {name},\n\nseseorang, mungkin Anda, meminta kata sandi baru. Pilih di sini:\n\n{link}\n\nTautan ini berlaku satu kali, selama {minutes} menit. Jika bukan Anda, tidak ada yang berubah dan Anda tidak perlu melakukan apa pun.\n',
  },
} satisfies Record<string, Text>

/** The text in a language, its {places} filled. */
export function say(text: Text, locale: Locale, values: Record<string, string | number> = {}): string {
  return text[locale].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
