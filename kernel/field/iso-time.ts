// The one spelling of a moment in API form, as PostgreSQL prints a timestamptz in JSON under UTC.

/** `2026-11-21T14:30:00.12+00:00`: no trailing zeros in the fraction, none at all when it is zero. */
export function isoTime(moment: Date): string {
  // a write asks for the same moment for each of its records
  if (moment.getTime() === known.time) return known.text
  known = { time: moment.getTime(), text: spell(moment) }
  return known.text
}

let known = { time: NaN, text: '' }

function spell(moment: Date): string {
  return moment.toISOString().replace(/(\.\d*?)0*Z$/, '$1').replace(/\.$/, '') + '+00:00'
}
