// Field type richText: from its HTML to words and back. Pure: the web uses it as well.
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** The words of a sanitised text: a line for each block, entities resolved. */
export function plainTextOf(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/(?:p|h[123]|li|pre|blockquote)>|<hr\s*\/?>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name])
    .replace(/\n{2,}/g, '\n').trim()
}

/** A plain text as paragraphs, one a line. */
export function toHtml(text: string): string {
  const escape = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return text.split(/\r?\n/).map(line => line.trim()).filter(Boolean).map(line => `<p>${escape(line)}</p>`).join('')
}
