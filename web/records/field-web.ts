// The contract of a field type's web part: how a value is shown, edited and filtered by. One file per type,
// kernel/field/types/<name>/<name>.tsx; the list is kernel/field/types/web.ts.
import type { ComponentType, ReactNode } from 'react'
import type { FieldInfo } from '../queries.ts'
import type { FieldTools } from './field-tools.tsx'

/** A record as the API sends it: values by field name. */
export type RecordRow = { id: string; version: number; [field: string]: unknown }

/** `value` is in API form and never empty: an empty value is drawn by whoever asks. */
export type CellProps = {
  value: any; field: FieldInfo; record?: RecordRow
  /** Stands inside a button or a link: draws no link of its own. */
  plain?: boolean
}

export type InputProps = {
  value: any
  /** Gets the value in API form; null when emptied. What cannot be understood is passed on as typed, for the server to refuse. */
  onChange: (value: unknown) => void
  field: FieldInfo
  record?: RecordRow
  label?: ReactNode
  help?: ReactNode
  error?: ReactNode
  required?: boolean
  optional?: boolean
  /** The accessible name where there is no visible label. */
  name?: string
  autoFocus?: boolean
  large?: boolean
}

/** The shapes of an operator's argument, as kernel/field/field-type.ts names them. */
export type ArgumentKind = 'value' | 'values' | 'range' | 'boolean' | 'text' | 'period' | 'none'
export type OperatorName =
  | 'eq' | 'ne' | 'in' | 'notIn' | 'gt' | 'gte' | 'lt' | 'lte' | 'between' | 'contains' | 'startsWith' | 'empty' | 'hasAny' | 'hasAll'
  | 'before' | 'after' | 'on' | 'last' | 'next' | 'today' | 'within'
export type OperatorChoice = { name: OperatorName; argument: ArgumentKind }

export type FilterInputProps = { argument: ArgumentKind; value: any; onChange: (value: unknown) => void; field: FieldInfo; name: string }

export interface FieldWeb {
  Cell: ComponentType<CellProps>
  Input: ComponentType<InputProps>
  /** For the arguments `value`, `values` and `text`; the rest (ranges, periods, yes and no) is drawn alike for all types. */
  FilterInput: ComponentType<FilterInputProps>
  /** As the filter builder offers them, most used first. */
  operators: OperatorChoice[]
  /** Width of a new column in pixels. */
  width: number
  align?: 'end'
  /** How a cell is edited: in its place, in a panel that hangs from it, at once (a switch), or not at all. */
  editor: 'line' | 'panel' | 'switch' | 'none'
  /** A cell shows the value in words and nothing else. */
  isWords?: boolean
  /** The value in words: for copying, for names of controls, for the timeline. */
  text: (value: any, field: FieldInfo, tools: FieldTools) => string
}

const choice = (name: OperatorName, argument: ArgumentKind): OperatorChoice => ({ name, argument })
const empty = choice('empty', 'boolean')

/** Operators that several types share. */
export const operatorSets = {
  text: [choice('contains', 'text'), choice('eq', 'text'), choice('ne', 'text'), choice('startsWith', 'text'), choice('in', 'values'), empty],
  number: [
    choice('eq', 'value'), choice('gte', 'value'), choice('lte', 'value'), choice('between', 'range'),
    choice('ne', 'value'), choice('gt', 'value'), choice('lt', 'value'), empty,
  ],
  date: [
    choice('on', 'value'), choice('before', 'value'), choice('after', 'value'), choice('between', 'range'),
    choice('today', 'none'),
    choice('last', 'period'), choice('next', 'period'), empty,
  ],
  choice: [choice('in', 'values'), choice('notIn', 'values'), empty],
  several: [choice('hasAny', 'values'), choice('hasAll', 'values'), empty],
  boolean: [choice('eq', 'boolean')],
}
