// Settings: the branches: where the company works from, and how many work there.
import { useQuery } from '@tanstack/react-query'
import { MapPin, Plus } from 'lucide-react'
import { useState } from 'react'
import { addressLine } from '../../../kernel/field/types/address/address.tsx'
import { branchesQuery, useMembers, type Branch } from '../../queries.ts'
import { FieldToolsProvider, useFieldTools } from '../../records/field-tools.tsx'
import { Button } from '../../ui/button.tsx'
import { ListRow } from '../list.tsx'
import { teamsQuery } from '../members/queries.ts'
import { QueryRows } from '../query-rows.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { BranchSheet } from './branch-sheet.tsx'
import { branchTexts as b } from './texts.ts'

export default function BranchesScreen() {
  return <FieldToolsProvider><Branches /></FieldToolsProvider>
}

function Branches() {
  const { t } = useFieldTools()
  const query = useQuery(branchesQuery)
  const [open, setOpen] = useState<Branch | 'new' | null>(null)
  const add = <Button variant="primary" icon={<Plus size={17} />} onClick={() => setOpen('new')}>{t(b.newBranch)}</Button>
  const branches = query.data ?? []
  return (
    <SettingsPage title={t(s.branches)} help={t(s.branchesHelp)} actions={branches.length > 0 && add}>
      <QueryRows
        query={query} items={branches}
        empty={{ icon: <MapPin size={20} />, title: t(b.emptyTitle), body: t(b.emptyBody), action: add }}
        renderRow={(branch) => <BranchRow key={branch.id} branch={branch} onOpen={() => setOpen(branch)} />}
      />
      {open && <BranchSheet key={open === 'new' ? 'new' : open.id} branch={open === 'new' ? null : open} branches={branches} onClose={() => setOpen(null)} />}
    </SettingsPage>
  )
}

/** A member is in her own branch, else in her team's. */
function BranchRow({ branch, onOpen }: { branch: Branch; onOpen: () => void }) {
  const { t } = useFieldTools()
  const teams = (useQuery(teamsQuery).data ?? []).filter((team) => team.branch === branch.id)
  const members = useMembers().filter((member) => member.kind === 'person' && member.active && (member.branch ? member.branch === branch.id : teams.some((team) => team.id === member.team)))
  const detail = [t(b.summary, { members: members.length, teams: teams.length }), branch.address && addressLine(branch.address), branch.timeZone].filter(Boolean).join(' · ')
  return <ListRow icon={<MapPin size={18} strokeWidth={1.75} />} title={t(branch.label) || branch.name} detail={detail} onClick={onOpen} />
}
