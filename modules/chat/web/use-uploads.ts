// The chat's screens: files on their way to a message, one after the other.
import { useRef, useState } from 'react'
import { api, ApiError } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { useErrorText } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { chatWords as w } from './texts.ts'
import type { Draft } from './use-send.ts'

/** As many as one message holds. */
const most = 10

/** `broken`: one of those taken last did not arrive. */
export function useUploads() {
  const t = useText()
  const toast = useToast()
  const say = useErrorText()
  const [files, setFiles] = useState<Draft['files']>([])
  const [waiting, setWaiting] = useState(0)
  const [share, setShare] = useState(0)
  const [broken, setBroken] = useState(false)
  const queue = useRef(Promise.resolve())
  const send = async (file: File) => {
    try {
      const form = new FormData()
      form.append('file', file, file.name)
      const { id, name, size, type } = await api.post('/files', { body: form, onShare: setShare })
      setFiles((now) => [...now, { id, name, size, type }])
    } catch (error) {
      setBroken(true)
      toast({ text: t(w.attachFailed, { name: file.name, reason: say(error instanceof ApiError ? error : new ApiError(0, { code: 'network' })) }), tone: 'bad' })
    } finally {
      setWaiting((now) => now - 1)
      setShare(0)
    }
  }
  const take = (list: FileList | null) => {
    if (waiting === 0) setBroken(false)
    const chosen = [...list ?? []]
    const taken = chosen.slice(0, Math.max(0, most - files.length - waiting))
    if (taken.length < chosen.length) toast({ text: t(w.mostFiles, { count: chosen.length - taken.length, most }), tone: 'bad' })
    for (const file of taken) {
      setWaiting((now) => now + 1)
      queue.current = queue.current.then(() => send(file))
    }
  }
  const choose = () => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true })
    input.onchange = () => take(input.files)
    input.click()
  }
  return { files, busy: waiting > 0, broken, share, take, choose, drop: (id: string) => setFiles((now) => now.filter((file) => file.id !== id)), clear: () => setFiles([]) }
}
