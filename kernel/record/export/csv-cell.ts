// Export room: one cell of a CSV, and back. Pure: the web app writes its tables with it too.

/** What a spreadsheet calculates, full-width signs too, or has been kept from it. */
const formula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/**
 * A cell of a CSV. What a spreadsheet would calculate is defused by an apostrophe (OWASP, CSV injection); numbers and
 * phone numbers stay as they are. One that begins so by itself gets one more, so that `fromCell` gives each text back.
 */
export function toCell(text: string): string {
  const safe = formula.test(text) && !/^[+-]?[\d .,()/-]*$/.test(text) ? `'${text}` : text
  return /[",\r\n;\t|]|^ | $/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text of a cell that `toCell`, or another program by the same rule, has defused. */
export function fromCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell
}
