// Settings, objects: saving an object's list of rules or of unique combinations with one of them put, changed or taken away.
import { useMutation } from '@tanstack/react-query'
import { api, queryClient } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import { keys, type ObjectInfo } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { useToast } from '../../ui/toast.tsx'

type Lists = { validations: NonNullable<ObjectInfo['validations']>; uniqueSets: ObjectInfo['uniqueSets'] }

/** `null` takes the one at this place away; a place behind the last adds. */
export function useSaveRule<Name extends keyof Lists>(object: ObjectInfo, name: Name, at: number, onDone: () => void) {
  const t = useText()
  const toast = useToast()
  return useMutation({
    mutationFn: (next: Lists[Name][number] | null) => {
      const list = [...(object[name] ?? [])] as Lists[Name][number][]
      list.splice(at, 1, ...(next ? [next] : []))
      return api.patch('/objects/{object}', { path: { object: object.name }, body: { [name]: list } })
    },
    onSuccess: async () => {
      onDone()
      toast({ text: t(texts.saved) })
      await queryClient.invalidateQueries({ queryKey: keys.objects })
    },
  })
}
