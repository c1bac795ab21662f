// Settings: the functions of the workspace, and the hosts that they may call.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, SquareFunction } from 'lucide-react'
import { useState } from 'react'
import { ApiError, api, queryClient } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { ListRow } from '../../../web/settings/list.tsx'
import { QueryRows } from '../../../web/settings/query-rows.tsx'
import { SettingsPage } from '../../../web/settings/settings-page.tsx'
import { settingsTexts as s } from '../../../web/settings/texts.ts'
import { texts } from '../../../web/texts.ts'
import { Button } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { Label } from '../../../web/ui/label.tsx'
import { Card, FormGrid, Section } from '../../../web/ui/page.tsx'
import { FormError } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { functionKeys, functionsQuery, hostsQuery, type FunctionInfo } from './queries.ts'
import { functionTexts as f } from './texts.ts'

export default function FunctionsScreen() {
  const t = useText()
  const query = useQuery(functionsQuery)
  const hosts = useQuery(hostsQuery)
  const add = <Button variant="primary" icon={<Plus size={17} />} component={Link} to="/settings/functions/new">{t(f.newFunction)}</Button>
  return (
    <SettingsPage title={t(s.functions)} help={t(s.functionsHelp)} actions={Boolean(query.data?.length) && add}>
      <QueryRows
        query={query} items={query.data} skeletons={4}
        empty={{ icon: <SquareFunction size={20} />, title: t(f.empty), body: t(f.emptyBody), action: add }}
        renderRow={(one) => <FunctionRow key={one.id} info={one} />}
      />
      {hosts.data && <Hosts key={JSON.stringify(hosts.data)} saved={hosts.data} />}
    </SettingsPage>
  )
}

function FunctionRow({ info }: { info: FunctionInfo }) {
  const t = useText()
  const detail = [info.name, info.description, info.blocks ? t(f.ofBlocks) : null, t(f.version, { count: info.version })].filter(Boolean).join(' · ')
  return <ListRow icon={<SquareFunction size={18} />} title={<>{info.label}{!info.enabled && <Label colour="gray">{t(f.off)}</Label>}</>} detail={detail} to={`/settings/functions/${info.id}`} />
}

const split = (text: string) => text.split(/[\s,;]+/).filter(Boolean)

function Hosts({ saved }: { saved: { functions: string[]; private: string[] } }) {
  const t = useText()
  const toast = useToast()
  const [draft, setDraft] = useState({ functions: saved.functions.join(', '), private: saved.private.join(', ') })
  const save = useMutation({
    mutationFn: (sent: typeof draft) => api.put('/outside-hosts', { body: { functions: split(sent.functions), private: split(sent.private) } }),
    onSuccess: async () => {
      toast({ text: t(texts.saved) })
      await queryClient.invalidateQueries({ queryKey: functionKeys.hosts })
    },
  })
  const changed = split(draft.functions).join() !== saved.functions.join() || split(draft.private).join() !== saved.private.join()
  // what was sent is said, not its place in a list
  const fault = (list: 'functions' | 'private') => {
    const wrong = save.error instanceof ApiError ? save.error.errors.flatMap(({ path }) => (path.startsWith(`${list}[`) ? split(save.variables![list])[Number(/\d+/.exec(path))] ?? [] : [])) : []
    return wrong.length > 0 && t(f.noHost, { names: wrong.map((name) => `“${name}”`).join(', ') })
  }
  return (
    <Section title={t(f.hosts)} help={t(f.hostsHelp)}>
      <Card style={{ padding: 16 }}>
        <FormGrid>
          <TextInput label={t(f.functionHosts)} placeholder={t(f.hostsExample)} error={fault('functions')} value={draft.functions} onChange={(functions) => setDraft({ ...draft, functions })} spellCheck={false} autoCapitalize="none" />
          <TextInput label={t(f.privateHosts)} placeholder="mattermost.local:8065" error={fault('private')} value={draft.private} onChange={(given) => setDraft({ ...draft, private: given })} spellCheck={false} autoCapitalize="none" />
          {save.error && !fault('functions') && !fault('private') && <FormError error={save.error} />}
          <div><Button disabled={!changed} loading={save.isPending} onClick={() => save.mutate(draft)}>{t(texts.save)}</Button></div>
        </FormGrid>
      </Card>
    </Section>
  )
}
