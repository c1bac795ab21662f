// Files over HTTP: bring one, fetch it, a thumbnail of it, its older versions.
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { paged } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { flag } from '../http/query-part.ts'
import { Answer, route } from '../http/route.ts'
import { pageInOrder, pageQuery } from '../workspace/page.ts'
import { showsInline } from './file-type.ts'
import { fileAnswer, presentFile, readFile, readVersions, type FileRow } from './file.ts'
import { disposition } from './name.ts'
import { rangeOf, type ByteRange } from './range.ts'
import { receiveFile } from './receive.ts'
import { keyOf, storeOf } from './store.ts'
import { readThumbnail, THUMBNAIL_TYPE, thumbnailSizes } from './thumbnail.ts'

const tag = 'files'
const params = z.object({ id: z.uuid() })
/** Whatever a file holds, it runs no script here and loads nothing. */
const sealed = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
/** A PDF is also looked at inside a page of ours. */
const framed = { 'content-security-policy': "frame-ancestors 'self'", 'x-frame-options': 'SAMEORIGIN' }

export const fileRoutes = [
  route({ method: 'POST', path: '/files', tag, summary: 'Upload a file (multipart: file); hang it on a record within a day', multipart: true, ownTransaction: true, status: 201, answer: fileAnswer,
    handler: async (context, { request, app }) => {
      try {
        return presentFile(await receiveFile(context, app, request))
      } finally {
        // what is left of a refused body must flow on, else the connection's next request waits behind it
        request.raw.unpipe().resume()
      }
    } }),

  route({ method: 'GET', path: '/files/:id', tag, summary: 'A file\'s content, or the part of it that the header Range names (206)', params, query: z.strictObject({ download: flag.optional() }), answer: '*/*',
    handler: async (context, { params: { id }, query, app, request: { headers }, reply }) => {
      const file = await readFile(context, id)
      if (isKnown(headers['if-none-match'], file)) return new Answer({ status: 304, headers: cacheHeaders(file) })
      const part = rangeOf(headers.range, String(headers['if-range'] ?? etagOf(file)), { size: file.size, etag: etagOf(file) })
      if (part !== 'none') return sendFile(context, app, file, { download: query.download === true, part })
      reply.header('content-range', `bytes */${file.size}`)
      throw new Problem('range.unsatisfiable')
    } }),

  route({ method: 'GET', path: '/files/:id/thumbnail', tag, summary: 'A small version of a picture (WebP)', params,
    answer: THUMBNAIL_TYPE, query: z.strictObject({ size: z.coerce.number().pipe(z.literal([...thumbnailSizes])).default(320) }),
    handler: async (context, { params: { id }, query: { size }, app, request }) => {
      const file = await readFile(context, id)
      if (isKnown(request.headers['if-none-match'], file)) return new Answer({ status: 304, headers: cacheHeaders(file) })
      const stream = await readThumbnail(storeOf(app), context.workspace.schema, file, size)
      return new Answer({ stream, headers: { ...cacheHeaders(file), 'content-type': THUMBNAIL_TYPE, 'content-security-policy': sealed } })
    } }),

  route({ method: 'GET', path: '/files/:id/versions', tag, summary: 'The file and its older versions, newest first', params, query: pageQuery, answer: paged(fileAnswer),
    handler: async (context, { params: { id }, query }) => {
      await readFile(context, id)
      const { data, page } = pageInOrder(await readVersions(context, id), query)
      return { data: data.map(presentFile), page }
    } }),
]

async function sendFile(context: Context, app: App, file: FileRow, { download, part }: { download: boolean, part: ByteRange | undefined }): Promise<Answer> {
  const stream = await storeOf(app).get(keyOf(context.workspace.schema, file.id), part)
  if (!stream) throw new Problem('notFound')
  const inline = showsInline(file.type) && !download
  // texts are sent as plain ones: what looks like a page is not opened as one
  const type = inline || !file.type.startsWith('text/') ? file.type : 'text/plain; charset=utf-8'
  const size = part ? part.end - part.start + 1 : file.size
  return new Answer({ stream, status: part ? 206 : 200, headers: {
    ...cacheHeaders(file), 'content-type': type, 'content-length': String(size), 'accept-ranges': 'bytes', ...part && { 'content-range': `bytes ${part.start}-${part.end}/${file.size}` },
    'content-disposition': disposition(inline ? 'inline' : 'attachment', file.name),
    // a browser's own viewer of PDF works in no sandbox
    ...inline && file.type === 'application/pdf' ? framed : { 'content-security-policy': sealed },
  } })
}

/** Kept by the browser and asked about each time: a right may have gone. */
function cacheHeaders(file: FileRow): Record<string, string> {
  return { 'cache-control': 'private, no-cache', 'etag': etagOf(file) }
}

function etagOf({ digest }: FileRow): string {
  return `"${digest.slice(0, 32)}"`
}

/** Any of the versions that the caller has, those marked as weak too (RFC 9110, 13.1.2). */
function isKnown(header: string | undefined, file: FileRow): boolean {
  return header !== undefined && header.split(',').map(each => each.trim().replace(/^W\//, '')).some(each => each === '*' || each === etagOf(file))
}
