// A list without rows: because there are none yet, or because nothing matches.
import { Link } from '@tanstack/react-router'
import { SearchX, Upload, Plus } from 'lucide-react'
import { useText } from '../../i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { ObjectIcon } from '../../ui/object-icon.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useCreate } from '../create/create-host.tsx'
import { listTexts as texts } from './list-texts.ts'
import type { ListModel } from './use-list-model.ts'

export function ListEmpty({ model }: { model: ListModel }) {
  const t = useText()
  const create = useCreate()
  const { object, address, filter } = model
  const what = t(object.pluralLabel).toLowerCase()
  if (address.q || (filter && Object.keys(filter).length)) {
    const clear = () => {
      model.setFilter(undefined)
      model.change({ q: undefined, filter: model.view?.filter ? {} : undefined })
    }
    return (
      <EmptyState
        icon={<SearchX size={20} />} title={t(texts.nothingTitle)} body={t(texts.nothingBody, { what })}
        action={<Button onClick={clear}>{t(texts.clearFilter)}</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={<ObjectIcon object={object.name} icon={object.icon} size={20} />} title={t(texts.emptyTitle, { what })}
      body={t(texts.emptyBody)}
      action={object.access.create && (
        <>
          <Button variant="primary" icon={<Plus size={16} />} onClick={() => create({ object })}>
            {t(texts.create, { what: t(object.label) })}
          </Button>
          <Button component={Link} to="/import" search={{ object: object.name }} icon={<Upload size={16} />}>
            {t(texts.import)}
          </Button>
        </>
      )}
    />
  )
}
