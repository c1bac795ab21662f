// Contacts: which field of a lead goes where at its conversion, for the fields that a company added. Without a word here it
// goes to the field of the same name and type, in each of the three objects.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { refuse, type Fault } from '../../../kernel/http/errors.ts'
import { recordChange } from '../../../kernel/object/change.ts'
import { readSetting, writeSetting } from '../../../kernel/workspace/setting.ts'

const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,47}$/)
export const mappingInput = z.record(name, z.strictObject({ object: z.enum(['contact', 'company', 'deal']), field: name }).nullable())
/** By field of the lead; null: it goes nowhere. */
export type Mapping = z.output<typeof mappingInput>
export const mappingAnswer = z.object({ fields: mappingInput })
const SETTING = 'leads.conversion'

export async function readMapping(context: Context): Promise<Mapping> {
  return await readSetting<Mapping>(context, SETTING) ?? {}
}

/** Throws with every name that is not there, and where the types differ. */
export async function writeMapping(context: Context, mapping: Mapping): Promise<void> {
  const faults: Fault[] = Object.entries(mapping).flatMap(([from, to]) => {
    const typeOf = (object: string, field: string) => context.workspace.objects.get(object)?.fields.find(each => each.name === field && !each.standard && !each.readOnly)?.type
    const own = typeOf('lead', from)
    if (!own) return [{ path: from, code: 'field.unknown' }]
    return to === null || typeOf(to.object, to.field) === own ? [] : [{ path: `${from}.field`, code: 'field.unknown' }]
  })
  if (faults.length) throw refuse(faults)
  const before = await readMapping(context)
  await writeSetting(context, SETTING, mapping)
  await recordChange(context, '_setting', SETTING, before, mapping)
}
