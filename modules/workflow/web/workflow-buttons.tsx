// The workflow room's screens: the workflows that a member may set off, on a record and in the bar of a selection.
import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { meets } from '../../../kernel/object/screen-predicate.ts'
import { useText } from '../../../web/i18n.tsx'
import type { ObjectInfo } from '../../../web/queries.ts'
import type { RecordRow } from '../../../web/records/field-web.ts'
import type { Filter } from '../../../web/records/filter/filter-model.ts'
import type { Selection } from '../../../web/records/list/use-selection.ts'
import { Button } from '../../../web/ui/button.tsx'
import { ObjectIcon, objectIcons } from '../../../web/ui/object-icon.tsx'
import { useErrorText } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { usePressWorkflow, workflowButtonsQuery, type Chosen, type WorkflowButton } from './press.ts'

const PressDialog = lazy(() => import('./press-dialog.tsx'))
/** Records that may be named one by one. */
const mostNamed = 10_000

/** What crosses relations, or asks for a whole filter, the server judges when it is pressed. */
function mayConcern({ when }: WorkflowButton, record: RecordRow, object: ObjectInfo): boolean {
  const plain = Object.keys(when ?? {}).every((name) => object.fields.some((field) => field.name === name && field.type !== 'relation'))
  return !plain || meets(when, record)
}

export function WorkflowButtons({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const buttons = useQuery(workflowButtonsQuery(object.name)).data ?? []
  return buttons.filter((one) => one.places.includes('record') && mayConcern(one, record, object)).map((one) => <PressButton key={one.id} button={one} chosen={{ ids: [record.id] }} count={1} />)
}

/** For all that the list matches only where nothing is left out. */
export function WorkflowSelectionButtons({ object, filter, selection }: { object: ObjectInfo; filter: Filter | undefined; selection: Selection }) {
  const buttons = useQuery(workflowButtonsQuery(object.name)).data ?? []
  const ids = [...selection.ids]
  if (selection.everything ? ids.length > 0 : ids.length > mostNamed) return null
  const chosen: Chosen = selection.everything ? { filter: filter ?? {} } : { ids }
  return buttons.filter((one) => one.places.includes('list')).map((one) => <PressButton key={one.id} button={one} chosen={chosen} count={selection.count} />)
}

function PressButton({ button, chosen, count }: { button: WorkflowButton; chosen: Chosen; count: number }) {
  const t = useText()
  const toast = useToast()
  const say = useErrorText()
  const [asking, setAsking] = useState(false)
  const press = usePressWorkflow(button, () => setAsking(false))
  const asks = Boolean(button.confirm) || button.inputs.length > 0 || count > 1
  const run = (input: Record<string, unknown>) => press.mutate({ chosen, input }, asks ? {} : { onError: (error) => toast({ text: say(error), tone: 'bad' }) })
  const { icon } = button
  return (
    <>
      <Button
        size="small" loading={!asks && press.isPending} onClick={() => (asks ? setAsking(true) : run({}))}
        icon={icon && Object.hasOwn(objectIcons, icon) ? <ObjectIcon object="" icon={icon} size={16} /> : <Play size={15} />}
      >
        {t(button.label)}
      </Button>
      {asking && (
        <Suspense fallback={null}>
          <PressDialog button={button} count={count} busy={press.isPending} error={press.error} onRun={run} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}
