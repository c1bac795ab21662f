// Settings: the roles, each with what it may do in a line.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Plus, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { useMembers, useObjects } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, nameOf, type Labels } from '../labels.ts'
import { ListRow } from '../list.tsx'
import { rolesQuery, type Role } from '../members/queries.ts'
import { QueryRows } from '../query-rows.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { commonTexts as c } from '../common-texts.ts'
import { roleTexts as r } from './texts.ts'

export default function RolesScreen() {
  const t = useText()
  const query = useQuery(rolesQuery)
  const [making, setMaking] = useState(false)
  const add = <Button variant="primary" icon={<Plus size={17} />} onClick={() => setMaking(true)}>{t(r.newRole)}</Button>
  return (
    <SettingsPage title={t(s.roles)} help={t(s.rolesHelp)} actions={add}>
      <QueryRows query={query} items={query.data} skeletons={5} renderRow={(role) => <RoleRow key={role.name} role={role} />} />
      {making && query.data && <NewRole roles={query.data} onClose={() => setMaking(false)} />}
    </SettingsPage>
  )
}

/** Objects that are named in the line of a role. */
const NAMED = 3
const scopeWords = { own: r.theirOwn, team: r.theirTeams, branch: r.theirBranch, all: r.allOfIt }

function RoleRow({ role }: { role: Role }) {
  const t = useText()
  const count = useMembers().filter((member) => member.kind === 'person' && member.role === role.name && member.active).length
  const { read, update } = role.others
  const own = useObjects().filter(({ name }) => role.objects[name])
  const names = own.slice(0, NAMED).map((object) => t(object.pluralLabel) || object.name).join(', ')
  const detail = role.administrator ? t(r.everything) : [
    read === 'none' ? t(r.seesNothing) : t(r.sees, { what: t(scopeWords[read]) }), update === 'none' ? t(r.changesNothing) : t(r.changes, { what: t(scopeWords[update]) }),
    ...own.length ? [t(own.length > NAMED ? r.ownRulesAndMore : r.ownRules, { what: names, count: own.length - NAMED })] : [],
  ].join(' · ')
  return (
    <ListRow
      icon={<ShieldCheck size={19} strokeWidth={1.75} />} title={t(role.label) || role.name} detail={detail} to={`/settings/roles/${role.name}`}
      end={<span style={{ fontSize: 13, whiteSpace: 'nowrap' }}>{t(r.holders, { count })}</span>}
    />
  )
}

function NewRole({ roles, onClose }: { roles: Role[]; onClose: () => void }) {
  const t = useText()
  const router = useRouter()
  const [label, setLabel] = useState<Labels>({})
  const [from, setFrom] = useState(roles.find((role) => role.name === 'sales')?.name ?? roles.at(-1)!.name)
  const [tried, setTried] = useState(false)
  const clean = cleanLabels(label)
  const make = useMutation<Role, Error>({
    mutationFn: () => {
      const base = roles.find((role) => role.name === from)!
      return api.post('/roles', { body: { name: nameOf(Object.values(clean)[0]!) || 'role', label: clean, objects: base.objects, others: base.others } })
    },
    onSuccess: async (role) => {
      await queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey })
      router.history.push(`/settings/roles/${role.name}`)
    },
  })
  const submit = () => {
    setTried(true)
    if (Object.keys(clean).length) make.mutate()
  }
  const fault = tried && !Object.keys(clean).length ? t(c.needed) : faultOf(make.error, 'label', 'name')
  return (
    <Dialog
      open onClose={onClose} title={t(r.newRole)} onSubmit={submit} width={420}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={make.isPending}>{t(texts.create)}</Button></>}
    >
      <FormGrid>
        <LabelInput autoFocus label={t(r.roleName)} value={label} onChange={setLabel} error={fault} />
        <Select label={t(r.copyFrom)} value={from} onChange={setFrom} options={roles.filter((role) => !role.administrator).map((role) => ({ value: role.name, label: t(role.label) || role.name }))} />
        {make.error && !faultOf(make.error, 'label', 'name') && <FormError error={make.error} />}
      </FormGrid>
    </Dialog>
  )
}
