// The functions room's screens: the blocks in their order, each a card with its form; some hold lists of blocks themselves.
import styled from '@emotion/styled'
import { Boxes, Braces, GitFork, Globe, ListPlus, Mail, MessageSquare, PenLine, Plus, Repeat, ScrollText, Search, SquarePlus, Trash2, Undo2, Variable, Webhook, type LucideIcon } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { Card } from '../../../web/ui/page.tsx'
import { moveItem, SortableRow } from '../../../web/ui/sortable.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import type { Block, BlockType } from '../blocks/block.ts'
import { listsOf } from '../blocks/choices.ts'
import { BlockForm, blockLabel, freshBlocks } from './block-form.tsx'
import { functionTexts as f } from './texts.ts'

const icons: Record<BlockType, LucideIcon> = {
  setVariable: Variable, comment: MessageSquare, if: GitFork, loop: Repeat, sendMail: Mail, webhook: Webhook, invokeApi: Globe, collection: ListPlus, getRecord: Boxes, findRecords: Search, createRecord: SquarePlus, updateRecord: PenLine, deleteRecord: Trash2,
  log: ScrollText, return: Undo2,
}
const listTexts: Record<string, keyof typeof f> = { then: 'thenDo', else: 'elseDo', do: 'eachDo' }

const Box = styled(Card)({ flex: 1, minWidth: 0, padding: 14, display: 'grid', gap: 14 })
const Inner = styled('div')({ display: 'grid', gap: 8, paddingLeft: 12, borderLeft: `2px solid ${v.line}` })

type Props = { blocks: Block[]; onChange: (blocks: Block[]) => void; path: string; error: unknown }

export function BlockList({ blocks, onChange, path, error }: Props) {
  const t = useText()
  const replace = (at: number, block: Block) => onChange(blocks.map((one, place) => (place === at ? block : one)))
  return (
    <div style={{ display: 'grid', gap: 10 }}>
      {blocks.map((block, at) => (
        <SortableRow key={at} list={path} index={at} count={blocks.length} onMove={(from, to) => onChange(moveItem(blocks, from, to))} label={t(f.moveBlock, { position: at + 1, name: t(f[blockLabel(block.type)]) })}>
          <BlockCard block={block} path={`${path}[${at}]`} error={error} onChange={(next) => replace(at, next)} onRemove={() => onChange(blocks.filter((_, place) => place !== at))} />
        </SortableRow>
      ))}
      <div>
        <Menu
          width={260} trigger={<Button icon={<Plus size={16} />}>{t(f.addBlock)}</Button>}
          items={(Object.keys(freshBlocks) as BlockType[]).map((type) => {
            const Icon = icons[type]
            return { label: t(f[blockLabel(type)]), icon: <Icon size={17} />, onSelect: () => onChange([...blocks, structuredClone(freshBlocks[type])]) }
          })}
        />
      </div>
      {faultOf(error, path) && <div role="alert" style={{ color: v.bad, fontSize: 13 }}>{faultOf(error, path)}</div>}
    </div>
  )
}

function BlockCard({ block, path, error, onChange, onRemove }: { block: Block; path: string; error: unknown; onChange: (block: Block) => void; onRemove: () => void }) {
  const t = useText()
  const name = t(f[blockLabel(block.type)])
  const Icon = icons[block.type] ?? Braces
  return (
    <Box role="group" aria-label={name}>
      <div style={{ display: 'flex', alignItems: 'center', gap: 9, fontWeight: 500 }}>
        <span style={{ color: v.accent, display: 'flex' }}><Icon size={18} strokeWidth={1.75} /></span>
        <span style={{ flex: 1 }}>{name}</span>
        <IconButton size="small" label={`${t(f.removeBlock)}: ${name}`} onClick={onRemove}><Trash2 size={16} /></IconButton>
      </div>
      <BlockForm {...{ block, path, error, onChange }} />
      {(listsOf[block.type] ?? []).map((list) => (
        <section key={list} style={{ display: 'grid', gap: 8 }}>
          <div style={{ fontSize: 13, fontWeight: 500 }}>{t(f[listTexts[list]])}</div>
          <Inner><BlockList blocks={((block as Record<string, unknown>)[list] ?? []) as Block[]} path={`${path}.${list}`} error={error} onChange={(blocks) => onChange({ ...block, [list]: blocks } as Block)} /></Inner>
        </section>
      ))}
    </Box>
  )
}
