// Settings: the objects: those that come with Hubung and the company's own.
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import { objectsQuery, type ObjectInfo } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { ObjectIcon } from '../../ui/object-icon.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { ListRow } from '../list.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { NewObject } from './new-object.tsx'
import { objectTexts as o } from './texts.ts'

export default function ObjectsScreen() {
  const t = useText()
  const query = useQuery(objectsQuery)
  const [making, setMaking] = useState(false)
  const own = query.data?.filter((object) => object.custom) ?? []
  const standard = query.data?.filter((object) => !object.custom) ?? []
  return (
    <SettingsPage
      title={t(s.objects)} help={t(s.objectsHelp)}
      actions={<Button variant="primary" icon={<Plus size={17} />} onClick={() => setMaking(true)}>{t(o.newObject)}</Button>}
    >
      {query.isPending && <SkeletonRows rows={7} height={54} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {own.length > 0 && <Section title={t(c.custom)}><Objects objects={own} /></Section>}
      {standard.length > 0 && <Section title={t(c.standard)}><Objects objects={standard} /></Section>}
      {making && <NewObject onClose={() => setMaking(false)} />}
    </SettingsPage>
  )
}

function Objects({ objects }: { objects: ObjectInfo[] }) {
  const t = useText()
  return (
    <Card style={{ overflow: 'hidden' }}>
      {objects.map((object) => (
        <ListRow
          key={object.name} icon={<ObjectIcon object={object.name} icon={object.icon} />} title={t(object.pluralLabel ?? object.label)} to={`/settings/objects/${object.name}`}
          detail={t(o.fieldCount, { count: object.fields.filter((field) => !field.standard).length })}
        />
      ))}
    </Card>
  )
}
