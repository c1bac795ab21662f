// Which field a heading means: our own names and labels, and those of Zoho CRM, HubSpot and Google Contacts exports.
import { typeOf } from '../../field/types/index.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import type { Workspace } from '../../workspace/workspace.ts'
import { partLabels } from '../export/columns.ts'

/** How a column is written to a field. */
export interface ColumnTarget {
  field: string
  /** For relations: the field of the related record that the cell holds (default: its title). Members: `name` or `email` (default: either). */
  matchOn?: string
  /** For relations: make the related record when there is none. */
  create?: boolean
  /** A cell that cannot be understood is left empty instead of failing the row. */
  optional?: boolean
  /** From a cell's text to a value. */
  values?: Record<string, unknown>
  /** For addresses and amounts: the part that the cell holds. */
  part?: string
  /** Fills the field only in rows where no other column does. */
  spare?: boolean
}

/** Letters and digits alone, small: `E-mail 1 - Value` is `email1value`. */
export function fold(heading: string): string {
  return heading.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Folded headings of the known exports, by object (`*`: any), to field or `field/part` or `field@matchOn`. */
const known: Record<string, Record<string, string>> = {
  '*': { recordid: 'externalId', id: 'externalId', tag: 'tags', labels: 'tags', groupmembership: 'tags', description: 'description' },
  contact: {
    contactid: 'externalId', contactowner: 'owner', givenname: 'firstName', familyname: 'lastName', name: 'firstName', nama: 'firstName', title: 'jobTitle', organizationtitle: 'jobTitle', organization1title: 'jobTitle',
    mobile: 'phone', mobilephonenumber: 'phone', phonenumber: 'phone', telepon: 'phone', nohp: 'phone', nomorhp: 'phone', handphone: 'phone', whatsapp: 'phone', nowa: 'phone', phone1value: 'phone', email1value: 'email', emailaddress: 'email', surel: 'email',
    homephone: 'phone', otherphone: 'phone', workphone: 'phone', phone2value: 'phone', phone3value: 'phone', secondaryemail: 'email', email2value: 'email',
    leadsource: 'source', originalsource: 'source', dateofbirth: 'dateOfBirth', birthday: 'dateOfBirth', tanggallahir: 'dateOfBirth', nameprefix: 'salutation',
    accountid: 'company@externalId', accountnameid: 'company@externalId', associatedcompanyids: 'company@externalId', account: 'company@name', accountname: 'company@name', companyname: 'company@name', associatedcompany: 'company@name', organizationname: 'company@name', organization1name: 'company@name',
    mailingstreet: 'mailingAddress/street', mailingcity: 'mailingAddress/city', mailingstate: 'mailingAddress/province', mailingzip: 'mailingAddress/postalCode', mailingcountry: 'mailingAddress/country',
    street: 'mailingAddress/street', city: 'mailingAddress/city', kota: 'mailingAddress/city', stateregion: 'mailingAddress/province', provinsi: 'mailingAddress/province', postalcode: 'mailingAddress/postalCode', kodepos: 'mailingAddress/postalCode', countryregion: 'mailingAddress/country',
    address1street: 'mailingAddress/street', address1city: 'mailingAddress/city', address1region: 'mailingAddress/province', address1postalcode: 'mailingAddress/postalCode', address1country: 'mailingAddress/country',
  },
  company: {
    accountid: 'externalId', companyid: 'externalId', account: 'name', accountname: 'name', companyname: 'name', accountowner: 'owner', companyowner: 'owner', websiteurl: 'website', companydomainname: 'website', phonenumber: 'phone', sector: 'industry',
    billingstreet: 'billingAddress/street', billingcity: 'billingAddress/city', city: 'billingAddress/city', billingstate: 'billingAddress/province', billingcode: 'billingAddress/postalCode', billingcountry: 'billingAddress/country', countryregion: 'billingAddress/country',
  },
  lead: { leadid: 'externalId', leadowner: 'owner', company: 'companyName', companyname: 'companyName', mobile: 'phone', phonenumber: 'phone', leadsource: 'source', leadstatus: 'status', name: 'firstName', secondaryemail: 'email' },
  deal: {
    dealid: 'externalId', potentialid: 'externalId', opportunityid: 'externalId', dealname: 'name', potentialname: 'name', opportunityname: 'name', dealowner: 'owner', potentialowner: 'owner', salesagent: 'owner', dealstage: 'stage', closedate: 'closingDate', closevalue: 'amount', leadsource: 'source', reasonforloss: 'lostReason',
    account: 'company@name', accountname: 'company@name', accountid: 'company@externalId', accountnameid: 'company@externalId', associatedcompanyids: 'company@externalId', associatedcompany: 'company@name',
    contactid: 'contact@externalId', contactnameid: 'contact@externalId', contactname: 'contact@fullName', associatedcontactids: 'contact@externalId', associatedcontact: 'contact@fullName',
  },
  product: { productid: 'externalId', product: 'name', productname: 'name', productowner: 'owner', productcode: 'sku', productactive: 'active', productmanufacturer: 'brand', productcategory: 'category', cost: 'price', unitprice: 'price', salesprice: 'price' },
  task: { taskid: 'externalId', activityid: 'externalId', taskowner: 'owner', duedate: 'dueAt', contactid: 'contact@externalId' },
}

/** Beside a column of given names these hold what the others hold. */
const wholeName = new Set(['name', 'nama'])

/** What exports of other programs call our options: folded text → value. */
const knownValues: Record<string, Record<string, string>> = {
  'deal.stage': { closedwon: 'won', closedlost: 'lost', qualification: 'qualified', needsanalysis: 'consultation', prospecting: 'prospect', proposalpricequote: 'proposal', negotiationreview: 'negotiation', appointmentscheduled: 'prospect', qualifiedtobuy: 'qualified', presentationscheduled: 'consultation', contractsent: 'negotiation' },
  'deal.pipeline': { salespipeline: 'sales', default: 'sales', standard: 'sales', standardstandard: 'sales' },
  'task.status': { completed: 'done', notstarted: 'open', deferred: 'open' },
}

/**
 * The targets that headings suggest; a column that means nothing is left out. A field is filled by one column: our own
 * names first, then the export's own id before a foreign one.
 */
export function matchHeadings(workspace: Workspace, object: ObjectDefinition, headings: string[], allowed: (field: FieldDefinition) => boolean): (ColumnTarget | null)[] {
  const targets: (ColumnTarget | null)[] = headings.map(() => null)
  const taken = new Set<string>()
  const fields = object.fields.filter(allowed)
  const take = (at: number, target: ColumnTarget | undefined) => {
    const place = target && (target.part ? `${target.field}/${target.part}` : target.field)
    if (!target || targets[at] || taken.has(place!)) return
    taken.add(place!)
    targets[at] = target
  }
  headings.forEach((heading, at) => take(at, partTarget(workspace, fields, heading) ?? labelledPart(fields, heading)))
  headings.forEach((heading, at) => take(at, ownTarget(workspace, fields, heading)))
  const isSplit = headings.some(heading => /^(given|first)name$/.test(fold(heading)))
  headings.forEach((heading, at) => isSplit && wholeName.has(fold(heading)) ? undefined : take(at, knownTarget(object, fields, heading)))
  // an old Zoho export of Potentials carries no id of its own, but that of the one lead it came from
  if (object.name === 'deal' && !taken.has('externalId')) headings.forEach((heading, at) => fold(heading) === 'leadid' && take(at, { field: 'externalId' }))
  for (const target of targets) if (target && taken.has(`${target.field}/currency`) && !target.part) target.part = 'amount'
  // who has a mobile alone is not to lose it because the file knows other phones as well
  headings.forEach((heading, at) => targets[at] ??= spareTarget(object, fields, heading))
  return targets
}

/** Our own exports' `mailingAddress/city` and `amount/currency`; `company/email` names a related record by any unique field. */
function partTarget(workspace: Workspace, fields: FieldDefinition[], heading: string): ColumnTarget | undefined {
  const [name, part, more] = heading.trim().split('/')
  const field = part === undefined || more !== undefined ? undefined : fields.find(each => each.name === name)
  if (!field) return undefined
  if (field.type === 'relation') {
    const related = typeof field.to === 'string' ? workspace.objects.get(field.to) : undefined
    const match = related?.fields.find(each => each.name === part)
    return match && (match.unique || match.name === 'externalId' || match.name === related!.title) ? { field: name, matchOn: part } : undefined
  }
  return (field.type === 'currency' ? ['amount', 'currency'] : Object.keys(typeOf(field).parts ?? {})).includes(part) ? { field: name, part } : undefined
}

/** Our own exports' `Nilai (mata uang)`, beside the amount. */
function labelledPart(fields: FieldDefinition[], heading: string): ColumnTarget | undefined {
  const [, label, part] = /^(.+) \((.+)\)$/.exec(heading.trim().toLowerCase()) ?? []
  if (label === undefined || !Object.values(partLabels.currency).includes(part)) return undefined
  const field = fields.find(each => each.type === 'currency' && [each.label.en, each.label.id].some(own => own?.toLowerCase() === label))
  return field && { field: field.name, part: 'currency' }
}

function ownTarget(workspace: Workspace, fields: FieldDefinition[], heading: string): ColumnTarget | undefined {
  const folded = fold(heading)
  if (folded === '') return undefined
  const field = fields.find(each => fold(each.name) === folded) ?? fields.find(each => [each.label.en, each.label.id].some(label => label && fold(label) === folded))
  if (!field || field.type === 'id') return undefined
  return namesOwner(field) || holdsFiles(field) ? { field: field.name, optional: true } : field.type === 'relation' ? { field: field.name, ...creating(workspace, field) } : { field: field.name }
}

/** Companies that are only named are made, since a name is all they need; nothing else is. */
function creating(workspace: Workspace, field: FieldDefinition): { create?: true } {
  const related = typeof field.to === 'string' ? workspace.objects.get(field.to) : undefined
  return related?.title === 'name' ? { create: true } : {}
}

/** What people read tells the files' names, which lead to no file. */
function holdsFiles({ type }: FieldDefinition): boolean {
  return type === 'file' || type === 'image'
}

/** A foreign file names owners that are no members here. */
function namesOwner(field: FieldDefinition): boolean {
  return field.name === 'owner'
}

function knownTarget(object: ObjectDefinition, fields: FieldDefinition[], heading: string): ColumnTarget | undefined {
  const folded = fold(heading)
  const text = knownText(object.name, folded) ?? knownText('*', folded)
  if (!text) return undefined
  const [place, matchOn] = text.split('@')
  const [name, part] = place.split('/')
  const field = fields.find(each => each.name === name)
  if (!field) return undefined
  const optional = namesOwner(field) || matchOn === 'fullName'
  return { field: name, ...(matchOn ? { matchOn } : {}), ...(part ? { part } : {}), ...(matchOn === 'name' ? { create: true } : {}), ...(optional ? { optional: true } : {}) }
}

/** A further number or address: it stands in where the first one is missing. */
function spareTarget(object: ObjectDefinition, fields: FieldDefinition[], heading: string): ColumnTarget | null {
  const target = knownTarget(object, fields, heading)
  const type = fields.find(field => field.name === target?.field)?.type
  return target && (type === 'phone' || type === 'email') ? { ...target, spare: true, optional: true } : null
}

function knownText(object: string, folded: string): string | undefined {
  const texts = Object.hasOwn(known, object) ? known[object] : {}
  return Object.hasOwn(texts, folded) ? texts[folded] : undefined
}

/** What stands between several values of one cell: HubSpot joins related records so, Google Contacts all that has one label. */
export function separatorOf(heading: string): string | undefined {
  if (/^Associated /i.test(heading)) return ';'
  return /^(E-mail|Phone|Address|Organization|Website)\b.* - /i.test(heading) || /^Organization (Name|Title)$/i.test(heading) ? ' ::: ' : undefined
}

/** The option that another program's word stands for. */
export function knownValue(object: string, field: string, text: string): string | undefined {
  const key = `${object}.${field}`
  if (!Object.hasOwn(knownValues, key)) return undefined
  const folded = fold(text)
  return Object.hasOwn(knownValues[key], folded) ? knownValues[key][folded] : undefined
}
