// Settings: one role: a matrix of objects by see, create, change, delete, and the rights on single fields.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { Ellipsis, PenLine, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { MissingScreen } from '../../layout/broken-screen.tsx'
import { keys, useObjects } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Section } from '../../ui/page.tsx'
import { ErrorState, FormError, SkeletonRows } from '../../ui/states.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, type Labels } from '../labels.ts'
import { rolesQuery, type Role } from '../members/queries.ts'
import { SaveBar } from '../save-bar.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { FieldRights } from './field-rights.tsx'
import { Matrix } from './matrix.tsx'
import { emptyDraft, isChanged, othersOf, rightsOf, setOverride, setRights, setSensitive, type Draft } from './rights.ts'
import { roleTexts as r } from './texts.ts'

const refresh = () => Promise.all([queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey }), queryClient.invalidateQueries({ queryKey: keys.objects })])

export default function RoleScreen() {
  const { name } = useParams({ strict: false }) as { name: string }
  const query = useQuery(rolesQuery)
  const t = useText()
  const role = query.data?.find((one) => one.name === name)
  if (query.isPending) return <SettingsPage title={t(s.roles)}><SkeletonRows rows={8} columns={5} /></SettingsPage>
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return role ? <RolePage key={role.name} role={role} /> : <MissingScreen />
}

function RolePage({ role }: { role: Role }) {
  const t = useText()
  const toast = useToast()
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [fieldsOf, setFieldsOf] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: () => api.patch('/roles/{name}', { path: { name: role.name }, body: draft }),
    onSuccess: async () => {
      await refresh()
      setDraft(emptyDraft)
      toast({ text: t(texts.saved) })
    },
  })
  const object = useObjects().find((one) => one.name === fieldsOf)
  const title = t(role.label) || role.name
  return (
    <SettingsPage title={title} back={{ to: '/settings/roles', label: t(s.roles) }} actions={!role.administrator && <RoleMenu role={role} />}>
      {role.administrator ? <p style={{ color: v.secondary }}>{t(r.administratorNote)}</p> : (
        <>
          <Section title={t(r.matrix)} help={t(r.matrixHelp)}>
            <Matrix role={role} draft={draft} onChange={setDraft} onFields={setFieldsOf} />
          </Section>
          <Section title={t(r.overrideTitle)}>
            <Switch checked={othersOf(role, draft).override ?? false} onChange={(on) => setDraft(setOverride(role, draft, on))} label={t(r.override)} help={t(r.overrideHelp)} />
          </Section>
          <Section title={t(r.sensitiveTitle)}>
            <Switch checked={othersOf(role, draft).sensitive === 'masked'} onChange={(on) => setDraft(setSensitive(role, draft, on ? 'masked' : 'shown'))} label={t(r.mask)} help={t(r.maskHelp)} />
          </Section>
          <SaveBar changed={isChanged(role, draft)} busy={save.isPending} error={save.error} onSave={() => save.mutate()} onDiscard={() => { setDraft(emptyDraft); save.reset() }} />
          {object && (
            <FieldRights
              object={object} role={title} rights={rightsOf(role, draft, object.name)?.fields ?? {}} onClose={() => setFieldsOf(null)}
              onChange={(fields) => setDraft(setRights(role, draft, object.name, { fields }))}
            />
          )}
        </>
      )}
    </SettingsPage>
  )
}

function RoleMenu({ role }: { role: Role }) {
  const t = useText()
  const toast = useToast()
  const router = useRouter()
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null)
  const [label, setLabel] = useState<Labels>(role.label as Labels)
  const rename = useMutation({
    mutationFn: () => api.patch('/roles/{name}', { path: { name: role.name }, body: { label: cleanLabels(label) } }),
    onSuccess: async () => {
      setOpen(null)
      await refresh()
    },
  })
  const remove = useMutation({
    mutationFn: () => api.delete('/roles/{name}', { path: { name: role.name } }),
    onSuccess: async () => {
      toast({ text: t(r.removed, { name: t(role.label) }) })
      router.history.push('/settings/roles')
      await refresh()
    },
  })
  return (
    <>
      <Menu
        align="end" trigger={<IconButton variant="secondary" label={t(texts.more)}><Ellipsis size={18} /></IconButton>}
        items={[
          { label: t(r.rename), icon: <PenLine size={16} />, onSelect: () => setOpen('rename') },
          { label: t(r.remove), icon: <Trash2 size={16} />, danger: true, onSelect: () => setOpen('remove') },
        ]}
      />
      <Dialog
        open={open === 'rename'} onClose={() => setOpen(null)} title={t(r.rename)} width={400} onSubmit={() => rename.mutate()}
        actions={<><Button onClick={() => setOpen(null)}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={rename.isPending}>{t(texts.save)}</Button></>}
      >
        <LabelInput autoFocus label={t(r.roleName)} value={label} onChange={setLabel} />
        <FormError error={rename.error} />
      </Dialog>
      <Confirm
        open={open === 'remove'} title={t(r.removeTitle, { name: t(role.label) || role.name })} body={t(r.removeBody)} action={t(r.remove)} busy={remove.isPending} error={remove.error}
        onConfirm={() => remove.mutate()} onClose={() => setOpen(null)}
      />
    </>
  )
}
