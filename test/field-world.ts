// Tests of field rights: a workspace with a record of every object in which every field is filled, and a caller whose
// role hides, shows or opens one field of each object at a time.
import type { FieldInfo, ObjectInfo } from '../kernel/object/describe.ts'
import { fieldTypes } from '../kernel/field/types/index.ts'
import { kept } from '../kernel/permission/role.ts'
import type { FieldRight } from '../kernel/permission/role.ts'
import { Client, type Reply } from './client.ts'
import { testWorkspace, type TestWorkspace } from './workspace.ts'

/** One field with two values that it may have; the first is in the record. */
export interface Subject { object: ObjectInfo, field: FieldInfo, id: string, values: [unknown, unknown], word: string | undefined }

export interface FieldWorld {
  w: TestWorkspace
  caller: Client
  headers: Record<string, string>
  member: string
  objects: ObjectInfo[]
  /** Every field that may be hidden. */
  subjects: Subject[]
  /** Gives the caller this right on these fields, every right on all others. */
  allow(subjects: Subject[], right: FieldRight): Promise<void>
}

/** An object of the test's own with a field of each type. */
const options = ['one', 'two'].map(value => ({ value, label: { en: value } }))
const typed = Object.keys(fieldTypes).filter(type => type !== 'id').map(type => ({
  name: `${type}Field`, type, label: { en: `Of ${type}` }, ...['select', 'multiSelect'].includes(type) && { options }, ...type === 'relation' && { to: 'contact' } }))

/** A value that nothing else holds, so that an answer that holds it tells the field. */
function wordOf(object: string, field: string): string {
  return `rahasia${object}${field}x`.toLowerCase()
}

function valuesOf(object: ObjectInfo, field: FieldInfo, members: string[], related: Record<string, string[]>, pictures: string[], at: number): [unknown, unknown] {
  const word = wordOf(object.name, field.name)
  const ids = (target: string) => related[target]
  const target = [field.to ?? []].flat().find(each => related[each])
  const ruled = ruledValues(`${object.name}.${field.name}`, word)
  if (ruled) return ruled
  switch (field.type) {
    case 'text': case 'longText': return [word, `${word}two`]
    case 'email': return [`${word}@example.com`, `${word}two@example.com`]
    case 'url': return [`https://${word}.example`, `https://${word}two.example`]
    case 'phone': return [`0812${10_000_000 + at}`, `0813${10_000_000 + at}`]
    case 'tags': return [[word], [`${word}two`]]
    case 'file': case 'image': return [[pictures[0]], [pictures[1]]]
    case 'json': return [{ version: 77, [word]: 1 }, { version: 78 }]
    case 'select': return [field.options![0].value, (field.options![1] ?? field.options![0]).value]
    case 'multiSelect': return [[field.options![0].value], [field.options!.at(-1)!.value]]
    case 'user': return [members[0], members[1]]
    case 'relation': return Array.isArray(field.to) ? [{ object: target, id: ids(target!)[0] }, { object: target, id: ids(target!)[1] }] : [ids(target!)[0], ids(target!)[1]]
    default: return [fieldTypes[field.type].examples[0], fieldTypes[field.type].examples[1]]
  }
}

/** What a room holds to a shape of its own, as it keeps it. */
function ruledValues(path: string, word: string): [unknown, unknown] | undefined {
  const item = (text: string) => [{ id: 'one', done: false, text, doneAt: null, doneBy: null }]
  if (path === 'task.checklist') return [item(word), item(`${word}two`)]
  if (path === 'task.recurrence') return ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=WEEKLY;BYDAY=TU']
  return undefined
}

function isFile({ fields }: ObjectInfo, name: string): boolean {
  return ['file', 'image'].includes(fields.find(field => field.name === name)!.type)
}

/** A picture of one pixel, sent by the caller. */
async function bring(caller: Client, name: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')]), name)
  return (await caller.post('/files', form)).id
}

export async function fieldWorld(): Promise<FieldWorld> {
  const w = await testWorkspace()
  await w.admin.post('/objects', { name: 'specimen', label: { en: 'Specimen' }, title: 'textField', fields: typed })
  await w.admin.post('/roles', { name: 'probe', label: { en: 'Probe' }, others: { read: 'all', create: true, update: 'all', delete: 'all' } })
  const { key, member } = await w.admin.post('/api-keys', { name: 'probe', role: 'probe' })
  const { member: other } = await w.admin.post('/api-keys', { name: 'other', role: 'probe' })
  const objects: ObjectInfo[] = (await w.admin.get('/objects')).data
  const related: Record<string, string[]> = {}
  for (const [object, data] of [['company', { name: 'Rel' }], ['contact', { firstName: 'Rel' }]] as const) {
    related[object] = [(await w.admin.create(object, data)).id, (await w.admin.create(object, data)).id]
  }
  const headers = { authorization: `Bearer ${key}` }
  const caller = new Client(w.url, headers)
  const pictures = await Promise.all(['rahasiaone.png', 'rahasiatwo.png'].map(name => bring(caller, name)))
  const subjects: Subject[] = []
  for (const object of objects) {
    const values = new Map(object.fields.filter(field => !field.readOnly).map((field, at) => [field.name, valuesOf(object, field, [member, other], related, pictures, subjects.length + at)]))
    // one that is needed so that the others may be what they are
    const filled = (brought: boolean) => Object.fromEntries([...values].flatMap(([name, [first]]) => isFile(object, name) === brought ? [[name, first]] : []))
    const { id } = await w.admin.create(object.name, { ...filled(false), ...object.name === 'contact' && { customerType: 'b2c' } })
    // files are hung up by whoever brought them
    await caller.update(object.name, id, filled(true))
    for (const field of object.fields) {
      if (kept.has(field.name)) continue
      const word = values.has(field.name) && JSON.stringify(values.get(field.name)).includes(wordOf(object.name, field.name)) && ['text', 'longText', 'email', 'url', 'tags'].includes(field.type) ? wordOf(object.name, field.name) : undefined
      subjects.push({ object, field, id, values: values.get(field.name) ?? ['x', 'y'], word })
    }
  }
  await w.settle()
  return {
    w, caller, headers, member, objects, subjects,
    async allow(chosen, right) {
      await w.admin.patch('/roles/probe', { objects: Object.fromEntries(objects.map(({ name }) => {
        const field = chosen.find(subject => subject.object.name === name)?.field.name
        return [name, { fields: field ? { [field]: right } : {} }]
      })) })
    },
  }
}

/** A name that no object has. */
const nowhere = 'qqqNowhere'

/** What a refusal says, with the name taken out. */
/** Without what a refused import says of the file's own columns: their names, and which readable fields these resemble. */
function said({ status, body }: Reply, name: string): object {
  const strip = (text: string) => text.replace(new RegExp(`\\b${name}\\b`, 'g'), '§')
  return { status, code: body.code, title: body.title, errors: body.errors?.filter((error: any) => error.code !== 'import.columnGuess').map((error: any) => [strip(error.path), error.code, error.code === 'import.noColumn' ? error.message.replace(/: .*$/, '') : error.message]) }
}

/** Whether a request that names a hidden field is answered as one that names a field that is nowhere: both, to be compared. */
export async function asUnknown(field: string, send: (name: string) => Promise<Reply>): Promise<[hidden: object, unknown: object]> {
  return [said(await send(field), field), said(await send(nowhere), nowhere)]
}

/** Field by field of each object at the same time: as many rounds as the longest object has fields. */
export function rounds(subjects: Subject[]): Subject[][] {
  const byObject = Map.groupBy(subjects, subject => subject.object.name)
  const longest = Math.max(...[...byObject.values()].map(list => list.length))
  return Array.from({ length: longest }, (_, at) => [...byObject.values()].flatMap(list => list[at] ?? []))
}
