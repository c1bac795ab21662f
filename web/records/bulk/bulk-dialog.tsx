// What to do with the selected records: assign, tag, change a field, delete; each says how many it will touch.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { texts as shared } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TagsInput } from '../../../kernel/field/types/tags/tags.tsx'
import { UserInput } from '../../../kernel/field/types/user/user.tsx'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import type { Filter } from '../filter/filter-model.ts'
import type { Selection } from '../list/use-selection.ts'
import { useFieldTools } from '../field-tools.tsx'
import { toWrite } from '../record-write.ts'
import { isEditable, isEmpty, textOf } from '../value-view.tsx'
import type { BulkKind } from './bulk-bar.tsx'
import { bulkTexts as texts } from './bulk-texts.ts'
import type { useBulk } from './use-bulk.ts'

type Props = { kind: BulkKind; object: ObjectInfo; filter: Filter | undefined; selection: Selection; bulk: ReturnType<typeof useBulk>; onClose: () => void }

/** Exactly how many, also where the list stopped counting. */
function useExactCount({ object, filter, selection }: Props): number | undefined {
  const counted = useQuery({
    queryKey: [...keys.records(object.name), 'exact', filter ?? null], enabled: selection.everything, staleTime: 10_000,
    queryFn: ({ signal }) => api.get('/records/{object}', { path: { object: object.name }, query: { filter, count: 'true', limit: 1, fields: 'id' }, signal }),
  })
  if (!selection.everything) return selection.count
  return counted.data?.total === undefined ? undefined : counted.data.total - selection.ids.size
}

export default function BulkDialog(props: Props) {
  const { kind } = props
  const count = useExactCount(props)
  const Body = { assign: AssignDialog, tag: TagDialog, edit: EditDialog, delete: DeleteDialog }[kind]
  return <Body {...props} count={count} />
}

type Counted = Props & { count: number | undefined }

function Frame({ title, count, ready, danger, label, onGo, onClose, children }: { title: string; count?: number; ready: boolean; danger?: boolean; label: string; onGo: () => void; onClose: () => void; children: React.ReactNode }) {
  const t = useText()
  const go = () => {
    if (!ready || count === undefined) return
    onClose()
    onGo()
  }
  return (
    <Dialog
      open onClose={onClose} onSubmit={go} title={title} width={440}
      actions={<><Button onClick={onClose}>{t(shared.cancel)}</Button><Button variant={danger ? 'danger' : 'primary'} type="submit" disabled={!ready} loading={count === undefined}>{label}</Button></>}
    >
      <div style={{ display: 'grid', gap: 16 }}>{children}</div>
    </Dialog>
  )
}

const shownCount = (count: number | undefined) => count ?? '…'

function AssignDialog({ object, bulk, onClose, count }: Counted) {
  const t = useText()
  const shown = shownCount(count)
  const [owner, setOwner] = useState<unknown>(null)
  const field = object.fields.find((one) => one.name === 'owner')!
  return (
    <Frame
      title={t(texts.assignTitle, { count: shown })} count={count} ready={Boolean(owner)}
      label={t(texts.apply, { count: shown })} onClose={onClose}
      onGo={() => void bulk({ set: toWrite({ owner }, object) })}
    >
      <UserInput field={field} value={owner} onChange={setOwner} label={t(field.label)} autoFocus required />
    </Frame>
  )
}

function TagDialog({ bulk, onClose, count }: Counted) {
  const t = useText()
  const shown = shownCount(count)
  const [add, setAdd] = useState<string[]>([])
  const [drop, setDrop] = useState<string[]>([])
  return (
    <Frame
      title={t(texts.tagTitle, { count: shown })} count={count} ready={add.length + drop.length > 0}
      label={t(texts.apply, { count: shown })} onClose={onClose} onGo={() => void bulk({ addTags: add, removeTags: drop })}
    >
      <TagsInput value={add} onChange={(next) => setAdd((next ?? []) as string[])} label={t(texts.tagsToAdd)} autoFocus />
      <TagsInput
        value={drop} onChange={(next) => setDrop((next ?? []) as string[])} label={t(texts.tagsToRemove)}
        placeholder={t(texts.tagName)}
      />
    </Frame>
  )
}

function EditDialog({ object, bulk, onClose, count }: Counted) {
  const t = useText()
  const tools = useFieldTools()
  const shown = shownCount(count)
  const fields = object.fields.filter((field) => isEditable(field) && !field.unique && field.name !== object.title)
  const [field, setField] = useState<FieldInfo | null>(null)
  const [value, setValue] = useState<unknown>(null)
  const Input = field && fieldWebOf(field.type).Input
  return (
    <Frame
      title={t(texts.editTitle, { count: shown })} count={count}
      ready={field !== null && !(field.required && value === null)} label={t(texts.apply, { count: shown })}
      onClose={onClose} onGo={() => void bulk({ set: toWrite({ [field!.name]: value }, object) })}
    >
      <Combobox
        label={t(texts.field)} options={fields.map((one) => ({ value: one.name, label: t(one.label) }))}
        value={field ? { value: field.name, label: t(field.label) } : null} autoFocus
        onChange={(option) => {
          setField(fields.find((one) => one.name === option?.value) ?? null)
          setValue(null)
        }}
      />
      {field && Input && (
        <Input
          key={field.name} field={field} value={value} onChange={setValue} label={t(texts.newValue)}
          help={field.required ? undefined : t(texts.willEmpty)}
        />
      )}
      {field && !isEmpty(value) && (
        <div>{t(texts.willSet, { field: t(field.label), value: textOf(value, field, tools), count: shown, what: t(object.pluralLabel).toLowerCase() })}</div>
      )}
    </Frame>
  )
}

function DeleteDialog({ object, bulk, onClose, count }: Counted) {
  const t = useText()
  const shown = shownCount(count)
  return (
    <Frame
      title={t(texts.deleteTitle, { count: shown, what: t(object.pluralLabel).toLowerCase() })} count={count} ready
      danger label={t(texts.deleteGo, { count: shown })}
      onClose={onClose} onGo={() => void bulk({ delete: true })}
    >
      <div>{t(texts.deleteBody)}</div>
    </Frame>
  )
}
