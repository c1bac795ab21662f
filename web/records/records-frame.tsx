// What every record screen stands in: the field tools, and the one way to write a record with undo, refusals and conflicts.
import { useQueryClient } from '@tanstack/react-query'
import { createContext, useCallback, lazy, Suspense, useContext, useRef, useState, type ReactNode } from 'react'
import { ApiError, noteRefusal } from '../api.ts'
import { useText } from '../i18n.tsx'
import type { ObjectInfo } from '../queries.ts'
import { deferred } from '../ui/deferred.tsx'
import { useErrorText } from '../ui/states.tsx'
import { useToast } from '../ui/toast.tsx'
import type { OpenConflict } from './conflict-dialog.tsx'
import { CreateHost } from './create/create-host.tsx'
import { FieldToolsProvider } from './field-tools.tsx'
import type { RecordRow } from './field-web.ts'
import { Conflict, faultFor, missingAtStage, sameValue, writeRecord } from './record-write.ts'
import type { OpenStageFields } from './stage-fields.tsx'
import { writeTexts as texts } from './write-texts.ts'

const StageFields = lazy(() => import('./stage-fields.tsx'))
const ConflictDialog = deferred(() => import('./conflict-dialog.tsx').then((module) => module.ConflictDialog))

/** Undefined when written (or nothing had changed); else the message for the place where the value was entered. */
export type WriteField = (
  object: ObjectInfo, record: RecordRow, data: Record<string, unknown>, options?: { quiet?: boolean; said?: string; asked?: boolean; onRefused?: (error: unknown) => void },
) => Promise<string | undefined>

const Context = createContext<WriteField>(async () => undefined)
export const useWriteField = () => useContext(Context)

export function RecordsFrame({ children }: { children: ReactNode }) {
  return (
    <FieldToolsProvider>
      <Writer><CreateHost>{children}</CreateHost></Writer>
    </FieldToolsProvider>
  )
}

function Writer({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const toast = useToast()
  const t = useText()
  const say = useErrorText()
  const [conflict, setConflict] = useState<OpenConflict | null>(null)
  const [missing, setMissing] = useState<OpenStageFields | null>(null)
  const saying = useRef(say)
  saying.current = say
  const write = useCallback<WriteField>(async (object, record, data, options = {}) => {
    const changed = Object.fromEntries(Object.entries(data).filter(([name, value]) => !sameValue(record[name], value)))
    const names = Object.keys(changed)
    if (!names.length) return undefined
    try {
      const fresh = await writeRecord({ client, object, record, data: changed })
      const before = Object.fromEntries(names.map((name) => [name, record[name] ?? null]))
      const said = options.said ?? t(
        texts.changed,
        { field: names.map((name) => t(object.fields.find((field) => field.name === name)?.label) || name).join(', ') },
      )
      if (!options.quiet) toast({ text: said, undo: () => void write(object, { ...record, ...fresh, ...changed }, before, { said: t(texts.undone) }) })
      return undefined
    } catch (error) {
      if (error instanceof Conflict) {
        setConflict({ object, record, mine: changed, theirs: error.theirs, fields: error.fields })
        return undefined
      }
      const fields = options.asked ? [] : missingAtStage(error, object)
      // the form asks for the rest; whoever waits for the write waits for the form
      if (fields.length) return new Promise((done) => setMissing({ object, record, data: changed, said: options.said, fields, done }))
      const fault = faultFor(error, names[0]) ?? saying.current(error)
      // the field was removed meanwhile: its place on the screen goes, so that the reason is said beside it
      const gone = error instanceof ApiError && error.errors.some(({ code }) => code === 'field.unknown')
      noteRefusal(error)
      options.onRefused?.(error)
      if (gone || (!options.asked && (options.quiet || names.length > 1))) toast({ text: gone ? `${t(object.fields.find((field) => field.name === names[0])?.label)}: ${fault}` : fault, tone: 'bad' })
      return fault
    }
  }, [client, t, toast])
  return (
    <Context.Provider value={write}>
      {children}
      <Suspense fallback={null}>{missing && <StageFields key={missing.record.id} open={missing} onClose={() => setMissing(null)} write={write} />}</Suspense>
      {conflict && <ConflictDialog conflict={conflict} onClose={() => setConflict(null)} write={write} />}
    </Context.Provider>
  )
}
