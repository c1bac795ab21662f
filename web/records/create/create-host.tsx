// Opening the create form from anywhere on a record screen: `const create = useCreate(); create({ object })`.
import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from 'react'
import type { ObjectInfo } from '../../queries.ts'
import type { RecordRow } from '../field-web.ts'

export type CreateRequest = {
  object: ObjectInfo
  /** Values that the form begins with. */
  data?: Record<string, unknown>
  /** Called with the new record; without it the form offers to open it. */
  onCreated?: (record: RecordRow) => void
}

const CreateDialog = lazy(() => import('./create-dialog.tsx'))
const Context = createContext<(request: CreateRequest) => void>(() => {})
export const useCreate = () => useContext(Context)

export function CreateHost({ children }: { children: ReactNode }) {
  const [request, setRequest] = useState<CreateRequest | null>(null)
  const open = useCallback((next: CreateRequest) => setRequest(next), [])
  return (
    <Context.Provider value={open}>
      {children}
      <Suspense fallback={null}>{request && <CreateDialog request={request} onClose={() => setRequest(null)} />}</Suspense>
    </Context.Provider>
  )
}
