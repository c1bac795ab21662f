// Cells as spreadsheets put them on the clipboard: tabs between cells, line ends between rows, quotes around a cell that holds
// either. Pure functions.

/** Rows of cells. A quotation mark counts only at the start of a cell; inside, two stand for one (Excel, Google Sheets). */
export function parseTable(text: string): string[][] {
  const rows: string[][] = [[]]
  const body = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(/\n$/, '')
  for (let at = 0; ;) {
    const { cell, next } = readCell(body, at)
    rows.at(-1)!.push(cell)
    if (next >= body.length) return rows
    if (body[next] === '\n') rows.push([])
    at = next + 1
    // a separator at the very end is followed by one more empty cell
    if (at === body.length) rows.at(-1)!.push('')
    if (at === body.length) return rows
  }
}

function readCell(text: string, from: number): { cell: string; next: number } {
  const plain = /[\t\n]|$/g
  if (text[from] === '"') {
    const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y
    quoted.lastIndex = from
    const found = quoted.exec(text)
    if (found) return { cell: found[1].replaceAll('""', '"'), next: quoted.lastIndex }
  }
  plain.lastIndex = from
  const next = plain.exec(text)!.index
  return { cell: text.slice(from, next), next }
}

export function writeTable(rows: string[][]): string {
  return rows.map((cells) => cells.map((cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\n')
}
