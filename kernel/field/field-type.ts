// The contract of a field type: column, parse, operators, sort, format. One folder each in types/, one line in types/index.ts.
import type { Sql } from '../database/sql.ts'
import type { FieldDefinition, Label, ObjectDefinition } from '../object/definition.ts'
import type { Context, Locale } from '../context.ts'
import type { Change } from '../record/hook.ts'

/** What a value's meaning may depend on. Built once per request from the context. */
export interface FieldEnvironment {
  /** The workspace's currency (ISO 4217), time zone (IANA) and phone country (ISO 3166). */
  currency: string
  timeZone: string
  phoneCountry: string
  locale: Locale
  now: Date
  /** The member that "@me" stands for. */
  me: string | null
  /** The members of a branch, by its id or name, or of the caller's own (`@branch`); undefined where there is no such branch. */
  membersIn?(branch: string): string[] | undefined
  /** What a branch is called. */
  branchLabel?(branch: string): Label | undefined
  /** Options of a select in force: a stage's come from the pipelines of the workspace. */
  optionsOf(field: FieldDefinition): { value: string, label: Label }[]
  /** Kept as it came and marked instead of refused (imports): phones that cannot be normalised. */
  lenient: boolean
  /** The language of the person whose texts are read; none for files, which may speak another one than whoever brings them. */
  speech?: Locale
  /** The language that writes numbers as the rest of a file's column does, where that tells: what "1.234" means there. */
  numbers?: Locale
  /** Which number of "1/2/2026" is the month, where the file's other days tell; else the second. */
  dayOrder?: DayOrder
}

export type DayOrder = 'dayFirst' | 'monthFirst'

/** A value refused: a code of kernel/http/errors.ts such as `value.invalid`, with parameters of its text. */
export class InvalidValue extends Error {
  readonly code: string
  readonly parameters: Record<string, string | number>

  constructor(code: string, parameters: Record<string, string | number> = {}) {
    super(code)
    this.code = code
    this.parameters = parameters
  }
}

/** One column of a field. Its name is the field's with the suffix: `amount`, `amountCurrency`; `about_deal`. */
export interface Column {
  suffix: string
  /** The PostgreSQL type, as `format_type` prints it, so that definitions and tables can be compared. */
  type: string
  /** The object whose table (or `_member`) it references; rows of the bin keep their references. */
  references?: string
  /** A default for existing rows, as SQL. */
  default?: string
}

/** What one operator of a type means, twice: as SQL over the field's columns and as a test on a value in API form. */
export interface Operator {
  label: Label
  /** The shape of its argument, for the filter builder and the documentation. */
  argument: 'value' | 'values' | 'range' | 'boolean' | 'text' | 'period' | 'none'
  /** Checks and normalises the argument of the filter; throws InvalidValue. */
  parse(argument: unknown, field: FieldDefinition, environment: FieldEnvironment): unknown
  /**
   * An SQL condition that is true exactly where `test` is; where it is not, it may be false or null (so that an index serves
   * it), hence a negation is `(…) is not true`. `ne` and `notIn` include empties. Uses parameters for arguments.
   */
  toSql(column: (suffix?: string) => Sql, argument: any, field: FieldDefinition, environment: FieldEnvironment): Sql
  /** The same on a value in API form (null when empty). */
  test(value: any, argument: any, field: FieldDefinition, environment: FieldEnvironment): boolean
  /** The argument in words, where it is no value of the field. */
  describe?(argument: any, locale: Locale): string
}

/** A field's part in one write of an object, before it is known what changed (kernel/record/settle.ts). */
export interface Settlement {
  context: Context
  object: ObjectDefinition
  field: FieldDefinition
  /** Creations and updates, in order; `after` may still be completed. */
  changes: Change[]
  /** Nothing may be written. */
  dryRun: boolean
  /** Nobody gave anything: records that were there before a field are given what a new one would have (WriteOptions). */
  recompute: boolean
  /** The kernel's or a module's own write: the caller's rights are not asked. */
  unbounded: boolean
  /** Refuses a change for the field's value, with a code of kernel/http/errors.ts. */
  refuse(change: Change, code: string, parameters?: Record<string, string | number>): void
}

export interface FieldType {
  name: string
  label: Label
  /** A field's columns, in a fixed order. Almost always one with the suffix ''. */
  columns(field: FieldDefinition): Column[]
  /** Checks the type's own settings in a definition (options, to, max, scale …); throws InvalidValue. */
  checkDefinition?(field: FieldDefinition): void
  /** What the type itself says of its fields, whatever their definitions say. Called before they are checked. */
  complete?(field: FieldDefinition): Partial<FieldDefinition>
  /**
   * From JSON (API, workflow) to the value in API form, normalised; null when empty. Throws InvalidValue.
   * It accepts no more than is unambiguous: text from people goes through `parseText` first.
   */
  parse(input: unknown, field: FieldDefinition, environment: FieldEnvironment): unknown
  /** From a cell of a spreadsheet or a pasted text ("Rp 3.500.000", "15 Apr, 2021 00:02:00"); default: `parse` of the text. */
  parseText?(text: string, field: FieldDefinition, environment: FieldEnvironment & { dateFormat?: string }): unknown
  /**
   * Completes or checks the values of a whole set of changes where the database is needed: numbers that count, files that
   * must be there. In the write's transaction, set-based; called only where the field is filled or may be filled.
   */
  settle?(settlement: Settlement): Promise<void>
  /** From the value in API form to one JSON-ready value per column, for jsonb_to_recordset. */
  toColumns(value: any, field: FieldDefinition): unknown[]
  /** An SQL expression that yields the value in API form as row_to_json would print it. */
  read(column: (suffix?: string) => Sql, field: FieldDefinition): Sql
  operators: Record<string, Operator>
  /** Keys of a jsonb value that filters reach as text, `{ "city": { "eq": … } }`; their operators are those of text. */
  parts?: Record<string, Label>
  /** The expression that sorts (and is indexed), with the PostgreSQL type that a cursor's value is cast to; null: not sortable. */
  sort: { expression(column: (suffix?: string) => Sql): Sql, type: string } | null
  /** Index kinds for `index: true`: `btree` on the sort expression, `gin` for arrays. */
  index: 'btree' | 'gin' | null
  /** Text of a value for exports, histories and messages. */
  format(value: any, field: FieldDefinition, environment: FieldEnvironment): string
  /** Whether `sum`, `avg`, `min`, `max`, `countDistinct` apply. */
  measures: ('sum' | 'avg' | 'min' | 'max' | 'countDistinct')[]
  /** Whether a value takes part in global search, and as what. */
  search?: 'text' | 'phone'
  /** What search reads, as SQL, where it is not the column itself; `format` yields the same words. */
  words?(column: (suffix?: string) => Sql): Sql
  /** Valid inputs of `parse` for a field without settings of its own, for the contract test and the documentation. */
  examples: unknown[]
}
