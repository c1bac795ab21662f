// Field type geo: the operator `within`, { lat, lng, km }: no farther than so many kilometres, as the crow flies.
import { sql } from '../../../database/sql.ts'
import type { Operator } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { parsePlace } from './geo.ts'
import { writePlace, type Place } from './place.ts'

type Area = Place & { km: number }

/** The earth's mean diameter in kilometres (IUGG mean radius 6,371.0088). */
const DIAMETER = 12_742.0176
/** Kilometres of a degree of latitude, a little less than the truth: the band below must lose nothing. */
const DEGREE = 111
/** Half the way around. */
const FARTHEST = 20_040

/** By the haversine, which is exact enough at every distance on a sphere. */
function kilometresBetween(one: Place, other: Place): number {
  const radians = Math.PI / 180
  const half = (degrees: number) => Math.sin(degrees * radians / 2) ** 2
  const chord = half(other.lat - one.lat) + Math.cos(one.lat * radians) * Math.cos(other.lat * radians) * half(other.lng - one.lng)
  return DIAMETER * Math.asin(Math.sqrt(Math.min(1, chord)))
}

function parseArea(input: unknown): Area {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new InvalidValue('geo.area')
  const { km, ...rest } = input as Record<string, unknown>
  if (typeof km !== 'number' || !(km >= 0 && km <= FARTHEST)) throw new InvalidValue('geo.area')
  return { ...parsePlace(rest)!, km }
}

/** The band of latitudes is what the index serves; the exact distance is reckoned within it only. */
export function within(lngSuffix: string): Operator {
  return {
    label: { en: 'is within', id: 'dalam jarak' },
    argument: 'value',
    parse: parseArea,
    toSql(column, { lat, lng, km }: Area) {
      const [y, x] = [column(), column(lngSuffix)]
      const band = km / DEGREE + 1e-6
      return sql`(${y} between ${lat - band}::float8 and ${lat + band}::float8 and ${DIAMETER}::float8 * asin(sqrt(least(1, power(sin(radians(${y} - ${lat}::float8) / 2), 2)
        + cos(radians(${lat}::float8)) * cos(radians(${y})) * power(sin(radians(${x} - ${lng}::float8) / 2), 2)))) <= ${km}::float8)`
    },
    describe: (area: Area, locale) => `${area.km.toLocaleString(locale)} km (${writePlace(area)})`,
    test: (value: Place | null, area: Area) => value !== null && kilometresBetween(area, value) <= area.km,
  }
}
