import { expect, test } from 'vitest'
import fc from 'fast-check'
import { eventIds } from '../../../shared/schema/run.ts'
import { bandFor, plainOptions, readOptions, writeOptions, type CurveOptions } from './curve-options.ts'

const options: fc.Arbitrary<CurveOptions> = fc.record({
  x: fc.constantFrom('step', 'epoch', 'examples', 'series:weight_norm'),
  scale: fc.constantFrom('log', 'linear', 'symlog'),
  y: fc.constantFrom('auto', 'linear', 'log', 'logit', 'symlog'),
  smoothing: fc.option(fc.record({ kind: fc.constantFrom('median', 'mean', 'ema'), width: fc.constantFrom(0.05, 1, 300), along: fc.constantFrom('log-step', 'step'), values: fc.constantFrom('stored', 'log') })),
  centre: fc.constantFrom('none', 'mean', 'median', 'trimmed', 'geometric'),
  band: fc.constantFrom('none', 'sd', 'se', 't', 'bootstrap', 'quantiles', 'range'),
  evaluation: fc.constantFrom('hold', 'linear'),
  align: fc.oneof(fc.constant({ by: 'step' } as const), fc.record({ by: fc.constantFrom('after', 'ratio'), event: fc.constantFrom(...eventIds) })),
  facet: fc.option(fc.constantFrom('optimiser.weight_decay', 'split.train_fraction')),
})

test('options stand in an address and come back from it', () => {
  fc.assert(fc.property(options, (chosen) => void expect(readOptions(writeOptions(chosen))).toEqual(chosen)))
  expect(Object.values(writeOptions(plainOptions)).filter((text) => text !== undefined)).toEqual([])
})
test('an address that means nothing draws as usual', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('x', 'scale', 'smooth', 'centre', 'band', 'align'), fc.string()), (texts) => {
      const read = readOptions(texts)
      expect(['log', 'linear', 'symlog']).toContain(read.scale)
      expect(read.smoothing === null || read.smoothing.width > 0).toBe(true)
    }),
  )
  expect(readOptions({ x: 'series:', scale: 'cube', smooth: 'median~-1~step~stored', centre: 'mode', band: '7', align: 'after~never' })).toEqual(plainOptions)
})
test('a median has no band of a mean', () => {
  expect(bandFor('median', 't')).toBe('quantiles')
  expect(bandFor('mean', 't')).toBe('t')
})
