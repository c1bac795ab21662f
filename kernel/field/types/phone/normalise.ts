// Field type phone: from any spelling to E.164.
import type { CountryCode } from 'libphonenumber-js/max'
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** Indonesian mobile numbers as the library knows them, without its cost: an import reads a million. */
const indonesianMobile = /^(?:\+?62|0)?(8[1-35-9]\d{7,9})$/
const HOME = 'ID'
/** Marks of writing direction, which WhatsApp and Windows copy along, and the apostrophe by which a spreadsheet keeps a number text. */
const unseen = /\p{Cf}|^\s*'/gu
/** A fixed line is dialled with its 0 (or 62): without it "732-984-5010" is some other country's number. */
const lacksTrunk = /^[^\d+]*(?!62)[1-9]/

/** "+628123456789", or null when it is no valid number. One with an extension is none: E.164 would lose it. */
export function normalisePhone(given: string, country: string): string | null {
  if (given.length > 60) return null
  const text = given.replace(unseen, '')
  const mobile = country === HOME ? indonesianMobile.exec(text.replace(/[\s().-]/g, '')) : null
  if (mobile) return `+62${mobile[1]}`
  const home = isSupportedCountry(country) ? country as CountryCode : undefined
  const number = parsePhoneNumberFromString(text.replace(/^\s*\+?\s*00(?=[1-9])/, '+'), { defaultCountry: home, extract: false })
  if (!number?.isValid() || number.ext) return null
  return country === HOME && lacksTrunk.test(text) && number.getType() === 'FIXED_LINE' ? null : number.number
}

export function callingCode(country: string): string {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : ''
}
