// Writing one record from the screen: what is sent, how it shows at once, and what a refusal or a conflict leads to.
import type { QueryClient } from '@tanstack/react-query'
import { api, ApiError } from '../api.ts'
import { keys, type FieldInfo, type ObjectInfo } from '../queries.ts'
import type { RecordRow } from './field-web.ts'
import { changeRecords, mergeRecord, putBack, refreshColumns } from './record-cache.ts'
import { relationKey } from './related.ts'

/** Values as the API takes them: relations without the titles that the screen keeps with them. */
export function toWrite(data: Record<string, unknown>, object: ObjectInfo | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => {
    const field = object?.fields.find((one) => one.name === name)
    return [
      name,
      field?.type === 'relation' ? relationKey(value, field) : field?.type === 'user' && value && typeof value === 'object' ? (value as RecordRow).id : value,
    ]
  }))
}

export const sameValue = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** Someone else changed the same field meanwhile. */
export class Conflict extends Error {
  theirs: RecordRow
  fields: string[]
  constructor(theirs: RecordRow, fields: string[]) {
    super('conflict')
    this.theirs = theirs
    this.fields = fields
  }
}

type Write = { client: QueryClient; object: ObjectInfo; record: RecordRow; data: Record<string, unknown> }

/**
 * Shows the change at once and sends it with the version it was made on. When someone changed other fields meanwhile, it is
 * sent again on top of theirs; when it was the same field, a Conflict is thrown. Every refusal is taken back before it is thrown.
 */
export async function writeRecord({ client, object, record, data }: Write): Promise<RecordRow> {
  const shown = changeRecords(client, object.name, [record.id], (row) => ({ ...row, ...data }))
  try {
    const fresh = await send(object, record, data)
    changeRecords(client, object.name, [record.id], (row) => mergeRecord(row, onlyKnown(row, fresh)))
    void client.invalidateQueries({ queryKey: keys.timeline(object.name, record.id) })
    return fresh
  } catch (error) {
    putBack(client, shown)
    if (error instanceof Conflict) {
      changeRecords(client, object.name, [record.id], (row) => mergeRecord(row, onlyKnown(row, error.theirs)))
      void refreshColumns(client, object.name)
    }
    throw error
  }
}

/** A list holds only the columns it asked for: an answer does not widen its rows. */
const onlyKnown = (row: RecordRow, fresh: RecordRow): RecordRow =>
  Object.fromEntries(Object.entries(fresh).filter(([name]) => name in row)) as RecordRow

async function send(object: ObjectInfo, record: RecordRow, data: Record<string, unknown>, tries = 3): Promise<RecordRow> {
  const path = { object: object.name, id: record.id }
  const body = toWrite(data, object)
  try {
    return await api.patch('/records/{object}/{id}', { path, body, ifMatch: record.version })
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412 || tries === 0) throw error
    const theirs = await api.get('/records/{object}/{id}', { path })
    const base = toWrite(record, object)
    const both = Object.keys(body).filter((name) => !sameValue(base[name], theirs[name]) && !sameValue(body[name], theirs[name]))
    if (both.length) throw new Conflict(theirs, both)
    return send(object, { ...record, version: theirs.version }, data, tries - 1)
  }
}

/** The fields that a refused write lacks in the record's stage, as far as the caller may fill all of them. */
export function missingAtStage(error: unknown, object: ObjectInfo): FieldInfo[] {
  if (!(error instanceof ApiError) || !error.errors.length || error.errors.some(({ code }) => code !== 'field.requiredAtStage')) return []
  const fields = error.errors.flatMap(({ path }) => object.fields.find((field) => field.name === path && field.access === 'write') ?? [])
  return fields.length === error.errors.length ? fields : []
}

/** The message for a field of a refused write; a fault of a part (`amount.currency`) belongs to its field. */
export function faultFor(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const found = error.errors.find(({ path }) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`) || path === `data.${field}`)
  return found?.message
}
