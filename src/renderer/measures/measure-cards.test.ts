import { describe, expect, test } from 'vitest'
import type { MeasureCard } from '../../shared/contract.ts'
import { cardOf, parametersOf } from './measure-cards.ts'
import { texLines } from './tex-lines.ts'

const card = (id: string, series: readonly string[], parameters: MeasureCard['parameters'] = {}): MeasureCard => ({ id, title: id, formula: '', domain: '', source: '', unit: '1', expect: '', cost: 'b', series, parameters })
const cards = [card('norms', ['norm_l2.*', 'weight_l1']), card('mine', ['norm_l2.layers.0.weight'])]

describe('the card of a series', () => {
  test('is found by name before a pattern, and the losses have one without the lab', () => {
    expect(cardOf(cards, 'norm_l2.layers.1.weight')?.id).toBe('norms')
    expect(cardOf(cards, 'norm_l2.layers.0.weight')?.id).toBe('mine')
    expect(cardOf([], 'test_accuracy')?.id).toBe('accuracy')
  })
  test('a pattern does not stand for a name that only begins like it', () => {
    expect(cardOf(cards, 'norm_l2')).toBeNull()
    expect(cardOf(cards, 'weight_l1.x')).toBeNull()
  })
})

test('parameters say what can be set, between which values', () => {
  const parameters = {
    properties: {
      top: { type: 'integer', minimum: 1, maximum: 8, default: 4, unit: 'neurons', help: 'So many.' },
      rate: { type: 'number', exclusiveMinimum: 0, default: 0.1, unit: '1' },
      search: { type: 'string', enum: ['binary', 'linear'], default: 'binary' },
      place: { type: 'string' },
    },
  }
  expect(parametersOf(card('x', [], parameters))).toEqual([
    { key: 'top', kind: 'whole', standard: 4, least: 1, most: 8, choices: [], unit: 'neurons', help: 'So many.' },
    { key: 'rate', kind: 'number', standard: 0.1, least: 0, most: null, choices: [], unit: '', help: '' },
    { key: 'search', kind: 'choice', standard: 'binary', least: null, most: null, choices: ['binary', 'linear'], unit: '', help: '' },
    { key: 'place', kind: 'text', standard: undefined, least: null, most: null, choices: [], unit: '', help: '' },
  ])
  expect(parametersOf(card('y', []))).toEqual([])
})

test('a formula of several lines is set line by line', () => {
  expect(texLines(String.raw`
    a = \frac12 \\
    b`)).toEqual([String.raw`a = \frac12`, 'b'])
})
