// The workflow room, summaries: what a step does beyond its line: the texts that go out, who decides and by when. Each is a line below the
// step's own, so that whoever signs reads everything that is said or decided, and no change of it goes unseen between two versions.
import { headerWords, readersOf } from './call-words.ts'
import { conditionWords, spanWords, valueWords } from './condition-words.ts'
import { fieldName, say, type Lexicon } from './lexicon.ts'
import { expressionWords, templateWords, type SpokenStep, type Speech } from './name-words.ts'
import { peopleWords } from './people-words.ts'
import { detailTexts as d } from './summary-texts.ts'

type Text = (typeof d)[keyof typeof d]
type Hours = { hours?: number, to?: unknown, outcome?: 'approved' | 'rejected' | 'expired' }

/** What findRecords finds at most when nothing is said. */
const USUAL_LIMIT = 100

export function stepDetails(speech: Speech, step: SpokenStep): string[] {
  const { lexicon } = speech
  const line = (text: Text, value: unknown, print: (value: unknown) => string = given => templateWords(speech, String(given))) =>
    value === undefined || value === null || print(value) === '' ? [] : [say(lexicon, text, { value: print(value) })]
  const values = (given: unknown) => valueWords(speech, given, undefined)
  switch (step.type) {
    case 'notify': return [...line(d.text, step.body), ...leads(speech, step.link)]
    case 'sendEmail': return [...line(d.text, step.body), ...line(d.copy, step.cc, given => templateWords(speech, [given].flat().join(', '))), ...line(d.answers, step.replyTo)]
    case 'sendMessage': return [...otherLanguages(speech, step.text), ...step.channel === 'preferred' ? [] : line(d.channel, step.channel), ...line(d.template, step.template), ...step.ifNoConsent === 'fail' ? [say(lexicon, d.needsConsent)] : []]
    case 'postToChannel': return [...line(d.as, step.as), ...line(d.thread, step.thread), ...leads(speech, step.link)]
    case 'httpRequest': return callDetails(speech, step)
    case 'runFunction': return [say(lexicon, d.ownDoing), ...line(d.code, step.code, given => String(given).replace(/\s+/g, ' ').trim()), ...line(d.given, step.input, values)]
    case 'findRecords': return [...line(d.sorted, step.sort, given => sortWords(speech, String(step.object ?? speech.object), String(given))), ...step.limit === USUAL_LIMIT ? [] : line(d.most, step.limit, String)]
    case 'assign': return line(d.counting, step.counting, given => conditionWords({ ...speech, object: typeof step.object === 'string' ? step.object : speech.object }, given))
    case 'requestApproval': return [...line(d.text, step.body), ...approvalDetails(speech, step)]
    default: return []
  }
}

/** What is sent along, and whether what comes back decides anything. */
function callDetails(speech: Speech, step: SpokenStep): string[] {
  const { lexicon } = speech
  const [headers, body] = [headerWords(speech, step.headers), step.body ?? undefined]
  const sends = body !== undefined && step.method !== 'GET' && step.method !== 'HEAD'
  const readers = step.id === undefined ? [] : readersOf(speech.steps, step.id)
  return [
    ...sends ? [say(lexicon, d.sends, { value: typeof body === 'string' ? templateWords(speech, body) : valueWords(speech, body, undefined) })] : [],
    ...headers ? [say(lexicon, d.headers, { value: headers })] : [],
    readers.length ? say(lexicon, d.answerUsed, { value: readers.join(', ') }) : say(lexicon, d.answerUnused),
  ]
}

/** `-dueAt,name` with the names of the fields. */
function sortWords({ lexicon }: Speech, object: string, sort: string): string {
  return sort.split(',').map(part => part.trim()).filter(Boolean).map(part => {
    const field = fieldName(lexicon, object, part.replace(/^[-+]/, ''))
    return part.startsWith('-') ? say(lexicon, d.lastFirst, { field }) : field
  }).join('; ')
}

/** Where a notice leads when it is not to the record that it is about. */
function leads(speech: Speech, link: unknown): string[] {
  if (typeof link !== 'string' || link === '' || link === 'record') return []
  return [say(speech.lexicon, d.leads, { value: /^steps\.\w+$/.test(link) ? expressionWords(speech, link) : templateWords(speech, link) })]
}

/** Of a text in several languages the one that is read. */
export function spokenText({ language }: Lexicon, text: unknown): unknown {
  return typeof text === 'object' && text !== null ? (text as Record<string, unknown>)[language] ?? Object.values(text)[0] : text
}

/** What customers of another language are sent. */
function otherLanguages(speech: Speech, text: unknown): string[] {
  const { lexicon } = speech
  if (typeof text !== 'object' || text === null) return []
  const named = new Intl.DisplayNames([lexicon.language], { type: 'language' })
  return Object.entries(text).filter(([, given]) => given && given !== spokenText(lexicon, text)).map(([language, given]) => say(lexicon, d.otherLanguage, { language: named.of(language) ?? language, text: templateWords(speech, String(given)) }))
}

/** A role and a team may be several. */
function isOne(to: unknown): boolean {
  const [name, ...more] = [to ?? []].flat().map(String)
  return name !== undefined && more.length === 0 && !/^(role|team):/.test(name)
}

/** Level by level who decides; what is locked, and what time brings. */
function approvalDetails(speech: Speech, step: SpokenStep): string[] {
  const { lexicon } = speech
  const object = typeof step.object === 'string' ? step.object : speech.object
  const levels = (step.approvers ?? []) as { to?: unknown, need?: 'any' | 'all' }[]
  const [remind, escalate, expire] = [step.remindAfter, step.escalateAfter, step.expireAfter] as (Hours | undefined)[]
  const after = (hours: number) => spanWords(lexicon, { hours })
  const open = ((step.lockExcept ?? []) as string[]).map(name => fieldName(lexicon, object, name)).join(', ')
  return [
    ...levels.map(({ to, need }, at) => say(lexicon, isOne(to) ? d.levelOne : need === 'all' ? d.levelAll : d.levelAny, { level: at + 1, who: peopleWords(speech, to) })),
    ...step.parallel && levels.length > 1 ? [say(lexicon, d.parallel)] : [],
    say(lexicon, step.lock === false ? d.unlocked : open ? d.lockedBut : d.locked, { fields: open }),
    ...step.allowOwn ? [say(lexicon, d.own)] : [],
    ...remind?.hours ? [say(lexicon, d.remind, { span: after(remind.hours) })] : [],
    ...escalate?.hours ? [say(lexicon, escalate.to ? d.escalate : d.escalateAbove, { span: after(escalate.hours), who: peopleWords(speech, escalate.to) })] : [],
    ...expire?.hours ? [say(lexicon, d[`${expire.outcome ?? 'expired'}By`], { span: after(expire.hours) })] : [],
  ]
}
