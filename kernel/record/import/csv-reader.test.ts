// The CSV reader: what is written comes back, in whatever pieces it arrives.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BrokenFile, CsvReader } from './csv-reader.ts'
import { nameColumns } from './rows.ts'
import { findDelimiter } from './sniff.ts'

function read(text: string, delimiter = ',', cuts: number[] = []): { line: number, cells: string[] }[] {
  const reader = new CsvReader(delimiter)
  const places = [0, ...cuts.map(cut => cut % (text.length + 1)).sort((one, other) => one - other), text.length]
  const rows = places.slice(1).flatMap((to, at) => reader.push(text.slice(places[at], to)))
  return [...rows, ...reader.end()].map(({ line, cells }) => ({ line, cells }))
}

const cellsOf = (text: string, delimiter?: string) => read(text, delimiter).map(row => row.cells)

function refusalOf(text: string): [string, number] | undefined {
  try {
    read(text)
    return undefined
  } catch (error) {
    return [(error as BrokenFile).code, (error as BrokenFile).line]
  }
}

test('what is written comes back, wherever the text is cut, with the line that each row begins on', () => {
  const cell = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'é', '🙂', '"', ',', ';', '\t', ' ', '\r', '\n', '\r\n'), maxLength: 6 }), fc.constantFrom('', 'x'))
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
  fc.assert(fc.property(table, fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(), { maxLength: 8 }), fc.boolean(), (rows, delimiter, end, cuts, always) => {
    const quote = (text: string) => always || /["\r\n,;\t|]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    const lines = rows.map(cells => cells.map(quote).join(delimiter))
    let line = 1
    const expected = rows.flatMap((cells, at) => {
      const row = { line, cells }
      line += 1 + (lines[at].match(/\r\n|\r|\n/g)?.length ?? 0)
      return cells.some(text => text !== '') ? [row] : []
    })
    expect(read(lines.join(end), delimiter, cuts)).toEqual(expected)
    expect(read(lines.map(text => text + end).join(''), delimiter, cuts)).toEqual(expected)
  }), { numRuns: 500 })
})

test('nothing that it is given makes it do else than answer rows or refuse the file', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ' ', 'a', '\0') }), fc.array(fc.nat(), { maxLength: 5 }), (text, cuts) => {
    const outcome = (where: number[]) => {
      try {
        return read(text, ',', where)
      } catch (error) {
        expect(error).toBeInstanceOf(BrokenFile)
        return (error as BrokenFile).code
      }
    }
    expect(outcome(cuts)).toEqual(outcome([]))
  }), { numRuns: 1000 })
})

describe('quotation marks', () => {
  test('inside a cell stand for themselves, blanks after a closing one are nothing', () => {
    expect(cellsOf('5" layar,x "y" z\n"a" ,"b"')).toEqual([['5" layar', 'x "y" z'], ['a', 'b']])
  })

  test('opened and never closed, or followed by text, refuse the file and say where', () => {
    expect(refusalOf('a,b\n1,2\n"3,4\n5,6')).toEqual(['import.quoteOpen', 3])
    expect(refusalOf('a,b\n"1" 2,3')).toEqual(['import.quoteBroken', 2])
    expect(refusalOf('a,b\n"1\n2" 3,4')).toEqual(['import.quoteBroken', 3])
  })
})

test('a row of more than a million characters refuses the file', () => {
  expect(refusalOf(`a\nb\n${'x'.repeat(1_000_001)}\n`)).toEqual(['import.rowTooLong', 3])
  expect(refusalOf(`a\n"${'x'.repeat(1_000_001)}`)).toEqual(['import.rowTooLong', 2])
  expect(refusalOf(`${','.repeat(6000)}x`)).toEqual(['import.broken', 1])
})

test('the delimiter is the one that the heading uses most, outside of quotes', () => {
  expect(['a;b,c;d', '"a,b,c";d', 'a\tb', 'a|b|c', 'alone', '\n\na;b', 'sep=|\na,b'].map(findDelimiter)).toEqual([';', ';', '\t', '|', ',', ';', '|'])
})

test('columns get names of their own', () => {
  expect(nameColumns(['Nama', ' Nama ', '', 'Nama (2)', ''])).toEqual(['Nama', 'Nama (2)', '#3', 'Nama (2) (2)', '#5'])
})
