// Settings, pipelines: renaming and removing a pipeline.
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Ellipsis, PenLine, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import type { Pipeline } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Menu } from '../../ui/menu.tsx'
import { FormError } from '../../ui/states.tsx'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, type Labels } from '../labels.ts'
import { pipelineTexts as p } from './texts.ts'

export function PipelineMenu({ pipeline }: { pipeline: Pipeline }) {
  const t = useText()
  const router = useRouter()
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null)
  const [label, setLabel] = useState<Labels>(pipeline.label as Labels)
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['pipelines'] })
  const rename = useMutation({
    mutationFn: () => api.patch('/pipelines/{name}', { path: { name: pipeline.name }, body: { label: cleanLabels(label) } }),
    onSuccess: async () => {
      setOpen(null)
      await refresh()
    },
  })
  const remove = useMutation({
    mutationFn: () => api.delete('/pipelines/{name}', { path: { name: pipeline.name } }),
    onSuccess: async () => {
      router.history.push('/settings/pipelines')
      await refresh()
    },
  })
  return (
    <>
      <Menu
        align="end" trigger={<IconButton variant="secondary" label={t(texts.more)}><Ellipsis size={18} /></IconButton>}
        items={[
          { label: t(p.rename), icon: <PenLine size={16} />, onSelect: () => setOpen('rename') },
          { label: t(p.remove), icon: <Trash2 size={16} />, danger: true, onSelect: () => setOpen('remove') },
        ]}
      />
      <Dialog
        open={open === 'rename'} onClose={() => setOpen(null)} title={t(p.rename)} width={400} onSubmit={() => rename.mutate()}
        actions={<><Button onClick={() => setOpen(null)}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={rename.isPending}>{t(texts.save)}</Button></>}
      >
        <LabelInput autoFocus label={t(p.pipelineName)} value={label} onChange={setLabel} />
        <FormError error={rename.error} />
      </Dialog>
      <Confirm
        open={open === 'remove'} title={t(p.removeTitle, { name: t(pipeline.label) })} body={t(p.removeBody)} action={t(p.remove)} busy={remove.isPending} error={remove.error}
        onConfirm={() => remove.mutate()} onClose={() => setOpen(null)}
      />
    </>
  )
}
