// The functions room's screens: the form of one block. Each kind of block says which parts it has; a part is a text, a choice, or
// names with values.
import { Plus, X } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { useObjects } from '../../../web/queries.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Field, TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import type { Block, BlockType } from '../blocks/block.ts'
import { collectionDoings, comparisons, requestMethods } from '../blocks/choices.ts'
import { functionTexts as f } from './texts.ts'

type Key = keyof typeof f
/** `pairs`: the name of what stands before each value. */
type Part = { part: string; label: Key; kind: 'value' | 'long' | 'name' | 'object' | 'choice' | 'pairs'; choices?: Record<string, Key | null>; optional?: boolean; pairs?: 'field' | 'name'; when?: (block: any) => boolean }

const value = (part: string, label: Key, more: Partial<Part> = {}): Part => ({ part, label, kind: 'value', ...more })
const object: Part = { part: 'object', label: 'object', kind: 'object' }
const saveAs = (optional: boolean): Part => ({ part: 'saveAs', label: 'saveAs', kind: 'name', optional })
const data = (part: string): Part => ({ part, label: 'data', kind: 'pairs', pairs: 'field' })
const compareTexts = Object.fromEntries(comparisons.map((one) => [one, one === 'empty' ? 'isEmpty' : one])) as Record<string, Key>
const doingTexts = Object.fromEntries(collectionDoings.map((one) => [one, one === 'remove' ? 'removeKey' : one])) as Record<string, Key>
/** They are the same in every language. */
const methodTexts = Object.fromEntries(requestMethods.map((one) => [one, null]))

export const partsOf: Record<BlockType, Part[]> = {
  setVariable: [{ part: 'name', label: 'variable', kind: 'name' }, value('value', 'value')],
  comment: [value('text', 'text', { kind: 'long' })],
  if: [value('left', 'left'), { part: 'compare', label: 'compare', kind: 'choice', choices: compareTexts }, value('right', 'right', { when: ({ compare }) => compare !== 'empty' && compare !== 'filled' })],
  loop: [value('items', 'items'), { part: 'name', label: 'item', kind: 'name' }],
  sendMail: [value('to', 'to'), value('subject', 'subject'), value('body', 'body', { kind: 'long' })],
  webhook: [value('url', 'url'), data('body')],
  invokeApi: [{ part: 'method', label: 'method', kind: 'choice', choices: methodTexts }, value('url', 'url'), { part: 'headers', label: 'headers', kind: 'pairs', pairs: 'name' }, { ...data('body'), when: ({ method }) => method !== 'GET' }, saveAs(true)],
  collection: [{ part: 'do', label: 'doing', kind: 'choice', choices: doingTexts }, { part: 'name', label: 'variable', kind: 'name' }, value('key', 'key', { when: (block) => block.do === 'put' || block.do === 'remove' }), value('value', 'value', { when: (block) => block.do === 'add' || block.do === 'put' })],
  getRecord: [object, value('id', 'id'), saveAs(false)],
  findRecords: [object, { part: 'field', label: 'field', kind: 'name' }, value('value', 'value'), saveAs(false)],
  createRecord: [object, data('data'), saveAs(true)],
  updateRecord: [object, value('id', 'id'), data('data'), saveAs(true)],
  deleteRecord: [object, value('id', 'id')],
  log: [value('text', 'text')],
  return: [value('value', 'value')],
}

/** What a new block begins with. */
export const freshBlocks: Record<BlockType, Block> = {
  setVariable: { type: 'setVariable', name: 'total', value: '' }, comment: { type: 'comment', text: '' }, if: { type: 'if', left: '{{ record.name }}', compare: 'filled', then: [], else: [] }, loop: { type: 'loop', items: '', name: 'item', do: [] },
  sendMail: { type: 'sendMail', to: '', subject: '', body: '' }, webhook: { type: 'webhook', url: 'https://', body: [] }, invokeApi: { type: 'invokeApi', method: 'GET', url: 'https://', saveAs: 'answer' }, collection: { type: 'collection', do: 'list', name: 'items' },
  getRecord: { type: 'getRecord', object: 'contact', id: '{{ record.contact }}', saveAs: 'contact' }, findRecords: { type: 'findRecords', object: 'deal', field: 'contact', value: '{{ record.id }}', saveAs: 'found' },
  createRecord: { type: 'createRecord', object: 'task', data: [{ field: 'subject', value: '' }] }, updateRecord: { type: 'updateRecord', object: 'deal', id: '{{ record.id }}', data: [] }, deleteRecord: { type: 'deleteRecord', object: 'task', id: '' },
  log: { type: 'log', text: '' }, return: { type: 'return', value: '' },
}

export const blockLabel = (type: BlockType): Key => (type === 'log' ? 'logBlock' : type)

type Props = { block: Block; onChange: (block: Block) => void; path: string; error: unknown }

export function BlockForm({ block, onChange, path, error }: Props) {
  const set = (part: string, next: unknown) => onChange({ ...block, [part]: next } as Block)
  const parts = partsOf[block.type].filter(({ when }) => !when || when(block))
  return <FormGrid>{parts.map((part) => <PartInput key={part.part} part={part} given={(block as Record<string, unknown>)[part.part]} onChange={(next) => set(part.part, next)} error={faultOf(error, `${path}.${part.part}`)} />)}</FormGrid>
}

function PartInput({ part: { label, kind, choices, optional, pairs }, given, onChange, error }: { part: Part; given: unknown; onChange: (next: unknown) => void; error?: string }) {
  const t = useText()
  const objects = useObjects()
  const text = typeof given === 'string' ? given : ''
  if (kind === 'choice') return <Select label={t(f[label])} value={text} options={Object.entries(choices!).map(([choice, key]) => ({ value: choice, label: key ? t(f[key]) : choice }))} onChange={onChange} error={error} />
  if (kind === 'object') return <Select label={t(f.object)} value={text} options={objects.map((one) => ({ value: one.name, label: t(one.label) || one.name }))} onChange={onChange} error={error} />
  if (kind === 'pairs') return <Pairs label={t(f[label])} named={pairs!} rows={(given ?? []) as PairRow[]} onChange={onChange} error={error} />
  return <TextInput label={t(f[label])} optional={optional} multiline={kind === 'long'} rows={kind === 'long' ? 3 : undefined} value={text} onChange={(next) => onChange(kind === 'name' && next === '' ? undefined : next)} spellCheck={kind === 'long'} error={error} />
}

type PairRow = { field?: string; name?: string; value: string }

function Pairs({ label, named, rows, onChange, error }: { label: string; named: 'field' | 'name'; rows: PairRow[]; onChange: (rows: PairRow[]) => void; error?: string }) {
  const t = useText()
  const set = (at: number, part: Partial<PairRow>) => onChange(rows.map((row, place) => (place === at ? { ...row, ...part } : row)))
  return (
    <Field label={label} error={error}>
      <div style={{ display: 'grid', gap: 8 }}>
        {rows.map((row, at) => (
          <div key={at} style={{ display: 'grid', gridTemplateColumns: 'minmax(80px, 1fr) minmax(0, 2fr) auto', gap: 8 }}>
            <TextInput aria-label={`${t(f.field)} ${at + 1}`} value={row[named] ?? ''} onChange={(next) => set(at, { [named]: next })} spellCheck={false} />
            <TextInput aria-label={`${t(f.value)} ${at + 1}`} value={row.value} onChange={(next) => set(at, { value: next })} />
            <IconButton size="small" label={t(f.removeValue, { name: row[named] ?? '' })} onClick={() => onChange(rows.filter((_, place) => place !== at))}><X size={16} /></IconButton>
          </div>
        ))}
        <div><Button size="small" icon={<Plus size={15} />} onClick={() => onChange([...rows, { [named]: '', value: '' }])}>{t(f.addValue)}</Button></div>
      </div>
    </Field>
  )
}
