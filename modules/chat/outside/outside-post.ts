// Team chat, outside: a message in neutral form, as an outside chat gets it: who speaks, what, when with the zone's name, and
// the way to the record. Pure.
import type { OutsidePost } from '../../../kernel/connector.ts'
import type { Context } from '../../../kernel/context.ts'
import type { FileValue } from '../../../kernel/file/hang.ts'
import { messageLink } from '../mention.ts'
import { plainText } from '../people.ts'
import { chatTexts as texts } from '../texts.ts'

/** A message on its way. */
export interface Told {
  delivery: string, attempts: number, createdAt: Date
  id: string, text: string, bot: string | null, author: string | null, channel: string, thread: string | null
  object: string | null, record: string | null, link: string | null, stamp: string | null, files: FileValue[], gone: boolean
}

/** `address` begins the links, without a slash at its end; without one a link would lead nowhere and is left out. */
export function outsidePostOf({ workspace }: Context, address: string, told: Told): OutsidePost {
  const { locale, members, objects } = workspace
  const author = told.bot ?? members.get(told.author ?? '')?.name ?? '–'
  const files = told.files.map(file => `📎 ${file.name ?? ''}`)
  const text = [plainText(workspace, told.text), ...files, told.stamp].filter(Boolean).join('\n')
  const path = told.link ?? (told.object && told.record ? `/o/${told.object}/${told.record}` : messageLink(told))
  const kind = told.link === null && told.object ? objects.get(told.object)?.label[locale] : undefined
  const label = [texts.record[locale], kind?.toLowerCase()].filter(Boolean).join(' ')
  return { author, text, ...address ? { link: { url: `${address}${path}`, label } } : {} }
}
