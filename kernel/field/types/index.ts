// All field types. A new one is its folder and one line here (and one in web.ts).
import type { FieldDefinition } from '../../object/definition.ts'
import type { FieldType } from '../field-type.ts'
import { address } from './address/address.ts'
import { autoNumber } from './auto-number/auto-number.ts'
import { boolean } from './boolean/boolean.ts'
import { currency } from './currency/currency.ts'
import { date } from './date/date.ts'
import { dateTime } from './date-time/date-time.ts'
import { decimal } from './decimal/decimal.ts'
import { duration } from './duration/duration.ts'
import { email } from './email/email.ts'
import { file } from './file/file.ts'
import { geo } from './geo/geo.ts'
import { id } from './id/id.ts'
import { image } from './image/image.ts'
import { json } from './json/json.ts'
import { longText } from './long-text/long-text.ts'
import { multiSelect } from './multi-select/multi-select.ts'
import { number } from './number/number.ts'
import { percent } from './percent/percent.ts'
import { phone } from './phone/phone.ts'
import { rating } from './rating/rating.ts'
import { relation } from './relation/relation.ts'
import { richText } from './rich-text/rich-text.ts'
import { select } from './select/select.ts'
import { tags } from './tags/tags.ts'
import { text } from './text/text.ts'
import { time } from './time/time.ts'
import { url } from './url/url.ts'
import { user } from './user/user.ts'

export const fieldTypes: Record<string, FieldType> = {
  id, text, longText, number, decimal, currency, percent, boolean,
  date, dateTime, time, duration, email, phone, url, select,
  multiSelect, tags, rating, relation, user, address, json, richText, geo, autoNumber, file, image,
}

/** The name of the type that a field's values are kept and read as: of a formula or roll-up that of its result. */
export function kindOf({ type, result }: FieldDefinition): string {
  return result ?? type
}

/** The type of a field of a checked definition; of a formula or roll-up the one that its values are kept as. */
export function typeOf(field: FieldDefinition): FieldType {
  const name = kindOf(field)
  if (!Object.hasOwn(fieldTypes, name)) throw new Error(`No field type ${name}`)
  return fieldTypes[name]
}
