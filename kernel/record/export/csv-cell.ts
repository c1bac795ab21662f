// Export room: one cell of a CSV. Pure: the web app writes its tables with it too.

/**
 * A cell of a CSV. What a spreadsheet would calculate is defused by an apostrophe (OWASP, CSV injection); numbers and
 * phone numbers stay as they are.
 */
export function toCell(text: string): string {
  const safe = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) && !/^[+-]?[\d .,()/-]*$/.test(text) ? `'${text}` : text
  return /[",\r\n;\t|]|^ | $/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
