// The head of a list: its name, the search within it, import and create; below it the views.
import { Copy, Plus, Search, Trash2, Upload, X } from 'lucide-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n.tsx'
import { texts as shared } from '../../texts.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { deferred } from '../../ui/deferred.tsx'
import { TextInput } from '../../ui/field.tsx'
import { ObjectIcon } from '../../ui/object-icon.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { useCreate } from '../create/create-host.tsx'
import { ExportButton } from '../export/export-button.tsx'
import { mayMerge, tellsDuplicates } from '../merge/merge-rules.ts'
import { listTexts as texts } from './list-texts.ts'
import type { ListModel } from './use-list-model.ts'
import { ViewTabs } from './view-tabs.tsx'

const ListMore = deferred<{ model: ListModel }>(() => import('./list-more.tsx').then((module) => module.ListMore))

export const searchInputId = 'list-search'

export function ListHeader({ model }: { model: ListModel }) {
  const t = useText()
  const isPhone = useIsPhone()
  const create = useCreate()
  const navigate = useNavigate()
  const { object } = model
  const what = t(object.label)
  const [searching, setSearching] = useState(Boolean(model.address.q))
  const actions = (
    <>
      {!isPhone && <SearchBox model={model} />}
      {isPhone && (
        <IconButton label={t(shared.search)} active={searching} onClick={() => setSearching(!searching)}>
          <Search size={20} />
        </IconButton>
      )}
      {isPhone && <ListMore model={model} />}
      {!isPhone && <ExportButton model={model} />}
      {!isPhone && tellsDuplicates(object) && mayMerge(object) && (
        <IconButton label={t(texts.duplicates)} onClick={() => void navigate({ to: '/duplicates/$object', params: { object: object.name } })}>
          <Copy size={18} />
        </IconButton>
      )}
      {!isPhone && object.access.delete !== 'none' && (
        <IconButton label={t(shared.bin)} onClick={() => void navigate({ to: '/bin', search: { object: object.name } })}>
          <Trash2 size={18} />
        </IconButton>
      )}
      {object.access.create && !isPhone && (
        <Button component={Link} to="/import" search={{ object: object.name }} icon={<Upload size={16} />}>
          {t(texts.import)}
        </Button>
      )}
      {object.access.create && (isPhone
        ? (
          <IconButton variant="primary" label={t(texts.create, { what })} onClick={() => create({ object })}>
            <Plus size={20} />
          </IconButton>
        )
        : <Button variant="primary" icon={<Plus size={16} />} onClick={() => create({ object })}>{t(texts.create, { what })}</Button>)}
    </>
  )
  return (
    <>
      <PageHeader
        title={t(object.pluralLabel)}
        icon={isPhone ? undefined : <ObjectIcon object={object.name} icon={object.icon} />} actions={actions}
      />
      {isPhone && searching && (
        <div style={{ padding: '0 16px 8px' }}><SearchBox model={model} wide onLeave={() => setSearching(false)} /></div>
      )}
      <ViewTabs model={model} ready />
    </>
  )
}

function SearchBox({ model, wide, onLeave }: { model: ListModel; wide?: boolean; onLeave?: () => void }) {
  const t = useText()
  const given = model.address.q ?? ''
  const [typed, setTyped] = useState(given)
  const asked = useRef(given)
  const { change } = model
  useEffect(() => {
    if (given !== asked.current) {
      asked.current = given
      setTyped(given)
    }
  }, [given])
  useEffect(() => {
    if (typed === asked.current) return
    const timer = setTimeout(() => {
      asked.current = typed
      change({ q: typed || undefined })
    }, 220)
    return () => clearTimeout(timer)
  }, [typed, change])
  const name = t(texts.searchIn, { what: t(model.object.pluralLabel).toLowerCase() })
  return (
    <TextInput
      id={searchInputId} type="search" value={typed} onChange={setTyped} icon={<Search size={16} />} placeholder={name}
      aria-label={name} autoComplete="off" autoFocus={wide}
      style={{ width: wide ? '100%' : 230 }}
      onKeyDown={(event) => event.key === 'Escape' && (typed ? setTyped('') : onLeave?.())}
      end={typed ? <IconButton size="small" label={t(shared.clear)} tooltip={false} onClick={() => setTyped('')} style={{ marginRight: -6 }}><X size={15} /></IconButton> : undefined}
    />
  )
}
