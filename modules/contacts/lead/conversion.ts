// Contacts: a lead becomes a contact, a company and a deal, once. Whoever is known by phone or email already is reused; what
// was about the lead goes over to the contact, open tasks to the deal. Files stay on the lead, which is kept and can be read.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { isoTime } from '../../../kernel/field/iso-time.ts'
import { moment } from '../../../kernel/http/answer-part.ts'
import { Problem } from '../../../kernel/http/errors.ts'
import { derivedTypes, type FieldDefinition } from '../../../kernel/object/definition.ts'
import { canRead, canWrite, covers, isKnownField, isMasked, mayCreate, rowFilter, sharedAccess, type Place } from '../../../kernel/permission/rules.ts'
import { filterToSql } from '../../../kernel/filter/to-sql.ts'
import { readRecord, readRecordOrNull } from '../../../kernel/record/find.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import type { RecordValues } from '../../../kernel/record/hook.ts'
import { lockRows } from '../../../kernel/record/lock.ts'
import { newId } from '../../../kernel/record/new-id.ts'
import { isEmpty } from '../../../kernel/record/prepare.ts'
import { writeRecords } from '../../../kernel/record/write.ts'
import { duplicateAnswer } from '../duplicate/find.ts'
import { findContactByIdentity } from '../identity/identity.ts'
import { moveToContact } from './handover.ts'
import { readMapping, type Mapping } from './mapping.ts'
import { writtenBy, type Trace, type Written } from './trace.ts'
import { undoableUntil } from './undo.ts'

/** What a lead became. */
export const convertedAnswer = z.object({ contact: z.string(), company: z.string().nullable(), deal: z.string().nullable() })
type Converted = z.output<typeof convertedAnswer>

/** What it became, or (while it has not) who it may be already. */
export const conversionAnswer = z.object({ converted: convertedAnswer.extend({ convertedAt: moment, undoableUntil: moment.nullable().describe('Null where it cannot be undone any more') }).nullable(), contacts: z.array(duplicateAnswer), companies: z.array(duplicateAnswer) })

export interface ConversionInput {
  /** More of the deal; null: none is made. */
  deal?: RecordValues | null
  /** Those that are there already. */
  contact?: string
  company?: string | null
}

const table = ({ workspace }: Context) => identifier(workspace.schema, '_lead_conversion')

type Conversion = Converted & { convertedAt: Date, undoableUntil: Date | null }

export async function readConversion(context: Context, lead: string): Promise<Conversion | undefined> {
  const [row] = await context.sql.query<Converted & { convertedAt: Date, known: boolean }>(sql`select contact, company, deal, converted_at as "convertedAt", trace is not null as known from ${table(context)} where lead = ${lead}::uuid and undone_at is null`)
  if (!row) return undefined
  const { known, ...conversion } = row
  const until = undoableUntil(row.convertedAt)
  return { ...conversion, undoableUntil: known && context.now.getTime() <= until.getTime() ? until : null }
}

/** Converts it, or answers what it was converted to. Throws `notFound`, `permission.denied` (all three objects are needed), and what the writes refuse. */
export async function convertLead(context: Context, id: string, input: ConversionInput): Promise<Converted> {
  await readRecord(context, 'lead', id, { fields: ['id'] })
  const row = (await lockRows(context, context.workspace.objects.get('lead')!, [id])).get(id)
  const before = await readConversion(context, id)
  if (before) return { contact: before.contact, company: before.company, deal: before.deal }
  if (!row || row.deleted) throw new Problem('notFound')
  if (!covers(context, 'lead', 'update', { ...row, owner: row.values.owner }) || !['contact', 'company', 'deal'].every(object => mayCreate(context, object))) throw new Problem('permission.denied')
  const lead = knownValues(context, row.values)
  await lockNames(context, lead)
  const mapping = await readMapping(context)
  const trace: Trace = { status: lead.status, made: [], written: [] }
  const company = await companyFor(context, lead, input, mapping, trace)
  const contact = await contactFor(context, lead, input, company, mapping, trace)
  const deal = input.deal === null ? null : await makeDeal(context, lead, input.deal ?? {}, contact, company, mapping, trace)
  trace.written.push(...await moveToContact(context, id, contact, deal))
  await context.sql.query(sql`insert into ${table(context)} (id, lead, contact, company, deal, trace, converted_at, converted_by)
    values (${newId()}::uuid, ${id}::uuid, ${contact}::uuid, ${company}::uuid, ${deal}::uuid, ${JSON.stringify(trace)}::jsonb, ${context.now}::timestamptz, ${context.actor.member}::uuid)`)
  await writeRecords(context, 'lead', [{ op: 'update', id, data: { status: 'converted', convertedAt: isoTime(context.now) } }], { unbounded: true })
  return { contact, company, deal }
}

/** What she may know of the lead. A masked value is there as it is, to be handed on to the field of that name where she sees masks too. */
function knownValues(context: Context, values: RecordValues): RecordValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isKnownField(context, 'lead', name)))
}

/** A name that goes over to a field of another name: what is masked stays where it is. */
function nameFrom(context: Context, lead: RecordValues, ...names: string[]): string | null {
  return names.filter(name => canRead(context, 'lead', name)).map(name => lead[name]).find(value => !isEmpty(value)) ?? null
}

/** Two leads of one person or company, converted at once, take turns: the second finds what the first made. */
async function lockNames(context: Context, { phone, email, companyName }: RecordValues): Promise<void> {
  const names = [phone && `phone ${phone}`, email && `email ${String(email).toLowerCase()}`, companyName && `company ${String(companyName).toLowerCase()}`].filter(Boolean).map(name => `convert ${context.workspace.schema} ${name}`).sort()
  for (const name of names) await context.sql.query(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}

/** What the lead gives to an object: the fields that are the same in both, as the caller may see and write them. */
function valuesFor(context: Context, lead: RecordValues, object: 'contact' | 'company' | 'deal', own: RecordValues, mapping: Mapping): RecordValues {
  const target = context.workspace.objects.get(object)!
  const values: RecordValues = {}
  const give = (field: FieldDefinition | undefined, value: unknown, source: string) => {
    const told = isMasked(context, 'lead', source) && field !== undefined && canRead(context, object, field.name)
    if (field && !told && !isEmpty(value) && canWrite(context, object, field) && !derivedTypes.has(field.type)) values[field.name] = value
  }
  for (const source of context.workspace.objects.get('lead')!.fields) {
    if (source.standard || source.from === 'contacts' || ['file', 'image', 'autoNumber'].includes(source.type) || !isKnownField(context, 'lead', source.name)) continue
    const rule = mapping[source.name]
    if (rule === null || (rule && rule.object !== object)) continue
    const field = target.fields.find(each => each.name === (rule?.field ?? source.name))
    if (field?.type === source.type) give(field, lead[source.name], source.name)
  }
  for (const [name, value] of Object.entries(own)) give(target.fields.find(each => each.name === name), value, name)
  return values
}

async function companyFor(context: Context, lead: RecordValues, input: ConversionInput, mapping: Mapping, trace: Trace): Promise<string | null> {
  if (input.company) return (await readExisting(context, 'company', input.company)).id
  const name = nameFrom(context, lead, 'companyName')
  if (input.company === null || name === null) return null
  const [known] = !canRead(context, 'company', 'name') ? [] : await context.sql.query<{ id: string }>(sql`select t."id" from ${tableOf(context, 'company')} t where lower(t."name") = lower(${name}) and t."_deletedAt" is null
    and ${filterToSql(rowFilter(context, 'company'), 't', context.workspace.schema)} order by t."id" limit 1`)
  if (known) return known.id
  const values = valuesFor(context, lead, 'company', { name, customerType: lead.customerType, owner: lead.owner, tags: lead.tags }, mapping)
  return create(context, 'company', values, trace)
}

async function contactFor(context: Context, lead: RecordValues, input: ConversionInput, company: string | null, mapping: Mapping, trace: Trace): Promise<string> {
  const { firstName, lastName, email, phone, source, owner, tags } = lead
  const named = firstName || lastName || email || phone
  const values = valuesFor(context, lead, 'contact', {
    firstName: named ? firstName : nameFrom(context, lead, 'companyName'), lastName, email, phone, source, owner, tags, company, customerType: company ? lead.customerType : 'b2c',
  }, mapping)
  const known = input.contact ? await readExisting(context, 'contact', input.contact) : await knownContact(context, lead)
  if (!known) return create(context, 'contact', values, trace)
  trace.written.push(...await fillEmpty(context, known, values))
  return known.id
}

async function readExisting(context: Context, object: string, id: string): Promise<RecordValues> {
  const found = await readRecordOrNull(context, object, id)
  if (!found) throw new Problem('invalid', { faults: [{ path: object, code: 'relation.unknown' }] })
  return found
}

/** Only one that the caller may read, by a number that she may ask for whole: of another she learns no more than that the number is taken, where it is verified. */
async function knownContact(context: Context, lead: RecordValues): Promise<RecordValues | undefined> {
  for (const kind of ['phone', 'email']) {
    if (!lead[kind] || !isKnownField(context, 'contact', kind)) continue
    const id = await findContactByIdentity(context, kind, lead[kind]).catch((refusal: unknown) => {
      // a number that was imported as it came is nobody's
      if (!(refusal instanceof Problem)) throw refusal
      return undefined
    })
    const found = id && await readRecordOrNull(context, 'contact', id)
    if (found) return found
  }
  return undefined
}

/** What a contact that is there lacks, if the caller may change it. */
async function fillEmpty(context: Context, contact: RecordValues, values: RecordValues): Promise<Written[]> {
  const [place] = await context.sql.query<Place>(sql`select t."owner", t."_team" as team, ${sharedAccess(context, 'contact', 't')} as shared from ${tableOf(context, 'contact')} t where t."id" = ${contact.id}::uuid`)
  const data = Object.fromEntries(Object.entries(values).filter(([name]) => isEmpty(contact[name]) && canRead(context, 'contact', name)))
  if (Object.keys(data).length === 0 || !covers(context, 'contact', 'update', place)) return []
  const changes = await writeRecords(context, 'contact', [{ op: 'update', id: contact.id, data }])
  return changes.map(change => writtenBy(change, Object.keys(data)))
}

async function makeDeal(context: Context, lead: RecordValues, given: RecordValues, contact: string, company: string | null, mapping: Mapping, trace: Trace): Promise<string> {
  const { source, owner, tags } = lead
  const values = valuesFor(context, lead, 'deal', { name: nameFrom(context, lead, 'companyName', 'fullName', 'email', 'phone'), source, owner, tags }, mapping)
  return create(context, 'deal', { ...values, ...given, ...valuesFor(context, {}, 'deal', { contact, company }, mapping) }, trace)
}

async function create(context: Context, object: string, data: RecordValues, { made }: Trace): Promise<string> {
  const [change] = await writeRecords(context, object, [{ op: 'create', data }], { path: (_, part) => part ? `${object}.${part}` : object })
  made.push({ object, id: change.id, version: change.version })
  return change.id
}
