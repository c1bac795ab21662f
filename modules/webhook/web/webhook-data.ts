// Webhooks as the API sends them, and what of a sheet is sent back.
import type { Row } from '../../../web/api.ts'

export type Webhook = Row<'GET /webhooks'>
export type Delivery = Row<'GET /webhooks/{id}/deliveries'>

export const webhooksKey = ['webhooks']
export const deliveriesKey = (id: string) => ['webhooks', id, 'deliveries']
export const eventKinds = ['created', 'updated', 'deleted', 'restored'] as const

/** 24 random bytes, in letters and digits. */
export function makeSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(36).padStart(2, '0')).join('')
}
