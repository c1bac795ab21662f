// The saved views of an object as tabs with counts, and the menu of the one that is open.
import { ChevronDown, Plus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import { useSession } from '../../queries.ts'
import { useFormat } from '../../use-format.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useErrorText } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { allViews, hasOwnAll, unchanged, type ListModel } from './use-list-model.ts'
import { listTexts as texts } from './list-texts.ts'
import { useCount } from './use-record-pages.ts'
import { ViewDialog } from './view-dialog.tsx'
import { firstView, setFirstView, useViewWrites, type SavedView } from './views.ts'

const countStyle = { fontSize: 12, color: v.muted, fontVariantNumeric: 'tabular-nums', fontWeight: 400 } as const

export function Count({ object, filter, enabled }: { object: string; filter: SavedView['filter'] | undefined; enabled: boolean }) {
  const format = useFormat()
  const t = useText()
  const count = useCount(object, filter ?? undefined, enabled)
  if (count?.total === undefined) return null
  return (
    <span style={countStyle}>
      {count.capped ? t(texts.moreThan, { count: format.number(count.total) }) : format.number(count.total)}
    </span>
  )
}

export function ViewTabs({ model, ready }: { model: ListModel; ready: boolean }) {
  const t = useText()
  const [dialog, setDialog] = useState<SavedView | 'new' | null>(null)
  const { object, views, view } = model
  const isPhone = useIsPhone()
  const label = (name: string, filter: SavedView['filter'] | undefined) =>
    <>{name} <Count object={object.name} filter={filter} enabled={ready} /></>
  const tabs = [
    ...(hasOwnAll(views) ? [] : [{ value: allViews, label: label(t(texts.all), undefined) }]),
    ...views.map((one) => ({ value: one.id, label: label(t(one.label), one.filter) })),
  ]
  const open = (id: string) =>
    model.change(
      { ...unchanged, view: id, q: model.address.q },
      { replace: false },
    )
  return (
    <div style={{ padding: '0 12px', minWidth: 0 }}>
      <Tabs
        label={t(texts.views)} value={view?.id ?? allViews} onChange={open} tabs={tabs}
        end={(
          <>
            {view && <ViewMenu model={model} view={view} onEdit={() => setDialog(view)} onNew={() => setDialog('new')} />}
            {!view && (
              <IconButton size="small" label={t(texts.newView)} onClick={() => setDialog('new')}>
                <Plus size={16} />
              </IconButton>
            )}
            {model.changed && !isPhone && <SaveButtons model={model} view={view!} onNew={() => setDialog('new')} />}
          </>
        )}
      />
      {model.changed && isPhone && (
        <div style={{ padding: '2px 0 4px' }}>
          <SaveButtons model={model} view={view!} onNew={() => setDialog('new')} />
        </div>
      )}
      {dialog && <ViewDialog model={model} view={dialog === 'new' ? undefined : dialog} onClose={() => setDialog(null)} />}
    </div>
  )
}

const useMine = (view: SavedView) => {
  const session = useSession()
  return session?.administrator || view.owner === session?.member.id
}

function SaveButtons({ model, view, onNew }: { model: ListModel; view: SavedView; onNew: () => void }) {
  const t = useText()
  const toast = useToast()
  const say = useErrorText()
  const { update } = useViewWrites(model.object.name)
  const mine = useMine(view)
  const save = async () => {
    try {
      await update(view.id, model.draft)
      model.reset()
      toast({ text: t(texts.viewSaved) })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  return (
    <span style={{ display: 'inline-flex', gap: 4, marginLeft: 6 }}>
      <Button size="small" variant="ghost" onClick={model.reset}>{t(texts.resetView)}</Button>
      {mine ? <Button size="small" onClick={save}>{t(texts.saveView)}</Button> : <Button size="small" onClick={onNew}>{t(texts.saveAsView)}</Button>}
    </span>
  )
}

function ViewMenu({ model, view, onEdit, onNew }: { model: ListModel; view: SavedView; onEdit: () => void; onNew: () => void }) {
  const t = useText()
  const toast = useToast()
  const { create, remove } = useViewWrites(model.object.name)
  const mine = useMine(view)
  const [first, setFirst] = useState(firstView(model.object.name) === view.id)
  const drop = async () => {
    model.change({ ...unchanged, view: allViews })
    await remove(view)
    const { id: _id, owner: _owner, ...draft } = view
    toast({ text: t(texts.viewDeleted, { name: t(view.label) }), undo: () => void create(draft) })
  }
  return (
    <Menu
      trigger={<IconButton size="small" label={t(texts.viewMenu)}><ChevronDown size={16} /></IconButton>}
      items={[
        mine && { label: t(texts.editView), onSelect: onEdit },
        { label: t(texts.saveAsView), onSelect: onNew },
        {
          label: t(texts.openFirst), checked: first, onSelect: () => {
            setFirstView(model.object.name, first ? undefined : view.id)
            setFirst(!first)
          },
        },
        mine && { label: t(texts.deleteView), danger: true, divider: true, onSelect: () => void drop() },
      ]}
    />
  )
}
