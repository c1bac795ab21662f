// The workflow room's screens: a text with templates as it stands in an editable element: words as text, each template as a chip. Places are
// counted in the text that is kept, so that nothing hangs on how a browser nests its nodes.

export type Segment = { text: string; isTemplate: boolean }

/** Text and templates in turn; `{{ … }}` and `{% … %}` are whole. */
export const segmentsOf = (text: string): Segment[] =>
  text.split(/(\{\{[^{}]*\}\}|\{%[^%]*%\})/).filter(Boolean).map((part) => ({ text: part, isTemplate: /^\{[{%][^]*[}%]\}$/.test(part) }))

/** What is kept of an element's content. */
export function readText(node: Node): string {
  let text = ''
  for (const child of node.childNodes) {
    if (child instanceof HTMLElement && child.dataset.template !== undefined) text += child.dataset.template
    else if (child instanceof HTMLBRElement) text += '\n'
    else if (child instanceof HTMLDivElement) text += `${text ? '\n' : ''}${readText(child)}`
    else text += child.nodeType === Node.TEXT_NODE ? child.textContent ?? '' : readText(child)
  }
  return text.replaceAll('\u00a0', ' ')
}

export function writeText(root: HTMLElement, text: string, wordsOf: (template: string) => string): void {
  root.replaceChildren(...segmentsOf(text).map(({ text: part, isTemplate }) => {
    if (!isTemplate) return document.createTextNode(part)
    const chip = document.createElement('span')
    chip.contentEditable = 'false'
    chip.dataset.template = part
    chip.textContent = wordsOf(part)
    return chip
  }))
}

/** Where the caret is in the kept text; its end when it is elsewhere. */
export function caretIn(root: HTMLElement): number {
  const selection = document.getSelection()
  if (!selection?.rangeCount || !root.contains(selection.anchorNode)) return readText(root).length
  const range = selection.getRangeAt(0).cloneRange()
  range.setStart(root, 0)
  return readText(range.cloneContents()).length
}

export function placeCaret(root: HTMLElement, offset: number): void {
  const range = document.createRange()
  let left = offset
  range.selectNodeContents(root)
  range.collapse(false)
  for (const child of root.childNodes) {
    const length = readText(wrapped(child)).length
    if (left <= length && child.nodeType === Node.TEXT_NODE) {
      range.setStart(child, left)
      range.collapse(true)
      break
    }
    left -= length
    if (left <= 0) {
      range.setStartAfter(child)
      range.collapse(true)
      break
    }
  }
  root.focus()
  const selection = document.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
}

function wrapped(node: Node): DocumentFragment {
  const fragment = document.createDocumentFragment()
  fragment.append(node.cloneNode(true))
  return fragment
}
