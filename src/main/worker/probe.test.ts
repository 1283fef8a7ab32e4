import { describe, expect, test } from 'vitest'
import { executorNamed } from '../../engine/executors/installed.ts'
import type { Executor } from '../../engine/executors/executor.ts'
import { probe } from './probe.ts'

const reference = await executorNamed('reference')

/** The reference executor with one number changed in what it answers. */
function damaged(answer: (values: Readonly<Record<string, number>>) => Readonly<Record<string, number>>): Executor {
  return {
    name: 'reference',
    build: 'damaged',
    device: reference.device,
    refuses: () => null,
    async compile(job) {
      const session = await reference.compile(job)
      return {
        get stepsDone() {
          return session.stepsDone
        },
        advance: (steps, signal) => session.advance(steps, signal),
        evaluate: async () => answer(await session.evaluate()),
        read: (names) => session.read(names),
        dispose: () => session.dispose(),
      }
    },
  }
}

const probeOf = (executor: Executor) => probe(executor.name, async () => ({ executor }))

describe('probe', () => {
  test('the reference executor agrees with an independent script in f32 and f64', async () => {
    const report = await probe('reference')
    expect(report.note).toMatch(/in f32 agree.*in f64 agree/)
    expect(report).toMatchObject({ healthy: true, absent: false, build: reference.build })
  })

  test('a wrong loss is found and named', async () => {
    const report = await probeOf(damaged((values) => ({ ...values, test_loss: values['test_loss']! * 1.001 })))
    expect(report).toMatchObject({ healthy: false, absent: false })
    expect(report.note).toMatch(/In f32, test_loss after [05] steps is 2\..* relative distance of 1\.0e-3/)
  })

  test('a loss that is not a number is found', async () => {
    expect((await probeOf(damaged((values) => ({ ...values, train_loss: NaN })))).healthy).toBe(false)
  })

  test('an executor that is not installed is absent, not broken', async () => {
    const absence = 'The executor tensorflow is not part of this installation.'
    expect(await probe('tensorflow', async () => ({ absence }))).toMatchObject({ healthy: false, absent: true, build: null, device: null, note: absence })
  })
})
