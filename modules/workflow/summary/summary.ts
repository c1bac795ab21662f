// The workflow room, summaries: a workflow read aloud, line by line, in one language: what a requester signs (AUT-29), what the editor
// shows beside the canvas, and what two versions are compared by. A pure function of the definition and the labels.
import { addressWords } from './call-words.ts'
import { conditionWords, spanWords, valueWords } from './condition-words.ts'
import { awaitedWords, changeWords, eventWords, type SpokenEvent } from './event-words.ts'
import type { Label } from '../../../kernel/object/definition.ts'
import { fieldAt, fieldName, labelIn, objectName, objectsName, oneObject, say, within, type Lexicon } from './lexicon.ts'
import { nothingWords, templateWords, timeWords, type SpokenStep, type Speech } from './name-words.ts'
import { peopleWords } from './people-words.ts'
import { spokenText, stepDetails } from './step-details.ts'
import { stepWords as s, triggerTexts as t, weekdays } from './summary-texts.ts'
import { stepTexts } from '../texts.ts'

/** `depth`: how far the line is indented. `path`: which part of the definition it reads. */
export interface Line { depth: number, path: string, text: string }

export interface SpokenWorkflow {
  object?: string | null
  trigger: { type: string, [part: string]: unknown }
  condition?: Record<string, unknown> | null
  exit?: { forEvent: object } | null
  inTransaction?: boolean | null
  steps: SpokenStep[]
}

export function summarise(lexicon: Lexicon, workflow: SpokenWorkflow): Line[] {
  const speech: Speech = { lexicon, object: workflow.object ?? undefined, steps: workflow.steps, inputs: (workflow.trigger.inputs ?? []) as { name: string, label: object }[] }
  const again = workflow.trigger.type === 'record' ? [{ depth: 1, path: 'trigger', text: againLine(lexicon, workflow.trigger) }] : []
  const condition = conditionWords(speech, workflow.condition)
  return [
    { depth: 0, path: 'trigger', text: triggerLine(speech, workflow.trigger) }, ...again, ...triggerDetails(speech, workflow.trigger).map(text => ({ depth: 1, path: 'trigger', text })),
    ...condition ? [{ depth: 1, path: 'condition', text: say(lexicon, t.only, { condition }) }] : speech.object ? [{ depth: 1, path: 'condition', text: say(lexicon, t.always) }] : [],
    ...workflow.inTransaction ? [{ depth: 1, path: 'inTransaction', text: say(lexicon, t.within) }] : [],
    ...workflow.exit ? [{ depth: 1, path: 'exit', text: say(lexicon, t.exit, { event: awaitedWords(speech, workflow.exit.forEvent as SpokenEvent) }) }] : [],
    ...stepLines(speech, workflow.steps, 'steps', 0, ''),
  ]
}

export function triggerLine(speech: Speech, trigger: SpokenWorkflow['trigger']): string {
  const { lexicon } = speech
  const object = oneObject(lexicon, speech.object)
  if (trigger.type === 'record') return recordLine(speech, trigger, object)
  if (trigger.type === 'date') return dateLine(speech, trigger, object)
  if (trigger.type === 'schedule') return scheduleLine(lexicon, String(trigger.cron ?? ''))
  if (trigger.type === 'webhook' || trigger.type === 'button' || trigger.type === 'manual') return say(lexicon, t[trigger.type], { object })
  return say(lexicon, t.other, { name: trigger.type })
}

function againLine(lexicon: Lexicon, { reenrol, cooldown }: SpokenWorkflow['trigger']): string {
  const again = say(lexicon, t[(reenrol ?? 'never') as 'never'])
  return typeof cooldown === 'object' && cooldown !== null && reenrol !== 'never' ? say(lexicon, t.cooldown, { again, span: spanWords(lexicon, cooldown as Record<string, unknown>) }) : again
}

/** What else the trigger says: how late is too late, whose clock, who may, what is asked first. */
function triggerDetails({ lexicon }: Speech, trigger: SpokenWorkflow['trigger']): string[] {
  const list = (name: string) => (Array.isArray(trigger[name]) ? trigger[name] : []) as any[]
  const zone = typeof trigger.timeZone === 'string' && !['workspace', 'contact', 'branch'].includes(trigger.timeZone) ? trigger.timeZone : ''
  const grace = typeof trigger.grace === 'object' && trigger.grace !== null ? spanWords(lexicon, trigger.grace as Record<string, unknown>) : ''
  const [roles, inputs] = [list('roles').map(name => lexicon.roleName(name) ?? name).join(', '), list('inputs').map(({ label, name }) => labelIn(lexicon, label, name)).join(', ')]
  const sure = labelIn(lexicon, trigger.confirm as Label | undefined, '')
  return [
    ...zone ? [say(lexicon, t.zone, { zone })] : [], ...grace ? [say(lexicon, t.grace, { span: grace })] : [],
    ...roles ? [say(lexicon, t.roles, { roles })] : trigger.type === 'manual' ? [say(lexicon, t.administrators)] : [],
    ...sure ? [say(lexicon, t.sure, { text: sure })] : [], ...inputs ? [say(lexicon, t.asks, { inputs })] : [], ...trigger.check === 'none' ? [say(lexicon, t.unchecked)] : [],
  ]
}

function awaitWords(speech: Speech, step: SpokenStep): string {
  const { lexicon } = speech
  return say(lexicon, s.waitEvent, { event: awaitedWords(speech, step.forEvent as SpokenEvent), span: spanWords(lexicon, (step.timeout ?? {}) as Record<string, unknown>) })
}

function recordLine(speech: Speech, trigger: SpokenWorkflow['trigger'], object: string): string {
  return changeWords(speech, trigger as SpokenEvent, say(speech.lexicon, t.record, { object, events: eventWords(speech.lexicon, trigger.on) }))
}

function dateLine(speech: Speech, trigger: SpokenWorkflow['trigger'], object: string): string {
  const { lexicon } = speech
  const offset = (trigger.offset ?? {}) as Record<string, number>
  const sign = Math.sign(Object.values(offset).find(count => count !== 0) ?? 0)
  const field = fieldName(lexicon, speech.object, String(trigger.field ?? ''))
  let when = say(lexicon, sign === 0 ? t.onDay : sign > 0 ? t.afterDay : t.beforeDay, { span: spanWords(lexicon, offset), field, object })
  if (trigger.repeat === 'yearly' || trigger.repeat === 'monthly') when = say(lexicon, t[trigger.repeat], { when })
  if (trigger.at) when = say(lexicon, t.at, { when, time: timeWords(lexicon, String(trigger.at)) })
  return trigger.timeZone === 'contact' ? say(lexicon, t.zoneContact, { when }) : trigger.timeZone === 'branch' ? say(lexicon, t.zoneBranch, { when }) : when
}

function scheduleLine(lexicon: Lexicon, cron: string): string {
  const [, minute, hour, day] = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|[0-6])$/.exec(cron) ?? []
  if (day === undefined) return say(lexicon, t.scheduleOwn, { cron })
  const days = say(lexicon, day === '*' ? t.everyDay : day === '1-5' ? t.workdays : weekdays[Number(day)])
  return say(lexicon, t.schedule, { days, time: timeWords(lexicon, `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`) })
}

function stepLines(speech: Speech, steps: SpokenStep[], path: string, depth: number, before: string): Line[] {
  return steps.flatMap((step, at) => {
    const number = `${before}${at + 1}`
    const here = `${path}[${at}]`
    const own: Line = { depth, path: here, text: `${number}. ${stepLine(speech, step)}` }
    const inner = (block: string, heading?: string): Line[] => {
      const list = (step[block] ?? []) as SpokenStep[]
      if (list.length === 0) return []
      return [...heading ? [{ depth: depth + 1, path: `${here}.${block}`, text: heading }] : [], ...stepLines(speech, list, `${here}.${block}`, depth + (heading ? 2 : 1), `${number}.`)]
    }
    const details = stepDetails(speech, step).map((text): Line => ({ depth: depth + 1, path: here, text }))
    return [own, ...details, ...inner('then', say(speech.lexicon, s.then)), ...inner('else', say(speech.lexicon, s.else)), ...inner('steps')]
  })
}

/** One step without those inside it, with its own condition. */
export function stepLine(speech: Speech, step: SpokenStep): string {
  const { lexicon } = speech
  const only = conditionWords(speech, step.if)
  const own = bareLine(speech, step)
  const said = only ? say(lexicon, s.onlyIf, { step: own, condition: only }) : own
  return step.onError === 'continue' ? say(lexicon, s.goOn, { step: said }) : said
}

function bareLine(speech: Speech, step: SpokenStep): string {
  const { lexicon } = speech
  const text = (value: unknown) => typeof value === 'string' && value ? templateWords(speech, value) : say(lexicon, s.nothing)
  const object = typeof step.object === 'string' ? step.object : speech.object
  switch (step.type) {
    case 'createRecord': return say(lexicon, s.createRecord, { object: oneObject(lexicon, object), values: dataWords(speech, object, step.data) })
    case 'updateRecord': return say(lexicon, s.updateRecord, { record: recordWords(speech, step), values: dataWords(speech, object, step.data) })
    case 'deleteRecord': return say(lexicon, s.deleteRecord, { record: recordWords(speech, step) })
    case 'findRecords': {
      const condition = conditionWords({ ...speech, object }, step.filter)
      return say(lexicon, condition ? s.findRecords : s.findAll, { objects: objectsName(lexicon, object), condition })
    }
    case 'if': return say(lexicon, s.if, { condition: conditionWords(speech, step.condition) || '…' })
    case 'forEach': return say(lexicon, s.forEach, { items: Array.isArray(step.items) ? step.items.join(', ') : text(step.items) })
    case 'wait': if (step.forEvent) return awaitWords(speech, step)
      return step.for ? say(lexicon, s.waitFor, { span: spanWords(lexicon, step.for as object as Record<string, unknown>) }) : say(lexicon, s.waitUntil, { time: text(step.until) })
    case 'notify': return say(lexicon, s.notify, { to: peopleWords(speech, step.to), title: text(step.title) })
    case 'sendMessage': return say(lexicon, s.sendMessage, { to: step.to ? text(step.to) : say(lexicon, s.theContact), text: text(spokenText(lexicon, step.text)) })
    case 'sendEmail': return say(lexicon, s.sendEmail, { to: text([step.to].flat().join(', ')), subject: text(step.subject) })
    case 'postToChannel': return say(lexicon, s.postToChannel, { channel: peopleWords(speech, step.channel), text: text(step.text) })
    case 'httpRequest': return say(lexicon, s.httpRequest, { method: String(step.method ?? 'POST'), url: typeof step.url === 'string' && step.url ? addressWords(speech, step.url) : say(lexicon, s.nothing) })
    case 'runFunction': return say(lexicon, s.runFunction, { name: step.function ? String(step.function) : say(lexicon, s.ownCode) })
    case 'requestApproval': return say(lexicon, step.recordId === undefined ? s.requestApproval : s.requestApprovalOf, { record: recordWords(speech, step), title: text(step.title) })
    case 'assign': return say(lexicon, step.by === 'leastBusy' ? s.assignBusy : s.assignTurn, { record: recordWords(speech, step), to: peopleWords(speech, step.to) })
    case 'addTag': case 'removeTag': return say(lexicon, s[step.type], { record: recordWords(speech, step), tag: text(step.tag) })
    case 'addComment': return say(lexicon, s.addComment, { record: recordWords(speech, step), text: text(step.body) })
    case 'setVariable': return say(lexicon, s.setVariable, { name: String(step.name ?? ''), value: valueWords(speech, step.value ?? '', undefined) })
    case 'stop': return say(lexicon, s.stop)
    default: return otherLine(speech, step)
  }
}

const apart = new Set(['id', 'type', 'if', 'onError', 'then', 'else', 'steps'])

/** A step that another room brings: its name, and what it is given. */
function otherLine(speech: Speech, { ...step }: SpokenStep): string {
  const { lexicon } = speech
  const label = (stepTexts as Record<string, { label: { en?: string, id?: string } }>)[step.type]?.label
  const values = Object.entries(step).filter(([name, value]) => !apart.has(name) && value !== undefined && value !== null && value !== '')
  return say(lexicon, s.other, { name: label?.[lexicon.language] ?? step.type, values: values.map(([name, value]) => `${name} ${name === 'to' ? peopleWords(speech, value) : valueWords(speech, value, undefined)}`).join(', ') || say(lexicon, s.nothing) })
}

function recordWords(speech: Speech, step: SpokenStep): string {
  const object = objectName(speech.lexicon, typeof step.object === 'string' ? step.object : speech.object)
  const which = step.recordId ?? undefined
  if (which === undefined) return say(speech.lexicon, s.thisRecord, { object })
  if (/^\{\{\s*item(\.id)?\s*\}\}$/.test(String(which))) return say(speech.lexicon, s.eachRecord, { object })
  const told = typeof which === 'string' && which ? templateWords(speech, which) : '…'
  return say(speech.lexicon, within(told) === object ? s.relatedRecord : s.otherRecord, { object, which: told })
}

function dataWords(speech: Speech, object: string | undefined, data: unknown): string {
  const entries = Object.entries((data ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return say(speech.lexicon, s.nothing)
  return entries.map(([name, value]) => say(speech.lexicon, s.value, {
    field: fieldName(speech.lexicon, object, name), value: value === null || value === '' ? nothingWords(speech) : valueWords(speech, value, withOptions(speech, object, name)),
  })).join('; ')
}

/** The field of the object that is written, its options with it: the speech is of the workflow's own object. */
function withOptions({ lexicon }: Speech, object: string | undefined, name: string) {
  const field = fieldAt(lexicon, object, name)
  return field && { ...field, options: lexicon.optionsOf(object ?? '', field).map(option => ({ value: option.value, label: option.label ?? option.value })) }
}
