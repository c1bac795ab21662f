// Settings, roles: the matrix: a row per object, a column per right. On a phone each object is a card.
import styled from '@emotion/styled'
import { RotateCcw } from 'lucide-react'
import { useText, type Text } from '../../i18n.tsx'
import { useObjects, type ObjectInfo, type Scope } from '../../queries.ts'
import { phone, v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { ObjectIcon } from '../../ui/object-icon.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/toggle.tsx'
import type { Rights, Role } from '../members/queries.ts'
import { followOthers, othersOf, rightsOf, setRights, type Draft } from './rights.ts'
import { roleTexts as r } from './texts.ts'

const grid = 'minmax(150px, 1fr) 104px 50px 104px 104px 92px 30px'

const Head = styled('div')({
  display: 'grid', gridTemplateColumns: grid, gap: 8, padding: '9px 14px', fontSize: 12.5, fontWeight: 500, color: v.secondary, borderBottom: `1px solid ${v.line}`,
  [phone]: { display: 'none' },
})
const Row = styled('div')({
  display: 'grid', gridTemplateColumns: grid, gap: 8, alignItems: 'center', padding: '8px 14px', borderTop: `1px solid ${v.line}`, minHeight: 52,
  '&:first-of-type': { borderTop: 0 },
  [phone]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', padding: 14, rowGap: 12, alignItems: 'start' },
})
const Name = styled('div')({ display: 'flex', alignItems: 'center', gap: 10, fontWeight: 500, minWidth: 0, [phone]: { gridColumn: '1 / -1' } })
const Cell = styled('div')({ minWidth: 0, '& > .title': { display: 'none' }, [phone]: { '& > .title': { display: 'block', fontSize: 12.5, color: v.secondary, marginBottom: 4 } } })
const Scroll = styled('div')({ overflowX: 'auto', '& > div': { minWidth: 710 }, [phone]: { '& > div': { minWidth: 0 } } })

const scopes: Scope[] = ['none', 'own', 'team', 'branch', 'all']
const hints: Record<Scope, Text> = { none: r.noneHint, own: r.ownHint, team: r.teamHint, branch: r.branchHint, all: r.allHint }

type MatrixProps = { role: Role; draft: Draft; onChange: (draft: Draft) => void; onFields: (object: string) => void }

export function Matrix({ role, draft, onChange, onFields }: MatrixProps) {
  const t = useText()
  const objects = useObjects()
  return (
    <Card style={{ overflow: 'hidden' }}>
      <Scroll>
        <div>
          <Head aria-hidden>
            <span>{t(r.record)}</span><span>{t(r.read)}</span><span>{t(r.create)}</span><span>{t(r.update)}</span><span>{t(r.delete)}</span><span>{t(r.fields)}</span><span />
          </Head>
          <RightsRow name={t(r.others)} detail={t(r.othersHelp)} rights={othersOf(role, draft)} onChange={(change) => onChange(setRights(role, draft, null, change))} />
          {objects.map((object) => (
            <ObjectRow
              key={object.name} object={object} rights={rightsOf(role, draft, object.name)} others={othersOf(role, draft)} onFields={() => onFields(object.name)}
              onChange={(change) => onChange(setRights(role, draft, object.name, change))} onFollow={() => onChange(followOthers(draft, object.name))}
            />
          ))}
        </div>
      </Scroll>
    </Card>
  )
}

type ObjectRowProps = { object: ObjectInfo; rights: Rights | null; others: Rights; onChange: (change: Partial<Rights>) => void; onFollow: () => void; onFields: () => void }

function ObjectRow({ object, rights, others, onChange, onFollow, onFields }: ObjectRowProps) {
  const t = useText()
  const count = Object.values(rights?.fields ?? {}).filter((right) => right !== 'write').length
  return (
    <RightsRow
      name={t(object.pluralLabel ?? object.label)} icon={<ObjectIcon object={object.name} icon={object.icon} />} rights={rights ?? { ...others, fields: {} }} faint={!rights}
      detail={rights ? undefined : t(r.asOthers)} onChange={onChange}
      fields={<Button size="small" variant="ghost" aria-label={`${t(r.fields)}, ${t(object.label)}`} onClick={onFields} style={{ color: count ? v.text : undefined }}>{count ? t(r.limited, { count }) : t(r.allFields)}</Button>}
      end={rights && <IconButton size="small" label={t(r.asOthers)} onClick={onFollow}><RotateCcw size={16} /></IconButton>}
    />
  )
}

type RowProps = {
  name: string; detail?: string; icon?: React.ReactNode; rights: Rights; faint?: boolean; onChange: (change: Partial<Rights>) => void; fields?: React.ReactNode; end?: React.ReactNode
}

function RightsRow({ name, detail, icon, rights, faint, onChange, fields, end }: RowProps) {
  const t = useText()
  const options = scopes.map((value) => ({ value, label: t(r[value]), hint: t(hints[value]) }))
  const scope = (right: 'read' | 'update' | 'delete') => (
    <Cell style={faint ? { opacity: 0.88 } : undefined}>
      <div className="title" aria-hidden>{t(r[right])}</div>
      <Select name={`${t(r[right])}, ${name}`} value={rights[right]} onChange={(value) => onChange({ [right]: value })} options={options} />
    </Cell>
  )
  return (
    <Row role="group" aria-label={name}>
      <Name>
        {icon && <span style={{ color: v.secondary, display: 'flex' }}>{icon}</span>}
        <span style={{ minWidth: 0, lineHeight: '19px' }}>{name}{detail && <span style={{ display: 'block', fontWeight: 400, fontSize: 12.5, lineHeight: '16px', color: v.muted }}>{detail}</span>}</span>
      </Name>
      {scope('read')}
      <Cell style={faint ? { opacity: 0.88 } : undefined}>
        <div className="title" aria-hidden>{t(r.create)}</div>
        <Switch name={`${t(r.create)}, ${name}`} checked={rights.create} onChange={(create) => onChange({ create })} />
      </Cell>
      {scope('update')}
      {scope('delete')}
      <Cell>{fields && <div className="title" aria-hidden>{t(r.fields)}</div>}{fields}</Cell>
      <Cell>{end}</Cell>
    </Row>
  )
}
