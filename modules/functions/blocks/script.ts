// The functions room: from blocks to a script. Pure; the builder shows the script while it is made.
import type { Block } from './block.ts'

/** The script that does what the blocks say: plain statements, as they may be written by hand. */
export function scriptOf(blocks: Block[]): string {
  const names = [...new Set(namesIn(blocks))]
  return [...names.length ? [`let ${names.join(', ')}`] : [], ...linesOf(blocks, '')].join('\n')
}

/** Variables are known everywhere, whichever branch they were set in. */
function namesIn(blocks: Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    if (block.type === 'if') return [...namesIn(block.then), ...namesIn(block.else ?? [])]
    if (block.type === 'loop') return namesIn(block.do)
    if (block.type === 'setVariable' || block.type === 'collection') return [block.name]
    return 'saveAs' in block && block.saveAs ? [block.saveAs] : []
  })
}

function linesOf(blocks: Block[], indent: string): string[] {
  return blocks.flatMap(block => lineOf(block, indent))
}

function lineOf(block: Block, indent: string): string[] {
  const inside = `${indent}  `
  const one = (line: string) => [`${indent}${line}`]
  switch (block.type) {
    case 'setVariable': return one(`${block.name} = ${expressionOf(block.value)}`)
    case 'comment': return block.text.split(/\r\n|[\n\r\u2028\u2029]/).map(line => `${indent}// ${line}`)
    case 'if': return [
      `${indent}if (${conditionOf(block)}) {`, ...linesOf(block.then, inside),
      ...block.else?.length ? [`${indent}} else {`, ...linesOf(block.else, inside)] : [], `${indent}}`,
    ]
    case 'loop': return [`${indent}for (const ${block.name} of ${expressionOf(block.items)} ?? []) {`, ...linesOf(block.do, inside), `${indent}}`]
    case 'sendMail': return one(`await mail.send({ to: ${expressionOf(block.to)}, subject: ${expressionOf(block.subject)}, body: ${expressionOf(block.body)} })`)
    case 'webhook': return one(`await http.fetch(${expressionOf(block.url, address)}, { method: 'POST', body: ${objectOf(block.body)} })`)
    case 'invokeApi': return one(`${saved(block)}await http.fetch(${expressionOf(block.url, address)}, ${optionsOf(block)})`)
    case 'collection': return one(collectionOf(block))
    case 'getRecord': return one(`${saved(block)}await crm.get(${quote(block.object)}, ${expressionOf(block.id)})`)
    case 'findRecords': return one(`${saved(block)}await crm.search(${quote(block.object)}, { ${keyOf(block.field)}: { eq: ${expressionOf(block.value)} } })`)
    case 'createRecord': return one(`${saved(block)}await crm.create(${quote(block.object)}, ${objectOf(block.data)})`)
    case 'updateRecord': return one(`${saved(block)}await crm.update(${quote(block.object)}, ${expressionOf(block.id)}, ${objectOf(block.data)})`)
    case 'deleteRecord': return one(`await crm.delete(${quote(block.object)}, ${expressionOf(block.id)})`)
    case 'log': return one(`log(${expressionOf(block.text)})`)
    case 'return': return one(`return ${expressionOf(block.value)}`)
  }
}

function saved({ saveAs }: { saveAs?: string }): string {
  return saveAs ? `${saveAs} = ` : ''
}

function collectionOf({ do: doing, name, key, value }: Extract<Block, { type: 'collection' }>): string {
  const [at, what] = [expressionOf(key ?? ''), expressionOf(value ?? '')]
  switch (doing) {
    case 'list': return `${name} = []`
    case 'map': return `${name} = {}`
    case 'add': return `${name}.push(${what})`
    case 'put': return `${name}[${at}] = ${what}`
    case 'remove': return `delete ${name}[${at}]`
  }
}

function optionsOf({ method, headers = [], body }: Extract<Block, { type: 'invokeApi' }>): string {
  const parts = [`method: ${quote(method)}`]
  if (headers.length) parts.push(`headers: { ${headers.map(({ name, value }) => `${quote(name)}: ${expressionOf(value)}`).join(', ')} }`)
  if (body?.length && method !== 'GET') parts.push(`body: ${objectOf(body)}`)
  return `{ ${parts.join(', ')} }`
}

function objectOf(data: { field: string, value: string }[]): string {
  return data.length ? `{ ${data.map(({ field, value }) => `${keyOf(field)}: ${expressionOf(value)}`).join(', ')} }` : '{}'
}

function conditionOf({ left, compare, right = '' }: Extract<Block, { type: 'if' }>): string {
  const [one, other] = [bracketed(left), bracketed(right)]
  switch (compare) {
    case 'eq': return `${one} === ${other}`
    case 'ne': return `${one} !== ${other}`
    case 'gt': return `${one} > ${other}`
    case 'gte': return `${one} >= ${other}`
    case 'lt': return `${one} < ${other}`
    case 'lte': return `${one} <= ${other}`
    case 'contains': return `(${one} ?? '').includes(${other})`
    case 'empty': return `[null, undefined, ''].includes(${one})`
    case 'filled': return `![null, undefined, ''].includes(${one})`
  }
}

/** Anything but a name, a number or a text is set apart from what stands around it. */
function bracketed(text: string): string {
  const expression = expressionOf(text)
  return /^[\w.?]+$|^'[^'\\]*'$/.test(expression) ? expression : `(${expression})`
}

/** A text; with `{{ }}` in it an expression, or several pieces put together. */
export function expressionOf(text: string, piece: (expression: string) => string = inText): string {
  const whole = /^\s*\{\{((?:(?!\}\})[\s\S])*)\}\}\s*$/.exec(text)
  if (whole) return safe(whole[1].trim()) || 'null'
  if (!text.includes('{{')) return quote(text)
  const pieces = text.split(/(\{\{(?:(?!\}\})[\s\S])*\}\})/)
  return `\`${pieces.map(part => /^\{\{[\s\S]*\}\}$/.test(part) ? `\${${piece(part.slice(2, -2).trim()) || "''"}}` : part.replace(/[\\`]|\$(?=\{)/g, '\\$&')).join('')}\``
}

/** What is missing leaves its place in a text empty: nobody is written to as "undefined". */
function inText(expression: string): string {
  return /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(expression) ? `${safe(expression)} ?? ''` : expression
}

/** A gap in an address would lead elsewhere. */
const address = safe

/** A path passes over what is missing on the way: `record.contact.email`. */
function safe(expression: string): string {
  return /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(expression) ? expression.replaceAll('.', '?.') : expression
}

function keyOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quote(name)
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}
