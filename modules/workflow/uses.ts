// The workflow room: which workflows name an object or a field, so that neither is taken away under them, nor under runs that stay
// on an older version.
import type { Context } from '../../kernel/context.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { namesValue } from '../../kernel/object/option-mentions.ts'
import { filterUses, type Subject, type Use } from '../../kernel/object/uses.ts'
import { compile, versionsAtWork, type AtWork } from './catalogue.ts'
import type { EventInput } from './expected.ts'
import { addName, namesOf, shapeAt, withLocals, type Names } from './names.ts'
import { allSteps, type ProgramStep } from './program-step.ts'
import type { Program } from './program.ts'
import { steps } from './steps/index.ts'
import type { Path } from './template.ts'
import { texts } from './texts.ts'
import { namesBelow } from './triggers/index.ts'

export async function usesByWorkflows(context: Context, subject: Subject): Promise<Use[]> {
  // a workflow that its own role may not do any more names the same, and goes on when the right is given back
  const { name: role } = [...context.workspace.roles.values()].find(each => each.administrator)!
  return (await versionsAtWork(context)).filter(stored => {
    const program = compile(context, { ...stored, role })
    if (program instanceof Problem || !programUses(context, program, subject)) return false
    return !subject.values || namesValue(JSON.stringify(program.definition), subject.values)
  }).map(version => useOf(context, version))
}

/** Those with a step of this type that `names` something: a room whose values steps name takes none away under them. */
export async function workflowsWith(context: Context, type: string, names: (step: Record<string, unknown>) => boolean): Promise<Use[]> {
  const versions = await versionsAtWork(context)
  return versions.filter(({ definition }) => stepsIn(definition.steps).some(step => step.type === type && names(step))).map(version => useOf(context, version))
}

/** Runs go on by the version that enrolled them: whoever has mended the workflow learns what still holds the thing. */
function useOf({ locale }: Context, { id, name, version, inForce }: AtWork): Use {
  if (inForce) return { path: `workflows.${id}`, text: `${texts.workflow[locale]} ${name}` }
  return { path: `workflows.${id}.versions.${version}`, text: texts.olderVersion[locale].replace('{version}', String(version)).replace('{name}', () => name) }
}

/** All steps of a list as they are kept, also those inside others. */
export function stepsIn(list: unknown): Record<string, unknown>[] {
  const own = [list ?? []].flat() as Record<string, unknown>[]
  return own.flatMap(step => [step, ...Object.keys(steps[String(step.type)]?.blocks ?? {}).flatMap(block => stepsIn(step[block]))])
}

type Objects = Context['workspace']['objects']

function programUses(context: Context, program: Program, subject: Subject): boolean {
  const { definition, object } = program
  const { objects } = context.workspace
  if (object.name === subject.object && (subject.field === undefined || triggerNames(program).includes(subject.field))) return true
  const { trigger } = definition
  const inside = allSteps(program.steps)
  const states = trigger.type === 'record' ? [trigger.to, trigger.from] : []
  const filters = [definition.condition, ...states, ...inside.flatMap(step => [step.definition.if, step.step.judges && step.definition[step.step.judges]])]
  if (filters.some(filter => filterUses(filter, object.name, objects, subject))) return true
  if (inside.some(({ definition: step }) => filterUses(step.counting, String(step.object ?? object.name), objects, subject))) return true
  const events = [definition.exit?.forEvent, ...inside.map(step => step.step.expects && step.definition[step.step.expects])].filter(event => event !== undefined) as EventInput[]
  if (events.some(event => eventUses(event, object.name, objects, subject))) return true
  if (inside.some(step => stepUses(step.definition, object.name, objects, subject))) return true
  return templatesUse(context, program, subject)
}

/** Fields of the workflow's object that its trigger names; a date's also the relation to the contact by whose clock it goes. */
function triggerNames({ definition: { trigger }, dating }: Program): string[] {
  if (dating) return [dating.field.name, ...dating.zone.kind === 'contact' && dating.zone.relation ? [dating.zone.relation] : []]
  if (trigger.type !== 'record') return []
  return [...trigger.changed ?? [], ...Object.keys(trigger.to ?? {}), ...Object.keys(trigger.from ?? {})]
}

/** What a run waits for. */
function eventUses({ object: name, changed, to, match, filter }: EventInput, own: string, objects: Objects, subject: Subject): boolean {
  const object = name ?? own
  if ([to, filter].some(part => filterUses(part, object, objects, subject))) return true
  return object === subject.object && (subject.field === undefined || [...changed ?? [], ...Object.keys(match ?? {})].includes(subject.field))
}

/** What the step writes, looks for and sorts by, or leaves open while a record is locked. */
function stepUses(step: Record<string, unknown>, own: string, objects: Objects, subject: Subject): boolean {
  const { object, field } = subject
  if (typeof step.object === 'string' && filterUses(step.filter, step.object, objects, subject)) return true
  if ((step.object ?? own) !== object) return false
  return field === undefined || Object.hasOwn((step.data as object | undefined) ?? {}, field) || sortedBy(step.sort).includes(field) || [step.lockExcept ?? []].flat().includes(field)
}

const sortedBy = (sort: unknown): string[] => typeof sort === 'string' ? sort.split(',').map(part => part.trim().replace(/^[-+]/, '')) : []

/** Whether a template's path goes through the field, or the object. */
function templatesUse({ workspace }: Context, program: Program, subject: Subject): boolean {
  const everything = { name: '', label: {}, administrator: true, objects: {}, others: { read: 'all', create: true, update: 'all', delete: 'all', fields: {} } } as const
  const names = namesOf(workspace, { role: everything, shares: [] }, program.object.name || undefined, program.environment, namesBelow(program.definition.trigger))
  for (const { id, step, definition } of allSteps(program.steps)) {
    const shape = step.output?.(definition, program.object.name)
    if (shape) addName(names, 'steps', id, shape)
  }
  return pathsUse(names, program.exit?.match.paths ?? [], subject) || stepsUse(names, program.steps, subject)
}

/** Inside a loop `item` is what the loop goes through. */
function stepsUse(names: Names, list: ProgramStep[], subject: Subject): boolean {
  return list.some(({ step, definition, paths, condition, test, blocks }) => {
    const known = withLocals(names, step.spoken?.names ?? {})
    if (pathsUse(known, [...paths, ...condition.paths, ...test?.paths ?? []], subject)) return true
    const inside = withLocals(names, step.inside?.(definition, names, paths) ?? {})
    return Object.values(blocks).some(block => stepsUse(inside, block, subject))
  })
}

function pathsUse(names: Names, paths: Path[], { object, field }: Subject): boolean {
  return paths.some(path => path.some((segment, at) => {
    const above = at === 0 ? undefined : shapeAt(names, path.slice(0, at))
    return above?.kind === 'record' && above.object === object && (field === undefined || segment === field)
  }))
}
