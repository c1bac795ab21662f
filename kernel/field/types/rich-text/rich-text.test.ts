// Field type richText: what is kept of HTML and what is not, and the words that filters see.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const richText = readerOf('richText')

test.each([
  ['<p onclick="x()">Halo <b>dunia</b></p>', '<p>Halo <strong>dunia</strong></p>'],
  ['<script>alert(1)</script><p>a</p><style>p{}</style>', '<p>a</p>'],
  ['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
  ['<a href="JaVa\tScript:alert(1)">a</a>', '<a>a</a>'],
  ['<a href="//evil.example">a</a>', '<a>a</a>'],
  ['<a href="https://example.com" onmouseover="x">a</a>', '<a href="https://example.com" rel="noopener noreferrer nofollow" target="_blank">a</a>'],
  ['<img src=x onerror=alert(1)>teks', 'teks'],
  ['<svg><script>alert(1)</script></svg>teks', 'teks'],
  ['<p style="position:fixed">a</p>', '<p>a</p>'],
  ['<iframe src="https://evil.example">x</iframe><p>a</p>', 'x<p>a</p>'],
  ['1 < 2 & 3', '1 &lt; 2 &amp; 3'],
])('%s is kept as %s', (input, kept) => {
  expect(richText.value(input)).toBe(kept)
})

test('marks without words are empty', () => {
  expect([richText.value('<p><br></p>'), richText.value('<script>x</script>'), richText.value(' ')]).toEqual([null, null, null])
})

test('filters, exports and imports see the words', () => {
  expect([richText.holds('<p>Halo <strong>du</strong>nia</p>', 'contains', 'halo dunia'), richText.holds('<p>strong</p>', 'contains', '<p>'), richText.holds('<p>a &amp; b</p>', 'eq', 'a & b')]).toEqual([true, false, true])
  expect(richText.format('<ul><li>satu</li><li>dua &lt;3</li></ul>')).toBe('satu\ndua <3')
  expect(richText.text('satu <b>\n\ndua')).toBe('<p>satu &lt;b&gt;</p><p>dua</p>')
  expect(['<p>Halo <strong>x</strong></p><ul><li>a</li></ul>', '<p>a</p> < b', '<P onclick="x()">Halo</P>\n<script>x</script><div>b</div>'].map(text => richText.text(text))).toEqual(['<p>Halo <strong>x</strong></p><ul><li>a</li></ul>', '<p>&lt;p&gt;a&lt;/p&gt; &lt; b</p>', '<p>Halo</p>\n<p>b</p>'])
})

test('a text that unfolds when it is cleaned is clean all the same', () => {
  const nested = richText.value('<scr<script>ipt>alert(1)</scr</script>ipt>a')
  expect(String(nested)).not.toMatch(/<s/)
  expect(richText.value(nested)).toBe(nested)
})
