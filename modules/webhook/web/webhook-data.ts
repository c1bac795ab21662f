// Webhooks as the API sends them, and what of a sheet is sent back.
export type Webhook = { id: string; url: string; events: string[]; enabled: boolean; allowPrivate: boolean; restUntil: string | null; failures: number }
export type Delivery = { id: string; object: string; record: string; kind: string; state: 'waiting' | 'delivered' | 'failed'; attempts: number; createdAt: string; status: number | null; error: string | null }

export const webhooksKey = ['webhooks']
export const deliveriesKey = (id: string) => ['webhooks', id, 'deliveries']
export const eventKinds = ['created', 'updated', 'deleted', 'restored'] as const

/** 24 random bytes, in letters and digits. */
export function makeSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(36).padStart(2, '0')).join('')
}
