// Workspace room: its texts outside the web app: mails and the names of what it makes by itself.
import type { Locale } from '../context.ts'

type Text = Record<Locale, string>

export const workspaceTexts = {
  setUpKey: { en: 'Set-up key', id: 'Kunci penyiapan' },
  invitationSubject: { en: 'Join {workspace} on Hubung', id: 'Bergabung dengan {workspace} di Hubung' },
  invitationBody: {
    en: letter(
      'Hello {name},',
      '{inviter} invites you to work with {workspace} on Hubung. Choose a password here:',
      '{link}',
      'The link works once, and for {days} days.',
    ),
    id: letter(
      'Halo {name},',
      '{inviter} mengundang Anda untuk bekerja bersama {workspace} di Hubung. Pilih kata sandi di sini:',
      '{link}',
      'Tautan ini berlaku satu kali, selama {days} hari.',
    ),
  },
  resetSubject: { en: 'A new password for Hubung', id: 'Kata sandi baru untuk Hubung' },
  resetBody: {
    en: letter(
      'Hello {name},',
      'somebody, probably you, asked for a new password. Choose it here:',
      '{link}',
      'The link works once, and for {minutes} minutes. If it was not you, nothing has changed and you need do '
        + 'nothing.',
    ),
    id: letter(
      'Halo {name},',
      'seseorang, mungkin Anda, meminta kata sandi baru. Pilih di sini:',
      '{link}',
      'Tautan ini berlaku satu kali, selama {minutes} menit. Jika bukan Anda, tidak ada yang berubah dan Anda '
        + 'tidak perlu melakukan apa pun.',
    ),
  },
} satisfies Record<string, Text>

/** The text in a language, its {places} filled. */
export function say(text: Text, locale: Locale, values: Record<string, string | number> = {}): string {
  return text[locale].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** Paragraphs of a mail as its text. */
function letter(...paragraphs: string[]): string {
  return `${paragraphs.join('\n\n')}\n`
}
