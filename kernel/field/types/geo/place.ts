// Field type geo: a place as a value and as text. Pure: the web uses it as well.

/** Degrees of WGS 84, north and east positive. */
export interface Place { lat: number, lng: number }

/** Seven decimals of a degree are about a centimetre. */
export const DECIMALS = 7

/** "-6.2, 106.8", as maps write it. */
export function writePlace({ lat, lng }: Place): string {
  return `${writeDegrees(lat)}, ${writeDegrees(lng)}`
}

/** Never with an exponent. */
function writeDegrees(number: number): string {
  return number.toFixed(DECIMALS).replace(/\.?0+$/, '')
}
