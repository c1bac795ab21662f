// The filter of a list: a button that opens the builder, and a chip for each condition in force.
import { Popover } from '../../ui/popover.tsx'
import { ListFilter } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '../../i18n.tsx'
import type { ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { deferred } from '../../ui/deferred.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Chip } from '../../ui/label.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { useFieldTools } from '../field-tools.tsx'
import { blankCondition, filterFields, newCondition } from './filter-fields.ts'
import { countConditions, isComplete, readFilter, toFilter, type Filter, type Group, type Item } from './filter-model.ts'
import { filterTexts as texts } from './filter-texts.ts'
import { itemWords } from './filter-words.ts'

const FilterBuilder = deferred(() => import('./filter-builder.tsx').then((module) => module.FilterBuilder))

/** Half-written conditions live here; the list hears of a filter only when it is complete. */
export function useFilterDraft(object: ObjectInfo, filter: Filter | undefined, onChange: (filter: Filter | undefined) => void) {
  const tools = useFieldTools()
  const fields = useMemo(() => filterFields(object, tools), [object, tools])
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState<{ group: Group; meant: string; from?: string } | null>(null)
  const given = JSON.stringify(filter ?? {})
  // the address follows a moment later: until then what was meant stands, else its row and the open list in it would be gone
  const group = draft && (draft.meant === given || draft.from === given) ? draft.group : readFilter(filter)
  useEffect(() => setDraft((now) => (now?.from !== undefined && now.meant === given ? { group: now.group, meant: given } : now)), [given])
  const change = (next: Group) => {
    const made = toFilter(next)
    const meant = JSON.stringify(made ?? {})
    setDraft({ group: next, meant, ...(meant !== given && { from: given }) })
    if (meant !== given) onChange(made)
  }
  const openWith = (path?: string) => {
    const field = fields.find((one) => one.path === path)
    if (field || !group.items.length) change({ ...group, items: [...group.items, field ? newCondition(field) : blankCondition] })
    setOpen(true)
  }
  return { fields, group, change, open, setOpen, openWith }
}

export type FilterDraft = ReturnType<typeof useFilterDraft>

export function FilterButton({ draft }: { draft: FilterDraft }) {
  const t = useText()
  const isPhone = useIsPhone()
  const anchor = useRef<HTMLButtonElement>(null)
  const count = countConditions(draft.group)
  const close = () => {
    draft.setOpen(false)
    const complete = draft.group.items.filter((item) => item.kind !== 'condition' || isComplete(item))
    if (complete.length < draft.group.items.length) draft.change({ ...draft.group, items: complete })
  }
  const builder = <FilterBuilder group={draft.group} onChange={draft.change} fields={draft.fields} />
  const clear = count > 0 && <Button size="small" variant="ghost" onClick={() => draft.change({ kind: 'group', mode: 'and', items: [] })}>{t(texts.clear)}</Button>
  return (
    <>
      <Button
        ref={anchor} size="small" variant="ghost" icon={<ListFilter size={16} />} aria-haspopup="dialog"
        aria-expanded={draft.open} onClick={() => draft.openWith()}
        style={count ? { color: v.accent } : undefined}
      >
        {t(texts.filter)}{count > 0 && ` (${count})`}
      </Button>
      {isPhone ? <Sheet open={draft.open} onClose={close} title={t(texts.title)} actions={clear}>{builder}</Sheet> : (
        <Popover
          open={draft.open} anchorEl={() => anchor.current!} onClose={close}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
          slotProps={{ paper: { role: 'dialog', 'aria-label': t(texts.title), sx: { width: 'min(640px, 94vw)', p: '14px', mt: '4px', backgroundColor: v.paper, boxShadow: v.shadow, borderRadius: '10px' } } }}
        >
          {builder}
          {clear && <div style={{ marginTop: 6, borderTop: `1px solid ${v.line}`, paddingTop: 8 }}>{clear}</div>}
        </Popover>
      )}
    </>
  )
}

export function FilterChips({ draft }: { draft: FilterDraft }) {
  const t = useText()
  const tools = useFieldTools()
  const shown = draft.group.mode === 'or' && draft.group.items.length > 1 ? [draft.group] : draft.group.items
  const ready = shown.filter((item) => countConditions(item) > 0)
  const drop = (item: Item) =>
    draft.change({ ...draft.group, items: item === draft.group ? [] : draft.group.items.filter((one) => one !== item) })
  return (
    <>
      {ready.map((item, index) => (
        <span key={index} style={{ display: 'inline-flex', maxWidth: 360, minWidth: 0 }}>
          <Chip colour="teal" onRemove={() => drop(item)} name={itemWords(item, draft.fields, tools)}>
            <button
              type="button" title={itemWords(item, draft.fields, tools)}
              aria-label={`${t(texts.filter)}: ${itemWords(item, draft.fields, tools)}`}
              onClick={() => draft.setOpen(true)}
              style={{
                border: 0, padding: 0, background: 'none', font: 'inherit', color: 'inherit', cursor: 'pointer',
                whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', maxWidth: '100%',
              }}
            >
              {itemWords(item, draft.fields, tools)}
            </button>
          </Chip>
        </span>
      ))}
    </>
  )
}
