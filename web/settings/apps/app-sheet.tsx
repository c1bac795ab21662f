// Settings: one app: registered, changed, given another secret, removed.
import { useMutation } from '@tanstack/react-query'
import { KeyRound, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, ApiError } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { RadioCards } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { bodyOf, draftOf, linesOf, refreshApps, scopes, type App } from './app-data.ts'
import { ForProgram, type Made } from './made-app.tsx'
import { appTexts as a } from './texts.ts'

type Props = { app: App | null; onClose: () => void; onSecret: (made: Made) => void }

export function AppSheet({ app, onClose, onSecret }: Props) {
  const t = useText()
  const toast = useToast()
  const [draft, setDraft] = useState(() => draftOf(app))
  const [tried, setTried] = useState(false)
  const change = (part: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...part }))
  const save = useMutation({
    mutationFn: async (): Promise<Made | null> => {
      if (!app) return api.post('/apps', { body: { ...bodyOf(draft), public: draft.public } })
      await api.patch('/apps/{id}', { path: { id: app.id }, body: bodyOf(draft) })
      return null
    },
    onSuccess: async (made) => {
      onClose()
      if (made) onSecret(made)
      else toast({ text: t(texts.saved) })
      await refreshApps()
    },
  })
  const submit = () => {
    setTried(true)
    if (draft.name.trim() && linesOf(draft.redirects).length) save.mutate()
  }
  const redirectFault = save.error instanceof ApiError ? save.error.errors.find(({ path }) => path.startsWith('redirects'))?.message : undefined
  const told = faultOf(save.error, 'name') || redirectFault || faultOf(save.error, 'requestsPerMinute')
  return (
    <Sheet
      open onClose={onClose} title={t(app ? a.editApp : a.newApp)} width={520} onSubmit={submit}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(app ? texts.save : a.newApp)}</Button></>}
    >
      <FormGrid>
        <TextInput autoFocus={!app} label={t(a.name)} help={t(a.nameHelp)} placeholder="Zapier" value={draft.name} onChange={(name) => change({ name })} error={(tried && !draft.name.trim() && t(c.needed)) || faultOf(save.error, 'name')} />
        <TextInput
          multiline label={t(a.redirects)} help={t(a.redirectsHelp)} placeholder="https://" value={draft.redirects} onChange={(redirects) => change({ redirects })} spellCheck={false} autoCapitalize="none"
          error={(tried && !linesOf(draft.redirects).length && t(c.needed)) || redirectFault}
        />
        <Field label={t(a.scope)}><RadioCards label={t(a.scope)} value={draft.scope} onChange={(scope) => change({ scope })} options={scopes.map((value) => ({ value, label: t(a[value]), help: t(a[`${value}Help`]) }))} /></Field>
        {!app && (
          <Field label={t(a.kind)}>
            <RadioCards
              label={t(a.kind)} value={draft.public ? 'public' : 'confidential'} onChange={(kind) => change({ public: kind === 'public' })}
              options={(['confidential', 'public'] as const).map((value) => ({ value, label: t(a[value]), help: t(a[`${value}Help`]) }))}
            />
          </Field>
        )}
        <TextInput label={t(a.limit)} help={t(a.limitHelp)} inputMode="numeric" value={draft.limit} onChange={(limit) => change({ limit })} error={faultOf(save.error, 'requestsPerMinute')} />
        {save.error && !told && <FormError error={save.error} />}
        {app && <ForProgram clientId={app.clientId} />}
        {app && <Endings app={app} onClose={onClose} onSecret={onSecret} />}
      </FormGrid>
    </Sheet>
  )
}

/** What cannot be undone, each with its question. */
function Endings({ app, onClose, onSecret }: { app: App; onClose: () => void; onSecret: Props['onSecret'] }) {
  const t = useText()
  const [asking, setAsking] = useState<'renew' | 'remove' | null>(null)
  const renew = useMutation({
    mutationFn: () => api.post('/apps/{id}/secret', { path: { id: app.id } }),
    onSuccess: ({ secret }) => { onClose(); onSecret({ clientId: app.clientId, secret }) },
  })
  const remove = useMutation({ mutationFn: () => api.delete('/apps/{id}', { path: { id: app.id } }), onSuccess: async () => { onClose(); await refreshApps() } })
  const close = () => setAsking(null)
  return (
    <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
      {!app.public && <Button variant="ghost" icon={<KeyRound size={16} />} onClick={() => setAsking('renew')}>{t(a.renew)}</Button>}
      <Button variant="ghost" icon={<Trash2 size={16} />} onClick={() => setAsking('remove')}>{t(a.remove)}</Button>
      <Confirm open={asking === 'renew'} title={t(a.renewTitle, { name: app.name })} body={t(a.renewBody)} action={t(a.renew)} busy={renew.isPending} error={renew.error} onConfirm={() => renew.mutate()} onClose={close} />
      <Confirm open={asking === 'remove'} title={t(a.removeTitle, { name: app.name })} body={t(a.removeBody)} action={t(a.remove)} busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate()} onClose={close} />
    </div>
  )
}
