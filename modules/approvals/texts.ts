// Approvals: what the server says to members, in two languages.

export const tellTexts = {
  asked: { en: 'Approval asked: {title}', id: 'Mohon persetujuan: {title}' },
  askedBy: { en: 'Asked by {who}', id: 'Diajukan oleh {who}' },
  reminded: { en: 'Still waiting for you: {title}', id: 'Masih menunggu Anda: {title}' },
  escalated: { en: 'Not decided in time, now yours: {title}', id: 'Belum diputuskan pada waktunya, kini giliran Anda: {title}' },
  delegated: { en: 'Handed to you: {title}', id: 'Diserahkan kepada Anda: {title}' },
  approved: { en: 'Approved: {title}', id: 'Disetujui: {title}' },
  rejected: { en: 'Rejected: {title}', id: 'Ditolak: {title}' },
  expired: { en: 'Not decided in time: {title}', id: 'Tidak diputuskan pada waktunya: {title}' },
  withdrawn: { en: 'Withdrawn: {title}', id: 'Ditarik kembali: {title}' },
  unanswerable: { en: 'Nobody is left to decide: {title}', id: 'Tidak ada lagi yang dapat memutuskan: {title}' },
  by: { en: 'By {who}', id: 'Oleh {who}' },
  byBecause: { en: 'By {who}: {comment}', id: 'Oleh {who}: {comment}' },
  manager: { en: 'whom the owner reports to', id: 'atasan penanggung jawab' },
  nobody: { en: 'nobody', id: 'tidak ada' },
  someone: { en: 'a workflow', id: 'alur kerja' },
}

export const askTexts = {
  subject: { en: 'Your decision is needed: {title}', id: 'Keputusan Anda diperlukan: {title}' },
  body: {
    en: 'Hello {name},\n\n{who} asks for your decision at {workspace}:\n\n{title}\n{body}\nSee what it is about and decide, without signing in:\n{link}\n\nThe link is yours alone, works once, and ends with the decision or after {days} days. Do not pass it on.',
    id: 'Halo {name},\n\n{who} meminta keputusan Anda di {workspace}:\n\n{title}\n{body}\nLihat perihalnya dan putuskan, tanpa perlu masuk:\n{link}\n\nTautan ini hanya untuk Anda, berlaku satu kali, dan berakhir setelah diputuskan atau setelah {days} hari. Jangan diteruskan.',
  },
  notice: { en: '{who} asks for your decision: *{title}*{body}', id: '{who} meminta keputusan Anda: *{title}*{body}' },
  severalSubject: { en: '{count} decisions wait for you', id: '{count} keputusan menunggu Anda' },
  severalBody: {
    en: 'Hello {name},\n\n{count} requests at {workspace} wait for your decision:\n{link}',
    id: 'Halo {name},\n\n{count} permohonan di {workspace} menunggu keputusan Anda:\n{link}',
  },
}

export const stepText = {
  label: { en: 'Ask for approval', id: 'Minta persetujuan' },
  help: { en: 'Waits until somebody decides; the record is locked meanwhile.', id: 'Menunggu sampai ada keputusan; catatan dikunci sementara itu.' },
}

export const useText = { en: 'a pending approval: {title}', id: 'persetujuan yang belum diputuskan: {title}' }

type Text = { en: string, id: string }

export function say(text: Text, locale: 'en' | 'id', values: Record<string, string | number> = {}): string {
  return text[locale].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
