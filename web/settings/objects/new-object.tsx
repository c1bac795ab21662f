// Settings, objects: making an object of one's own; it is a real table the moment it is made.
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, type ObjectInfo } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { faultOf, FormError } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, nameOf, type Labels } from '../labels.ts'
import { IconPicker } from './icon-picker.tsx'
import { objectTexts as o } from './texts.ts'

export function NewObject({ onClose }: { onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const router = useRouter()
  const [label, setLabel] = useState<Labels>({})
  const [plural, setPlural] = useState<Labels>({})
  const [icon, setIcon] = useState('box')
  const [chosenName, setChosenName] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const clean = cleanLabels(label)
  const name = chosenName ?? nameOf(clean.en ?? clean.id ?? '')
  const make = useMutation<ObjectInfo, Error>({
    mutationFn: () => {
      const several = cleanLabels(plural)
      return api.post('/objects', { body: { name, label: clean, ...(Object.keys(several).length && { pluralLabel: several }), icon } })
    },
    onSuccess: async (object) => {
      await queryClient.invalidateQueries({ queryKey: keys.objects })
      toast({ text: t(o.made, { object: t(object.pluralLabel ?? object.label) }) })
      router.history.push(`/settings/objects/${object.name}`)
    },
  })
  const submit = () => {
    setTried(true)
    if (Object.keys(clean).length) make.mutate()
  }
  const needed = tried && !Object.keys(clean).length ? t(c.needed) : undefined
  const nameFault = faultOf(make.error, 'name')
  return (
    <Dialog
      open onClose={onClose} title={t(o.newObject)} subtitle={t(o.newObjectHelp)} onSubmit={submit}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={make.isPending}>{t(texts.create)}</Button></>}
    >
      <FormGrid>
        <LabelInput autoFocus label={t(o.one)} placeholder={t(o.onePlaceholder)} value={label} onChange={setLabel} error={needed ?? faultOf(make.error, 'label')} />
        <LabelInput optional label={t(o.many)} placeholder={t(o.manyPlaceholder)} value={plural} onChange={setPlural} error={faultOf(make.error, 'pluralLabel')} />
        {(name || chosenName !== null) && <TextInput label={t(c.apiName)} help={t(c.apiNameHelp)} value={name} onChange={setChosenName} spellCheck={false} autoCapitalize="none" error={nameFault} />}
        <IconPicker label={t(o.icon)} value={icon} onChange={setIcon} />
        {make.error && !nameFault && !faultOf(make.error, 'label', 'pluralLabel') && <FormError error={make.error} />}
      </FormGrid>
    </Dialog>
  )
}
