// Settings, objects: with which values of another select options are offered, said for one option or for several at once.
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import type { FieldInfo } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox, type ComboOption } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Dot } from '../../ui/label.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import type { OptionDraft } from './field-draft.ts'
import { objectTexts as o } from './texts.ts'

const ALWAYS = ' always'
const same = (one: OptionDraft['when'], other: OptionDraft['when']) => JSON.stringify(one) === JSON.stringify(other)

type Props = { asked: string; options: OptionDraft[]; deciders: FieldInfo[]; onChange: (options: OptionDraft[]) => void; onClose: () => void }

/** `asked`: the option that it is opened for; others are added to it. */
export function OptionWhenDialog({ asked, options, deciders, onChange, onClose }: Props) {
  const t = useText()
  const first = options.find(({ value }) => value === asked)?.when
  const [chosen, setChosen] = useState([asked])
  const [name, setName] = useState(first?.field ?? (deciders.length === 1 ? deciders[0]!.name : ALWAYS))
  const [values, setValues] = useState(first?.in ?? [])
  const [tried, setTried] = useState(false)
  const decider = deciders.find((field) => field.name === name)
  const alike = first ? options.filter((option) => same(option.when, first) && !chosen.includes(option.value)) : []
  const shown = (list: { value: string; label: OptionDraft['label']; color?: string }[]): ComboOption[] =>
    list.map(({ value, label, color }) => ({ value, label: t(label), colour: color, icon: <Dot colour={color} /> })).filter(({ label }) => label)
  const [all, offered] = [shown(options), shown((decider?.options ?? []) as OptionDraft[])]
  const set = () => {
    setTried(true)
    if (decider && values.length === 0) return
    // in the order of the other field, so that conditions that are the same read the same
    const when = decider && { field: name, in: offered.map(({ value }) => value).filter((value) => values.includes(value)) }
    onChange(options.map((option) => (chosen.includes(option.value) ? { ...option, when } : option)))
    onClose()
  }
  return (
    <Dialog
      open onClose={onClose} title={t(o.whenTitle)} width={440} onSubmit={set}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" disabled={chosen.length === 0}>{t(o.whenSet)}</Button></>}
    >
      <FormGrid>
        <Combobox multiple label={t(o.whenOptions)} options={all} value={all.filter(({ value }) => chosen.includes(value))} onChange={(list) => setChosen(list.map(({ value }) => value))} />
        {alike.length > 0 && <div><Button size="small" onClick={() => setChosen([...chosen, ...alike.map(({ value }) => value)])}>{t(o.whenSame, { count: alike.length })}</Button></div>}
        <Select
          label={t(o.whenField)} value={name} options={[{ value: ALWAYS, label: t(o.whenAlways) }, ...deciders.map((field) => ({ value: field.name, label: t(field.label) }))]}
          onChange={(next) => {
            setName(next)
            setValues([])
          }}
        />
        {decider && (
          <Combobox
            multiple label={t(o.whenValues)} help={t(o.whenHelp)} options={offered} value={offered.filter(({ value }) => values.includes(value))} onChange={(list) => setValues(list.map(({ value }) => value))}
            error={tried && values.length === 0 && t(o.whenNeeded)}
          />
        )}
      </FormGrid>
    </Dialog>
  )
}
