// Cells of the clipboard as Excel and Google Sheets write them.
import { expect, test } from 'vitest'
import { parseTable, writeTable } from './clipboard-table.ts'

test('tabs, line ends of all systems, and the last line end that is none', () => {
  expect(parseTable('a\tb\r\nc\td\r\n')).toEqual([['a', 'b'], ['c', 'd']])
  expect(parseTable('a\rb\nc')).toEqual([['a'], ['b'], ['c']])
  expect(parseTable('')).toEqual([['']])
  expect(parseTable('a\t')).toEqual([['a', '']])
  expect(parseTable('\t\n\t')).toEqual([['', ''], ['', '']])
})

test('quotes, tabs and line ends inside a cell; a quotation mark in the middle is a letter', () => {
  expect(parseTable('"Jl. Melati\nNo. 1"\t"kata ""baik"""\n5" pipa\t"buka')).toEqual([['Jl. Melati\nNo. 1', 'kata "baik"'], ['5" pipa', '"buka']])
  expect(parseTable('"a\tb"\tc')).toEqual([['a\tb', 'c']])
})

test('what is written is read again', () => {
  const rows = [['a', '', '"x"', 'two\nlines'], ['tab\there', 'b', 'c', 'd']]
  expect(parseTable(writeTable(rows))).toEqual(rows)
})
