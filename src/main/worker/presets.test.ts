import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { executorNamed, findExecutor } from '../../engine/executors/installed.ts'
import { runPreset } from '../../science/presets/run-presets.ts'
import { ExecutorName } from '../../shared/schema/run.ts'
import { courseOf, type Course } from './testing/course.ts'

// A hundred steps of the presets from the same initial weights, on every executor that is there.
vi.setConfig({ testTimeout: 180_000 })

type Precision = 'f32' | 'f64'

/**
 * Rounding grows along the way: Adam divides by gradients that become small. Losses may differ by this share of themselves, sums
 * over a tensor by this share of its length. Between f32 and f64 of one executor it is 2e-4 and 4e-2 after a hundred steps.
 */
const tolerance: Readonly<Record<Precision, { readonly loss: number; readonly sum: number }>> = {
  f64: { loss: 1e-7, sum: 1e-5 },
  f32: { loss: 2e-3, sum: 0.1 },
}

const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../../../test/golden/training-five-second-grok.json'), 'utf8')) as Readonly<Record<Precision, Course>>

/** What is further from the wanted course than rounding explains; a shorter course is held against the beginning of a longer one. */
function differences(found: Course, wanted: Course, precision: Precision): string[] {
  const { loss, sum } = tolerance[precision]
  const losses = (['train_loss', 'test_loss'] as const).flatMap((name) =>
    found.looked.flatMap((step, i) => (Math.abs(found[name][i]! - wanted[name][i]!) <= loss * Math.abs(wanted[name][i]!) ? [] : [`${name} at step ${step}: ${found[name][i]}, not ${wanted[name][i]}`])),
  )
  const isWhole = found.looked.at(-1) === wanted.looked.at(-1)
  const sums = Object.entries(isWhole ? wanted.sums : {}).flatMap(([name, value]) =>
    Math.abs((found.sums[name] ?? NaN) - value) <= sum * (wanted.norms[name] ?? NaN) ? [] : [`${name}: ${found.sums[name]}, not ${value} (length ${wanted.norms[name]})`],
  )
  return [...losses, ...sums]
}

const reference = await executorNamed('reference')
const pocket = new Map<Precision, Promise<Course>>()
const pocketByReference = (precision: Precision): Promise<Course> => {
  const course = pocket.get(precision) ?? courseOf(reference, runPreset('pocket-grok'), precision, 100)
  pocket.set(precision, course)
  return course
}

test('the reference makes of the five-second grok what it made of it before', async () => {
  expect(differences(await courseOf(reference, runPreset('five-second-grok'), 'f32', 5), golden.f32, 'f32')).toEqual([])
})

for (const name of ExecutorName.options.filter((each) => each !== 'reference')) {
  const finding = await findExecutor(name)
  if ('absence' in finding) {
    test.skip(`${name}: ${finding.absence}`, () => {})
    continue
  }
  describe(`a hundred steps on ${name}`, () => {
    for (const precision of name === 'tensorflow' ? (['f32'] as const) : (['f64', 'f32'] as const)) {
      test(`of pocket grok end as on the reference, ${precision}`, async () => {
        const found = await courseOf(finding.executor, runPreset('pocket-grok'), precision, 100, 2)
        expect(differences(found, await pocketByReference(precision), precision)).toEqual([])
      })

      test(`of the five-second grok end as on the reference, ${precision}`, async () => {
        const found = await courseOf(finding.executor, runPreset('five-second-grok'), precision, 100, 2)
        expect(differences(found, golden[precision], precision)).toEqual([])
      })
    }
  })
}
