// Field type richText: what of HTML is kept.
import sanitizeHtml from 'sanitize-html'
import { plainTextOf, toHtml } from './plain-text.ts'

/** Structure and emphasis; neither pictures (they would call home from every reader's browser) nor styles. */
const kept: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'h1', 'h2', 'h3', 'strong', 'em', 'u', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'hr'],
  allowedAttributes: { a: ['href', 'rel', 'target'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 20,
  transformTags: {
    b: 'strong', i: 'em', del: 's', strike: 's', div: 'p', h4: 'h3', h5: 'h3', h6: 'h3',
    a: (_, { href }) => ({ tagName: 'a', attribs: (href ? { href, rel: 'noopener noreferrer nofollow', target: '_blank' } : {}) as Record<string, string> }),
  },
}

/** What a second cleaning would still change is cleaned again, so that a stored value is a value; three times is enough for all that is not made to annoy. */
const ROUNDS = 3

/** The safe subset of an HTML text, trimmed. Whatever never comes to rest is kept as its plain text. */
export function sanitise(html: string): string {
  let text = html
  for (let round = 0; round < ROUNDS; round++) {
    const clean = sanitizeHtml(text, kept).trim()
    if (clean === text) return clean
    text = clean
  }
  return sanitizeHtml(text, kept).trim() === text ? text : toHtml(plainTextOf(text))
}
