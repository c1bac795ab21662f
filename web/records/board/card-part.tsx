// What an object of a module shows at the foot of its cards, and the fields that this needs.
import { Suspense, type ComponentType } from 'react'
import type { RecordRow } from '../field-web.ts'

type Part = { fields: string[]; Part: ComponentType<{ card: RecordRow }> }

const parts: Record<string, Part> = {}

export const fieldsOfCardPart = (object: string): readonly string[] => parts[object]?.fields ?? []

export function CardPart({ object, card }: { object: string; card: RecordRow }) {
  const part = parts[object]
  return part ? <Suspense><part.Part card={card} /></Suspense> : null
}
