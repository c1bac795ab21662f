// Field types: how a number shows by its own form which sign stands before its decimals. Apart from the reader, which browsers load.
import { cleaned, digitsOf, findPoint, LONGEST, multipliers, readNumber, spoken } from './number-text.ts'

const multiplied = new RegExp(`\\d\\s*(?:${[...Object.keys(multipliers), ...Object.values(spoken).flatMap(words => Object.keys(words))].join('|')})\\b`, 'i')

/**
 * The sign before the decimals that this number shows by its own form, as in "1.5", "1,234.50" or "1.234.567"; undefined where
 * it shows none, and beside a word that multiplies: who writes "3.5 jt" may well write "1.500" for fifteen hundred.
 */
export function provenSign(text: string): '.' | ',' | undefined {
  if (!/[.,]/.test(text) || text.length > LONGEST) return undefined
  const found = digitsOf.exec(cleaned(text))
  const read = found && readNumber(text, 'group')
  if (!read || !/[.,]/.test(found[0]) || multiplied.test(text)) return undefined
  const digits = found[0].replace(/[\s'’]/g, '')
  const point = findPoint(digits, 'group')
  if (point >= 0) return digits[point] as '.' | ','
  // what only groups, and more than once, is not the other
  return digits.indexOf('.') !== digits.lastIndexOf('.') ? ',' : digits.indexOf(',') !== digits.lastIndexOf(',') ? '.' : undefined
}
