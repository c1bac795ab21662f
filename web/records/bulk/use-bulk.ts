// Starts bulk work on the selected records; the corner of the shell shows how far it is.
import { useQueryClient } from '@tanstack/react-query'
import type { ObjectInfo } from '../../queries.ts'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { Filter } from '../filter/filter-model.ts'
import type { Selection } from '../list/use-selection.ts'
import { startBulk, type BulkChange } from './bulk-data.ts'

export function useBulk(object: ObjectInfo, filter: Filter | undefined, selection: Selection) {
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  return async (change: BulkChange): Promise<void> => {
    try {
      await startBulk(client, object.name, selection, filter, change)
      selection.clear()
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
}
