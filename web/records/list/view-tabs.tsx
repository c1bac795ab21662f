// The saved views of an object as tabs with counts, and the menu of the one that is open.
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, Plus } from 'lucide-react'
import { useState } from 'react'
import { translate, useText, type Language } from '../../i18n.tsx'
import { useSession } from '../../queries.ts'
import { useFormat } from '../../use-format.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { deferred } from '../../ui/deferred.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { useErrorText } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { allViews, hasOwnAll, unchanged, type ListModel } from './use-list-model.ts'
import { listTexts as texts } from './list-texts.ts'
import { useViewCounts, useViews, useViewWrites, type SavedView, type ViewCount } from './views.ts'
import { rolesQuery } from '../../settings/members/queries.ts'

const ViewDialog = deferred(() => import('./view-dialog.tsx').then((module) => module.ViewDialog))

const countStyle = { fontSize: 12, color: v.muted, fontVariantNumeric: 'tabular-nums', fontWeight: 400 } as const

function Count({ count }: { count: ViewCount | undefined }) {
  const format = useFormat()
  const t = useText()
  if (!count) return null
  const number = format.number(count.count)
  return (
    <span style={countStyle} title={count.approximate ? t(texts.estimated) : undefined}>
      {count.capped ? t(texts.moreThan, { count: number }) : count.approximate ? t(texts.about, { count: number }) : number}
    </span>
  )
}

export function ViewTabs({ model, ready }: { model: ListModel; ready: boolean }) {
  const t = useText()
  const [dialog, setDialog] = useState<SavedView | 'new' | null>(null)
  const { object, views, view } = model
  const isPhone = useIsPhone()
  const counts = useViewCounts(object.name, ready)
  const label = (name: string, id: string) => <>{name} <Count count={counts.get(id)} /></>
  const tabs = [
    ...(hasOwnAll(views) ? [] : [{ value: allViews, label: label(t(texts.all), allViews) }]),
    ...views.map((one) => ({ value: one.id, label: label(t(one.label), one.id) })),
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
  const say = useErrorText()
  const { create, remove, order, chooseFirst } = useViewWrites(model.object.name)
  const { data: views, first } = useViews(model.object.name)
  const mine = useMine(view)
  const { id: _id, owner: _owner, ...draft } = view
  const refused = (error: unknown) => void toast({ text: say(error), tone: 'bad' })
  const drop = async () => {
    model.change({ ...unchanged, view: allViews })
    await remove(view)
    toast({ text: t(texts.viewDeleted, { name: t(view.label) }), undo: () => void create(draft).catch(refused) })
  }
  const duplicate = async () => {
    const made = await create({ ...draft, visibility: 'private', label: Object.fromEntries(Object.entries(view.label as object).map(([language, name]) => [language, translate(texts.copyOf, language as Language, { name: String(name) }).slice(0, 120)])) })
    model.change({ ...unchanged, view: made.id }, { replace: false })
  }
  const at = views.findIndex((one) => one.id === view.id)
  const move = (step: 1 | -1) => {
    const ids = views.map((one) => one.id)
    void order(ids.toSpliced(at, 1).toSpliced(at + step, 0, view.id)).catch(refused)
  }
  const isFirst = first.own === view.id
  return (
    <Menu
      width={250}
      trigger={<IconButton size="small" label={t(texts.viewMenu)}><ChevronDown size={16} /></IconButton>}
      items={[
        mine && { label: t(texts.editView), onSelect: onEdit },
        { label: t(texts.saveAsView), onSelect: onNew },
        { label: t(texts.duplicateView), onSelect: () => void duplicate().catch(refused) },
        { label: t(texts.moveLeft), disabled: at <= 0, divider: true, onSelect: () => move(-1) },
        { label: t(texts.moveRight), disabled: at === views.length - 1, onSelect: () => move(1) },
        { label: t(texts.openFirst), checked: isFirst, divider: true, onSelect: () => void chooseFirst(isFirst ? null : view.id).catch(refused) },
        ...useFirstOfRoles(model.object.name, view, refused),
        mine && { label: t(texts.deleteView), danger: true, divider: true, onSelect: () => void drop().catch(refused) },
      ]}
    />
  )
}

/** For administrators: the roles for which this view opens first. A view that only some see is offered to nobody else. */
function useFirstOfRoles(object: string, view: SavedView, refused: (error: unknown) => void): MenuItem[] {
  const t = useText()
  const administrator = useSession()?.administrator ?? false
  const { roles = {} } = useViews(object)
  const { chooseFirst } = useViewWrites(object)
  const known = useQuery({ ...rolesQuery, enabled: administrator && view.visibility === 'everyone' }).data ?? []
  return known.map((role, index) => {
    const first = roles[role.name] === view.id
    return {
      label: t(role.label), checked: first, section: index ? undefined : t(texts.firstForRole),
      onSelect: () => void chooseFirst(first ? null : view.id, role.name).catch(refused),
    }
  })
}
