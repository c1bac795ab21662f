// Sends a file to the server and tells how far it is: fetch tells nothing of what is on its way out.
import { ApiError, currentWorkspace, type Answer } from './api.ts'

/** `onShare` hears 0 to 1; the signal breaks the upload off (it then throws what the signal says). Throws ApiError. */
export function uploadFile(file: File, { onShare, signal }: { onShare?: (share: number) => void; signal?: AbortSignal } = {}): Promise<Answer<'POST /files'>> {
  return new Promise((resolve, reject) => {
    const form = new FormData()
    form.append('file', file, file.name)
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/files')
    request.setRequestHeader('accept-language', document.documentElement.lang)
    const workspace = currentWorkspace()
    if (workspace) request.setRequestHeader('x-workspace', workspace)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onShare?.(total ? loaded / total : 0)
    request.onload = () => {
      if (request.status < 300) resolve(request.response)
      else reject(new ApiError(request.status, request.response ?? {}))
    }
    request.onerror = () => reject(new ApiError(0, { code: 'network' }))
    request.onabort = () => reject(signal?.reason)
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    if (signal?.aborted) reject(signal.reason)
    else request.send(form)
  })
}
