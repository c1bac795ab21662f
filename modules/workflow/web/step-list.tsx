// The workflow room's screens: the steps in their order, each a card with its input and its own condition.
import styled from '@emotion/styled'
import { ArchiveX, BadgeCheck, Bell, CircleStop, Filter as FilterIcon, GitFork, Globe, Hourglass, Mail, MessageCircle, MessageSquare, MessagesSquare, PenLine, Plus, Repeat, Search, SquareFunction, SquarePlus, Tag, Trash2, UserRoundCheck, Variable, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Card } from '../../../web/ui/page.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { moveItem, SortableRow } from '../../../web/ui/sortable.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { useFocusLeft } from '../../../web/ui/use-focus-left.ts'
import { stepTexts, type StepType } from '../texts.ts'
import { ConditionForm } from './condition-form.tsx'
import type { Draft, StepDraft } from './queries.ts'
import { isKnown, StepForm, type StepProps } from './step-form.tsx'
import type { Place } from './template-input.tsx'
import { workflowTexts as w } from './texts.ts'

export const stepIcons: Record<StepType, LucideIcon> = {
  createRecord: SquarePlus, updateRecord: PenLine, deleteRecord: ArchiveX, findRecords: Search, if: GitFork, forEach: Repeat, wait: Hourglass, notify: Bell, requestApproval: BadgeCheck, postToChannel: MessagesSquare, sendEmail: Mail, sendMessage: MessageCircle, httpRequest: Globe, runFunction: SquareFunction, assign: UserRoundCheck, addTag: Tag, removeTag: Tag, addComment: MessageSquare, setVariable: Variable, stop: CircleStop,
}

const Box = styled(Card)({ flex: 1, minWidth: 0, padding: 14, display: 'grid', gap: 14 })
const Head = styled('div')({ display: 'flex', alignItems: 'center', gap: 9, fontWeight: 500 })

/** Milliseconds. */
const MENU_CLOSES_MS = 250

type ListProps = Place & { error: unknown; steps: StepDraft[]; onSteps: (steps: StepDraft[]) => void; path: string }

export function StepList({ draft, earlier, loops, error, steps, onSteps: set, path }: ListProps) {
  const t = useText()
  const nameOf = (type: string) => (isKnown(type) ? t(stepTexts[type].label) : type)
  const box = useFocusLeft(steps.length)
  const [added, setAdded] = useState<string>()
  const put = (step: StepDraft) => {
    setAdded(step.id)
    set([...steps, step])
  }
  const add = (
    <Menu
      width={320} trigger={<Button data-add icon={<Plus size={16} />}>{t(w.addStep)}</Button>}
      items={(Object.keys(stepTexts) as StepType[]).map((type) => {
        const Icon = stepIcons[type]
        return { label: t(stepTexts[type].label), hint: t(stepTexts[type].help), icon: <Icon size={17} />, onSelect: () => put(newStep(type, draft)) }
      })}
    />
  )
  return (
    <div ref={box} style={{ display: 'grid', gap: 10 }}>
      {steps.map((step, position) => (
        <SortableRow
          key={step.id ?? position} list={path} index={position} count={steps.length} onMove={(from, to) => set(moveItem(steps, from, to))}
          label={t(w.moveStep, { position: position + 1, name: nameOf(step.type) })}
        >
          <StepCard
            {...{ draft, step, error, position, loops }} isNew={step.id !== undefined && step.id === added} earlier={[...earlier, ...steps.slice(0, position)]} path={`${path}[${position}]`} name={nameOf(step.type)} onRemove={() => set(steps.filter((one) => one !== step))}
            onChange={(next) => set(steps.map((one) => (one === step ? next : one)))}
          />
        </SortableRow>
      ))}
      <div>{add}</div>
      {faultOf(error, path) && <div role="alert" style={{ color: v.bad, fontSize: 13 }}>{faultOf(error, path)}</div>}
    </div>
  )
}

/** All ids of the workflow, also of steps inside others. */
function idsOf(steps: StepDraft[]): string[] {
  return steps.flatMap((step) => [step.id ?? '', ...['then', 'else', 'steps'].flatMap((block) => idsOf((step[block] ?? []) as StepDraft[]))])
}

/** With an id of its own, so that later steps can name it from the start. */
export function newStep(type: StepType, { steps, object }: Draft): StepDraft {
  const taken = new Set(idsOf(steps))
  let id: string = type
  for (let count = 2; taken.has(id); count += 1) id = `${type}${count}`
  const inputs: Partial<Record<StepType, object>> = {
    createRecord: { object: 'task', data: object ? { about: '{{ record }}', owner: '{{ record.owner.id }}' } : {} }, updateRecord: object ? { data: {} } : { object: 'contact', recordId: '', data: {} }, deleteRecord: object ? {} : { object: 'contact', recordId: '' },
    notify: object ? { to: '{{ record.owner.id }}', title: '', link: 'record' } : { to: [], title: '', link: '/' }, assign: { by: 'roundRobin', to: [], ...object ? {} : { object: 'contact', recordId: '' } },
    requestApproval: { title: '', approvers: [{ to: 'manager', need: 'any' }] },
    findRecords: { object: 'contact', filter: {}, limit: 100 }, if: { condition: {}, then: [], else: [] }, forEach: { items: '', steps: [] }, wait: { for: { days: 1 } },
    postToChannel: { channel: '', text: '', ...object ? { link: 'record' } : {} }, sendEmail: { to: object === 'contact' ? '{{ record.email }}' : '', subject: '', body: '' }, sendMessage: { ...object ? {} : { to: '' }, text: { id: '', en: '' } }, httpRequest: { method: 'POST', url: '' }, runFunction: { function: '' },
  }
  return { id, type, ...inputs[type] }
}

function StepCard({ position, name, isNew, onRemove, ...props }: StepProps & { position: number; name: string; isNew: boolean; onRemove: () => void }) {
  const { step, onChange } = props
  const t = useText()
  const Icon = isKnown(step.type) ? stepIcons[step.type] : CircleStop
  const card = useRef<HTMLDivElement>(null)
  // what was just added is to be filled in: it is brought into sight once the menu has given the keyboard back
  useEffect(() => {
    if (!isNew) return
    const timer = setTimeout(() => {
      card.current?.scrollIntoView({ block: 'start' })
      card.current?.focus({ preventScroll: true })
    }, MENU_CLOSES_MS)
    return () => clearTimeout(timer)
  }, [isNew])
  return (
    <Box ref={card} tabIndex={-1} role="group" aria-label={`${position + 1}. ${name}`}>
      <Head>
        <span style={{ color: v.accent, display: 'flex' }}><Icon size={18} strokeWidth={1.75} /></span>
        <span style={{ flex: 1 }}>{position + 1}. {name}</span>
        {step.if === undefined && <Button size="small" variant="ghost" icon={<FilterIcon size={15} />} onClick={() => onChange({ ...step, if: {} })}>{t(w.addCondition)}</Button>}
        <IconButton size="small" label={`${t(w.removeStep)}: ${name}`} onClick={onRemove}><Trash2 size={16} /></IconButton>
      </Head>
      <StepInput {...props} />
    </Box>
  )
}

/** What a step is given, its own condition first. */
export function StepInput(props: StepProps) {
  const { draft, earlier, step, onChange, error, path } = props
  const t = useText()
  const { if: condition, ...rest } = step
  const fault = faultOf(error, `${path}.type`, `${path}.id`, path)
  return (
    <>
      {fault && <div role="alert" style={{ color: v.bad, fontSize: 13 }}>{fault}</div>}
      {condition !== undefined && (
        <div style={{ display: 'grid', gap: 8, padding: 12, borderRadius: 8, backgroundColor: v.sunken }}>
          <div style={{ display: 'flex', alignItems: 'center', gap: 8, fontSize: 13, fontWeight: 500 }}>
            <span style={{ flex: 1 }}>{t(w.only)}</span>
            <Button size="small" variant="ghost" onClick={() => onChange(rest as StepDraft)}>{t(w.removeCondition)}</Button>
          </div>
          <ConditionForm reach="step" {...{ draft, earlier }} filter={condition} onChange={(filter) => onChange({ ...step, if: filter ?? {} })} />
        </div>
      )}
      <StepForm {...props} />
      {step.type !== 'stop' && <Checkbox label={t(w.goOn)} checked={step.onError === 'continue'} onChange={(on) => onChange({ ...step, onError: on ? 'continue' : undefined })} />}
    </>
  )
}
