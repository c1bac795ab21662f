// Naming a view and choosing who sees it; a new one takes the list as it stands.
import { useState } from 'react'
import { translate, useRegion, useText } from '../../i18n.tsx'
import { texts as shared } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { RadioCards } from '../../ui/toggle.tsx'
import { listTexts as texts } from './list-texts.ts'
import { unchanged, type ListModel } from './use-list-model.ts'
import { useViewWrites, type SavedView, type Visibility } from './views.ts'

const visibilities: Visibility[] = ['private', 'team', 'role', 'everyone']

export function ViewDialog({ model, view, onClose }: { model: ListModel; view?: SavedView; onClose: () => void }) {
  const t = useText()
  const { language } = useRegion()
  const { create, update } = useViewWrites(model.object.name)
  const [name, setName] = useState(view ? translate(view.label, language) : '')
  const [visibility, setVisibility] = useState<Visibility>(view?.visibility ?? 'private')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    if (!name.trim()) return
    setBusy(true)
    try {
      const label = typeof view?.label === 'object' && view.label
        ? { ...view.label, [language]: name.trim() }
        : { [language]: name.trim() }
      if (view) await update(view.id, { label, visibility })
      else {
        const made = await create({ ...model.draft, label, visibility })
        model.change(
          { ...unchanged, view: made.id }, { replace: false },
        )
      }
      onClose()
    } catch (refusal) {
      setError(refusal)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onClose={onClose} onSubmit={save} width={440} title={t(view ? texts.editView : texts.newView)}
      actions={<><Button onClick={onClose}>{t(shared.cancel)}</Button><Button variant="primary" type="submit" loading={busy} disabled={!name.trim()}>{t(shared.save)}</Button></>}
    >
      <div style={{ display: 'grid', gap: 16 }}>
        <FormError error={error && !faultOf(error, 'label') ? error : null} />
        <TextInput
          label={t(texts.viewName)} value={name} onChange={setName} autoFocus required
          placeholder={t(texts.viewNameHint)} error={faultOf(error, 'label')} maxLength={80}
        />
        <div style={{ display: 'grid', gap: 6 }}>
          <span aria-hidden style={{ fontSize: 13, fontWeight: 500 }}>{t(texts.visibility)}</span>
          <RadioCards
            label={t(texts.visibility)} value={visibility} onChange={setVisibility} columns="1fr 1fr"
            options={visibilities.map((value) => ({ value, label: t(texts[value]) }))}
          />
        </div>
      </div>
    </Dialog>
  )
}
