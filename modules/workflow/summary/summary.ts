// The workflow room, summaries: a workflow read aloud, line by line, in one language: what a requester signs (AUT-29), what the editor
// shows beside the canvas, and what two versions are compared by. A pure function of the definition and the labels.
import { conditionWords, spanWords, valueWords } from './condition-words.ts'
import { fieldAt, fieldName, objectName, say, type Lexicon } from './lexicon.ts'
import { templateWords, timeWords, type SpokenStep, type Speech } from './name-words.ts'
import { stepWords as s, triggerTexts as t, weekdays } from './summary-texts.ts'
import { stepTexts } from '../texts.ts'

/** `depth`: how far the line is indented. `path`: which part of the definition it reads. */
export interface Line { depth: number, path: string, text: string }

export interface SpokenWorkflow { object?: string | null, trigger: { type: string, [part: string]: unknown }, condition?: Record<string, unknown> | null, steps: SpokenStep[] }

export function summarise(lexicon: Lexicon, workflow: SpokenWorkflow): Line[] {
  const speech: Speech = { lexicon, object: workflow.object ?? undefined, steps: workflow.steps, inputs: (workflow.trigger.inputs ?? []) as { name: string, label: object }[] }
  const again = workflow.trigger.type === 'record' ? [{ depth: 1, path: 'trigger', text: say(lexicon, t[(workflow.trigger.reenrol ?? 'never') as 'never']) }] : []
  const condition = conditionWords(speech, workflow.condition)
  return [
    { depth: 0, path: 'trigger', text: triggerLine(speech, workflow.trigger) }, ...again,
    ...condition ? [{ depth: 1, path: 'condition', text: say(lexicon, t.only, { condition }) }] : speech.object ? [{ depth: 1, path: 'condition', text: say(lexicon, t.always) }] : [],
    ...stepLines(speech, workflow.steps, 'steps', 0, ''),
  ]
}

export function triggerLine(speech: Speech, trigger: SpokenWorkflow['trigger']): string {
  const { lexicon } = speech
  const object = objectName(lexicon, speech.object)
  if (trigger.type === 'record') return recordLine(speech, trigger, object)
  if (trigger.type === 'date') return dateLine(speech, trigger, object)
  if (trigger.type === 'schedule') return scheduleLine(lexicon, String(trigger.cron ?? ''))
  if (trigger.type === 'webhook' || trigger.type === 'button' || trigger.type === 'manual') return say(lexicon, t[trigger.type], { object })
  return say(lexicon, t.other, { name: trigger.type })
}

function awaitWords({ lexicon, object }: Speech, step: SpokenStep): string {
  const awaited = step.forEvent as { object?: string, on?: unknown }
  return say(lexicon, s.waitEvent, { object: objectName(lexicon, awaited.object ?? object), events: eventWords(lexicon, awaited.on), span: spanWords(lexicon, (step.timeout ?? {}) as Record<string, unknown>) })
}

/** "is created or is changed" */
function eventWords(lexicon: Lexicon, on: unknown): string {
  const kinds = Array.isArray(on) ? on as string[] : ['created', 'updated']
  return kinds.map(kind => say(lexicon, t[kind as 'created'])).join(lexicon.language === 'id' ? ' atau ' : ' or ')
}

function recordLine(speech: Speech, trigger: SpokenWorkflow['trigger'], object: string): string {
  const { lexicon } = speech
  const events = eventWords(lexicon, trigger.on)
  let when = say(lexicon, t.record, { object, events })
  if (Array.isArray(trigger.changed)) when = say(lexicon, t.changes, { when, fields: trigger.changed.map(name => fieldName(lexicon, speech.object, String(name))).join(', ') })
  const [to, from] = [conditionWords(speech, trigger.to), conditionWords(speech, trigger.from)]
  if (to) when = say(lexicon, t.becomes, { when, condition: to })
  return from ? say(lexicon, t.leaves, { when, condition: from }) : when
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
    return [own, ...inner('then', say(speech.lexicon, s.then)), ...inner('else', say(speech.lexicon, s.else)), ...inner('steps')]
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
    case 'createRecord': return say(lexicon, s.createRecord, { object: objectName(lexicon, object), values: dataWords(speech, object, step.data) })
    case 'updateRecord': return say(lexicon, s.updateRecord, { record: recordWords(speech, step), values: dataWords(speech, object, step.data) })
    case 'deleteRecord': return say(lexicon, s.deleteRecord, { record: recordWords(speech, step) })
    case 'findRecords': {
      const condition = conditionWords({ ...speech, object }, step.filter)
      return say(lexicon, condition ? s.findRecords : s.findAll, { object: objectName(lexicon, object), condition })
    }
    case 'if': return say(lexicon, s.if, { condition: conditionWords(speech, step.condition) || '…' })
    case 'forEach': return say(lexicon, s.forEach, { items: Array.isArray(step.items) ? step.items.join(', ') : text(step.items) })
    case 'wait': if (step.forEvent) return awaitWords(speech, step)
      return step.for ? say(lexicon, s.waitFor, { span: spanWords(lexicon, step.for as object as Record<string, unknown>) }) : say(lexicon, s.waitUntil, { time: text(step.until) })
    case 'notify': return say(lexicon, s.notify, { to: peopleWords(speech, step.to), title: text(step.title) })
    case 'sendMessage': return say(lexicon, s.sendMessage, { to: step.to ? text(step.to) : say(lexicon, s.theContact), text: text(typeof step.text === 'object' && step.text !== null ? (step.text as Record<string, unknown>)[lexicon.language] ?? Object.values(step.text)[0] : step.text) })
    case 'sendEmail': return say(lexicon, s.sendEmail, { to: text([step.to].flat().join(', ')), subject: text(step.subject) })
    case 'postToChannel': return say(lexicon, s.postToChannel, { channel: peopleWords(speech, step.channel), text: text(step.text) })
    case 'httpRequest': return say(lexicon, s.httpRequest, { method: String(step.method ?? 'POST'), url: text(step.url) })
    case 'runFunction': return say(lexicon, s.runFunction, { name: step.function ? String(step.function) : say(lexicon, s.ownCode) })
    case 'requestApproval': return say(lexicon, s.requestApproval, { title: text(step.title) })
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
  return say(speech.lexicon, s.otherRecord, { object, which: typeof which === 'string' && which ? templateWords(speech, which) : '…' })
}

function dataWords(speech: Speech, object: string | undefined, data: unknown): string {
  const entries = Object.entries((data ?? {}) as Record<string, unknown>).filter(([, value]) => value !== null && value !== undefined && value !== '')
  if (entries.length === 0) return say(speech.lexicon, s.nothing)
  return entries.map(([name, value]) => say(speech.lexicon, s.value, {
    field: fieldName(speech.lexicon, object, name), value: valueWords({ ...speech }, value, withOptions(speech, object, name)),
  })).join('; ')
}

/** The field of the object that is written, its options with it: the speech is of the workflow's own object. */
function withOptions({ lexicon }: Speech, object: string | undefined, name: string) {
  const field = fieldAt(lexicon, object, name)
  return field && { ...field, options: lexicon.optionsOf(object ?? '', field).map(option => ({ value: option.value, label: option.label ?? option.value })) }
}

/** The owner, members, roles, teams, a role of a team. */
export function peopleWords(speech: Speech, to: unknown): string {
  const { lexicon } = speech
  const each = [to ?? []].flat().filter(Boolean).map(one => {
    const name = String(one)
    if (/^\{\{\s*record\.owner(\.id)?\s*\}\}$/.test(name)) return say(lexicon, s.owner)
    if (name.includes('{{')) return templateWords(speech, name)
    const parts = name.split('/').map(part => {
      const [kind, value] = part.split(':')
      if (kind === 'role') return say(lexicon, s.role, { name: lexicon.roleName(value) ?? value })
      return kind === 'team' ? say(lexicon, s.team, { name: lexicon.teamName(value) ?? value }) : lexicon.memberName(name) ?? name
    })
    return parts.join(' · ')
  })
  return each.length ? each.join(', ') : say(lexicon, s.nobody)
}
