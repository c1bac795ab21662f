// From blocks to a script.
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { readBlocks } from './read-blocks.ts'
import { expressionOf, scriptOf } from './script.ts'

test('every block becomes the lines that one would write', () => {
  const blocks = readBlocks([
    { type: 'comment', text: 'Sapa\npelanggan' }, { type: 'setVariable', name: 'total', value: '{{ record.amount.amount }}' },
    { type: 'getRecord', object: 'contact', id: '{{ record.contact }}', saveAs: 'contact' }, { type: 'findRecords', object: 'deal', field: 'contact', value: '{{ contact.id }}', saveAs: 'deals' },
    { type: 'collection', do: 'list', name: 'names' },
    { type: 'if', left: '{{ total }}', compare: 'gt', right: '{{ 1000 }}', then: [{ type: 'sendMail', to: '{{ contact.email }}', subject: 'Halo {{ contact.fullName }}', body: "It's `yours`" }], else: [{ type: 'log', text: 'kecil' }] },
    { type: 'loop', items: '{{ deals }}', name: 'deal', do: [{ type: 'collection', do: 'add', name: 'names', value: '{{ deal.name }}' }, { type: 'updateRecord', object: 'deal', id: '{{ deal.id }}', data: [{ field: 'lostReason', value: 'x' }] }] },
    { type: 'webhook', url: 'https://example.com/in', body: [{ field: 'names', value: '{{ names }}' }] },
    { type: 'invokeApi', method: 'PUT', url: 'https://example.com/{{ record.id }}', headers: [{ name: 'X-Key', value: 'k' }], body: [{ field: 'a', value: '1' }], saveAs: 'answer' },
    { type: 'createRecord', object: 'task', data: [{ field: 'subject', value: 'Halo' }] }, { type: 'deleteRecord', object: 'task', id: '{{ input.task }}' }, { type: 'return', value: '{{ answer.body }}' },
  ])
  expect(scriptOf(blocks)).toBe([
    'let total, contact, deals, names, answer', '// Sapa', '// pelanggan', 'total = record?.amount?.amount', "contact = await crm.get('contact', record?.contact)", "deals = await crm.search('deal', { contact: { eq: contact?.id } })", 'names = []',
    'if (total > 1000) {', "  await mail.send({ to: contact?.email, subject: `Halo ${contact?.fullName ?? ''}`, body: 'It\\'s `yours`' })", '} else {', "  log('kecil')", '}',
    'for (const deal of deals ?? []) {', '  names.push(deal?.name)', "  await crm.update('deal', deal?.id, { lostReason: 'x' })", '}', "await http.fetch('https://example.com/in', { method: 'POST', body: { names: names } })",
    "answer = await http.fetch(`https://example.com/${record?.id}`, { method: 'PUT', headers: { 'X-Key': 'k' }, body: { a: '1' } })", "await crm.create('task', { subject: 'Halo' })", "await crm.delete('task', input?.task)", 'return answer?.body',
  ].join('\n'))
})

test('what is written as text stays text, whatever it holds', () => {
  for (const text of ["'", '`${1}`', '\\', 'a\nb', '</script>', '${{ 1 }}', '${x} \\${y} `']) {
    const written = expressionOf(text)
    expect([text, runInNewContext(written)]).toEqual([text, text === '${{ 1 }}' ? '$1' : text])
  }
  expect(runInNewContext(expressionOf('Halo {{ a.b }}, {{ c }}{{ n }}{{ f || d }}!'), { a: {}, c: null, n: 0, f: false, d: 'x' })).toBe('Halo , 0x!')
  expect([expressionOf('{{ }}'), expressionOf('{{ a }} and {{ b.c }}'), expressionOf('')]).toEqual(['null', "`${a ?? ''} and ${b?.c ?? ''}`", "''"])
})
