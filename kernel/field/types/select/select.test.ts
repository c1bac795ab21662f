// Field type select: options by value, and from people by label.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const options = [{ value: 'won', label: { en: 'Won', id: 'Menang' } }, { value: 'lost', label: { en: 'Lost' } }]
const select = readerOf('select', { options })

test('JSON names the value, people also the label in either language', () => {
  expect([select.value('won'), select.value('Won'), select.value('')]).toEqual(['won', 'option.unknown', null])
  expect([select.text('WON'), select.text(' menang '), select.text('lost'), select.text('draw'), select.text('')]).toEqual(['won', 'won', 'lost', 'option.unknown', null])
  expect([select.format('won'), select.format('lost'), select.format('former')]).toEqual(['Menang', 'Lost', 'former'])
})

test('options can come from elsewhere, as those of a stage do', () => {
  const stage = readerOf('select', { pipelineField: 'pipeline' }, { optionsOf: () => [{ value: 'delivered', label: { en: 'Delivered' } }] })
  expect([stage.value('delivered'), stage.value('won')]).toEqual(['delivered', 'option.unknown'])
})

test('a value with blanks around it could never be typed', () => {
  expect(readerOf('select', { options: [{ value: ' won', label: {} }] }).definition()).toBe('definition.optionValue')
})
