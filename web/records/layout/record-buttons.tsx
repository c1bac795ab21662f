// A company's own buttons, on a record and in the bar of a selection.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { workflowButtonsQuery } from '../../../modules/workflow/web/press.ts'
import { WorkflowButtons } from '../../../modules/workflow/web/workflow-buttons.tsx'
import type { ObjectInfo } from '../../queries.ts'
import { label as toneOf, v } from '../../theme.ts'
import { labelColours } from '../../colours.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ObjectIcon, objectIcons } from '../../ui/object-icon.tsx'
import { texts as shared } from '../../texts.ts'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import type { Selection } from '../list/use-selection.ts'
import { useButtons, type RecordButton } from './layout-data.ts'
import { layoutTexts as texts } from './layout-texts.ts'
import { mostPressed, usePress } from './press-button.ts'

export function RecordButtons({ object, record, style }: { object: ObjectInfo; record: RecordRow; style?: React.CSSProperties }) {
  const { t } = useFieldTools()
  const buttons = useButtons(object, record)
  const { press } = usePress(object)
  const workflows = useQuery(workflowButtonsQuery(object.name)).data ?? []
  if (!buttons.length && !workflows.some((one) => one.places.includes('record'))) return null
  return (
    <div role="group" aria-label={t(texts.buttons)} style={{ display: 'flex', flexWrap: 'wrap', gap: 6, ...style }}>
      {buttons.map((button) => <OneButton key={button.id} button={button} onPress={() => void press(button, record)} />)}
      <WorkflowButtons object={object} record={record} />
    </div>
  )
}

/** What opens a form or an address is for one record; what changes fields, for each of the selection. */
export function SelectionButtons({ object, selection }: { object: ObjectInfo; selection: Selection }) {
  const { pressAll } = usePress(object)
  const buttons = useButtons(object)
  if (selection.everything || selection.ids.size > mostPressed) return null
  const usable = buttons.filter(({ action }) => action.type === 'update' || selection.ids.size === 1)
  return usable.map((button) => <OneButton key={button.id} button={button} onPress={() => void pressAll(button, [...selection.ids])} />)
}

function OneButton({ button, onPress }: { button: RecordButton; onPress: () => void }) {
  const { t } = useFieldTools()
  const [asking, setAsking] = useState(false)
  const { action, color, icon, label } = button
  const question = action.type === 'update' ? action.confirm : undefined
  const known = labelColours.find((one) => one === color)
  return (
    <>
      <Button
        size="small" icon={icon && Object.hasOwn(objectIcons, icon) ? <ObjectIcon object="" icon={icon} size={16} /> : undefined} onClick={question ? () => setAsking(true) : onPress}
        style={known && known !== 'gray' ? { borderColor: toneOf(known).solid } : undefined}
      >
        {t(label)}
      </Button>
      {question && (
        <Dialog
          open={asking} onClose={() => setAsking(false)} title={t(label)} width={420} onSubmit={() => {
            setAsking(false)
            onPress()
          }}
          actions={<><Button onClick={() => setAsking(false)}>{t(shared.cancel)}</Button><Button type="submit" variant="primary">{t(label)}</Button></>}
        >
          <div style={{ color: v.secondary, lineHeight: '21px' }}>{t(question)}</div>
        </Dialog>
      )}
    </>
  )
}
