// The workflow room, summaries: which change of which record is meant, of a trigger, of what a run waits for, of what ends it.
import { conditionWords } from './condition-words.ts'
import { fieldName, oneObject, say, type Lexicon } from './lexicon.ts'
import { templateWords, type Speech } from './name-words.ts'
import { stepWords as s, triggerTexts as t } from './summary-texts.ts'

export interface SpokenEvent { object?: string, on?: unknown, changed?: unknown, to?: unknown, from?: unknown, match?: Record<string, unknown>, filter?: unknown }

/** "is created or is changed" */
export function eventWords(lexicon: Lexicon, on: unknown): string {
  const kinds = Array.isArray(on) ? on as string[] : ['created', 'updated']
  return kinds.map(kind => say(lexicon, t[kind as 'created'])).join(lexicon.language === 'id' ? ' atau ' : ' or ')
}

/** `when` with what has to change, what it comes to be and what it was before. */
export function changeWords(speech: Speech, { changed, to, from }: SpokenEvent, when: string): string {
  const { lexicon } = speech
  const [becomes, leaves] = [conditionWords(speech, to), conditionWords(speech, from)]
  let said = Array.isArray(changed) ? say(lexicon, t.changes, { when, fields: changed.map(name => fieldName(lexicon, speech.object, String(name))).join(', ') }) : when
  if (becomes) said = say(lexicon, t.becomes, { when: said, condition: becomes })
  return leaves ? say(lexicon, t.leaves, { when: said, condition: leaves }) : said
}

/** "deal is created, where Contact is this record (only if Stage is Won)" */
export function awaitedWords(speech: Speech, event: SpokenEvent): string {
  const { lexicon } = speech
  const object = event.object ?? speech.object
  const about = { ...speech, object }
  const when = changeWords(about, event, `${oneObject(lexicon, object)} ${eventWords(lexicon, event.on)}`)
  const match = Object.entries(event.match ?? {}).map(([name, value]) => say(lexicon, s.value, { field: fieldName(lexicon, object, name), value: templateWords(speech, String(value)) })).join('; ')
  const which = match ? say(lexicon, s.where, { event: when, match }) : when
  const condition = conditionWords(about, event.filter)
  return condition ? say(lexicon, s.onlyIf, { step: which, condition }) : which
}
