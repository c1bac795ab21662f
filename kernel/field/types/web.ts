// The web parts of the field types, by the type's name; the server's list is index.ts. Only web code imports this file,
// and only screens that are loaded when opened.
import type { FieldWeb } from '../../../web/records/field-web.ts'
import { address } from './address/address.tsx'
import { autoNumber } from './auto-number/auto-number.tsx'
import { boolean } from './boolean/boolean.tsx'
import { currency } from './currency/currency.tsx'
import { dateTime } from './date-time/date-time.tsx'
import { date } from './date/date.tsx'
import { decimal } from './decimal/decimal.tsx'
import { duration } from './duration/duration.tsx'
import { email } from './email/email.tsx'
import { file } from './file/file.tsx'
import { geo } from './geo/geo.tsx'
import { image } from './image/image.tsx'
import { json } from './json/json.tsx'
import { longText } from './long-text/long-text.tsx'
import { multiSelect } from './multi-select/multi-select.tsx'
import { number } from './number/number.tsx'
import { percent } from './percent/percent.tsx'
import { phone } from './phone/phone.tsx'
import { rating } from './rating/rating.tsx'
import { relation } from './relation/relation.tsx'
import { richText } from './rich-text/rich-text.tsx'
import { select } from './select/select.tsx'
import { tags } from './tags/tags.tsx'
import { text } from './text/text.tsx'
import { time } from './time/time.tsx'
import { url } from './url/url.tsx'
import { user } from './user/user.tsx'

export const fieldWebs: Record<string, FieldWeb> = {
  address, autoNumber, boolean, currency, date, dateTime, decimal, duration, email, file, geo, image, json, longText, multiSelect, number, percent, phone, rating, relation, richText, select, tags, text,
  time, url, user,
}

/** A type that this build does not know is shown as text and not edited. */
export const fieldWebOf = (type: string): FieldWeb => fieldWebs[type] ?? unknownType
const unknownType: FieldWeb = { ...text, editor: 'none', operators: [], text: (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)) }
