// The workflow room: values as templates. A text that is exactly one `{{…}}` keeps its value's type, any other becomes
// text; objects and lists are filled in part by part. What is missing shows as "–" in text and is reported.
import { Output, toValueSync, type Context as Rendering, type Liquid, type Template as Node } from 'liquidjs'
import { Problem } from '../../kernel/http/errors.ts'
import { printValue, unwrap } from './reference.ts'
import { sayValue, voiceOf } from './voice.ts'

/** A dotted name, such as `['record', 'contact', 'fullName']`; what stands in brackets may be a name itself. */
export type Path = (string | number | Path)[]

export interface Template {
  /** Every name that it looks up, without those that it defines itself. */
  paths: Path[]
  /** Fills it in. The names of values that were missing are added to `missing`. Throws Problem `workflow.templateFailed`. */
  fillIn(scope: object, missing: string[]): unknown
}

/** Shown for a missing value in text. */
export const blank = '–'

/** Deeper values than this are refused; no object of ours comes near. */
const DEEPEST = 12

const missingNames = Symbol('missing')

export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%')
}

export function holdsTemplate(value: unknown): boolean {
  if (typeof value === 'string') return isTemplate(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsTemplate)
}

/** Why a text cannot be read: in both languages what authors meet, else as the engine says it. */
export type Reason = string | { en: string, id: string }

/** Is told of each text of a value: that it cannot be read and why, or which names it looks up. */
export interface Reader {
  refuse(path: string, reason: Reason): void
  found?(path: string, names: Path[]): void
}

/** A whole value, its texts as templates. */
export function compileValue(value: unknown, engine: Liquid, path: string, reader: Reader, depth = 0): Template {
  if (depth > DEEPEST) reader.refuse(path, { en: 'nested too deep', id: 'bersarang terlalu dalam' })
  if (depth > DEEPEST || value === null || (typeof value !== 'object' && typeof value !== 'string')) return constant(value)
  if (typeof value === 'string') {
    const template = compileText(value, engine, reason => reader.refuse(path, reason))
    if (template.paths.length) reader.found?.(path, template.paths)
    return template
  }
  const parts = Object.entries(value).map(([key, part]) => {
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`
    return [key, compileValue(part, engine, at, reader, depth + 1)] as const
  })
  return {
    paths: parts.flatMap(([, part]) => part.paths),
    fillIn(scope, missing) {
      const filled = parts.map(([key, part]) => [key, part.fillIn(scope, missing)] as const)
      return Array.isArray(value) ? filled.map(([, part]) => part) : Object.fromEntries(filled)
    },
  }
}

/** A value that is no template. */
export function constant(value: unknown): Template {
  return { paths: [], fillIn: () => value }
}

export function compileText(text: string, engine: Liquid, refuse: (reason: Reason) => void): Template {
  if (!isTemplate(text)) return constant(text)
  try {
    const nodes = engine.parse(text)
    const paths = engine.globalVariableSegmentsSync(nodes) as Path[]
    const [only] = nodes
    if (nodes.length === 1 && only instanceof Output) return { paths, fillIn: (scope, missing) => run(() => fillValue(engine, only, scope, missing)) }
    watch(nodes)
    return { paths, fillIn: (scope, missing) => run(() => engine.renderSync(nodes, { ...scope, [missingNames]: missing })) }
  } catch (error) {
    refuse(reasonOf(error))
    return constant(null)
  }
}

function run<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Problem('workflow.templateFailed', { parameters: { reason: reasonOf(error) } })
  }
}

function reasonOf(error: unknown): Reason {
  const said = (error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 200)
  if (/^output .* not closed/.test(said)) return { en: '"{{" is not closed by "}}"', id: '"{{" belum ditutup dengan "}}"' }
  const filter = /^undefined filter: (\w+)/.exec(said)?.[1]
  return filter ? { en: `there is no filter "${filter}"`, id: `penyaring "${filter}" tidak ada` } : said
}

/** `{{ record.amount }}`: the value itself; null when it is missing. */
function fillValue(engine: Liquid, output: Output, scope: object, missing: string[]): unknown {
  let value: unknown
  // The rendering frame brings the limits; the value is caught before it becomes text.
  const catcher = { ...output, token: output.token, * render(context: Rendering) { value = yield output.value.value(context, false) } }
  engine.renderSync([catcher as unknown as Node], scope)
  value = unwrap(value)
  if (value !== null && value !== undefined && value !== '') return value
  if (!hasDefault(output)) missing.push(nameOf(output))
  return value === '' && hasDefault(output) ? '' : null
}

/** Has every output of a text print our way, and everything that is printed count against the memory limit. */
function watch(nodes: Node[]): void {
  for (const node of nodes) {
    if (node instanceof Output) watchOutput(node)
    else if (node.children) watch(toValueSync(node.children(false, true)) as Node[])
    else watchText(node)
  }
}

function watchOutput(output: Output): void {
  output.render = function* (context, emitter) {
    const value = yield output.value.value(context, false)
    const voice = voiceOf(context)
    const text = voice ? sayValue(value, voice) : printValue(value, context.opts.locale)
    if (text === '' && !hasDefault(output)) (context.environments as { [missingNames]: string[] })[missingNames].push(nameOf(output))
    const printed = text === '' && !hasDefault(output) ? blank : text
    context.memoryLimit.use(printed.length)
    emitter.write(printed)
  }
}

function watchText(node: Node): void {
  const render = node.render.bind(node)
  const { length } = node.token.getText()
  node.render = (context, emitter) => {
    context.memoryLimit.use(length)
    return render(context, emitter)
  }
}

/** `{{ x | default: "" }}` says itself what stands in for a missing value. */
function hasDefault(output: Output): boolean {
  return output.value.filters.some(filter => filter.name === 'default')
}

function nameOf(output: Output): string {
  return (output.token as unknown as { content: string }).content.split('|')[0].trim().slice(0, 100)
}
