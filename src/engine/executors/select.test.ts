import { describe, expect, test } from 'vitest'
import type { ExecutorName } from '../../shared/schema/run.ts'
import { record } from '../program/record.ts'
import type { TrainingJob } from './executor.ts'
import { executorNamed, type Finding } from './installed.ts'
import { selectExecutor, type Means } from './select.ts'

const job: TrainingJob = { step: record(() => ({})), evaluate: record(() => ({})), data: {}, state: {}, stepsDone: 0, threads: 1 }
const free = { forced: null, unfit: {} }

/** An executor that is never run; with a sentence it refuses every job. */
function fake(name: ExecutorName, refusal: string | null = null): Finding {
  const compile = (): never => {
    throw new Error('nothing is compiled here')
  }
  return { executor: { name, build: 'fake', device: 'fake', refuses: () => refusal, compile } }
}

/** An installation, with the milliseconds that a step takes on its executors. */
function installation(found: Partial<Record<ExecutorName, Finding>>, ms: Partial<Record<ExecutorName, number>> = {}): Means {
  return {
    find: async (name) => found[name] ?? { absence: `There is no ${name}.` },
    time: async ({ name }) => (ms[name] ?? NaN) / 1000,
  }
}

const all = { native: fake('native'), tensorflow: fake('tensorflow'), reference: fake('reference') }

describe('the lab chooses', () => {
  test('native, without a word, where nothing is 1.3 times as fast', async () => {
    const means = installation(all, { native: 0.129, tensorflow: 0.1, reference: 0.001 })
    expect(await selectExecutor(job, free, means)).toMatchObject({ executor: { name: 'native' }, note: null })
  })

  test('another executor that is 1.3 times as fast on this job, and says so', async () => {
    const choice = await selectExecutor(job, free, installation(all, { native: 0.131, tensorflow: 0.1, reference: 0.001 }))
    expect(choice).toMatchObject({ executor: { name: 'tensorflow' }, note: 'tensorflow makes a step of this run in 0.100 ms, native in 0.131 ms.' })
  })

  test('none that is known to be slower, which is not even timed', async () => {
    const slow: Finding = { executor: { ...(all.tensorflow as Extract<Finding, { executor: unknown }>).executor, isContender: false } }
    const means = installation({ ...all, tensorflow: slow }, { native: 0.131, tensorflow: 0.1 })
    expect(await selectExecutor(job, free, means)).toMatchObject({ executor: { name: 'native' }, note: null })
  })

  test('none that cannot be timed, even where the first cannot either', async () => {
    expect(await selectExecutor(job, free, installation(all, { native: Infinity, tensorflow: Infinity }))).toMatchObject({ executor: { name: 'native' }, note: null })
    expect(await selectExecutor(job, free, installation(all, { native: 0.1, tensorflow: Infinity }))).toMatchObject({ executor: { name: 'native' } })
  })

  test('the next when one refuses, is unfit or is not there, and says why', async () => {
    const means = installation({ native: fake('native', 'It has no such op.'), reference: fake('reference') })
    expect(await selectExecutor(job, free, means)).toMatchObject({ executor: { name: 'reference' }, note: 'It has no such op. There is no tensorflow.' })
    const unfit = { native: 'It crashed.' }
    expect((await selectExecutor(job, { forced: null, unfit }, means)).note).toBe('The executor native is not used: It crashed. There is no tensorflow.')
  })

  test('nothing when all refuse', async () => {
    await expect(selectExecutor(job, free, installation({ reference: fake('reference', 'No.') }))).rejects.toThrow('No executor of this installation can run the job.')
  })
})

describe('what is unfit', () => {
  test('is not even looked for', async () => {
    const asked: ExecutorName[] = []
    const find = async (name: ExecutorName): Promise<Finding> => (asked.push(name), fake(name))
    await selectExecutor(job, { forced: null, unfit: { native: 'It crashed.' } }, { find })
    expect(asked).not.toContain('native')
  })

  test('cannot be forced', async () => {
    const means = installation({ native: fake('native') })
    await expect(selectExecutor(job, { forced: 'native', unfit: { native: 'It crashed.' } }, means)).rejects.toMatchObject({
      code: 'executor-unavailable',
      message: expect.stringContaining('The executor native is not used: It crashed. Nothing was started') as string,
    })
  })
})

describe('a forced executor', () => {
  test('is taken, however slow', async () => {
    expect(await selectExecutor(job, { forced: 'reference', unfit: {} })).toMatchObject({ executor: { name: 'reference' }, note: null })
  })

  test('that refuses the job is not replaced', async () => {
    const means = installation({ native: fake('native', 'It has no such op.') })
    await expect(selectExecutor(job, { forced: 'native', unfit: {} }, means)).rejects.toMatchObject({ code: 'unsupported' })
  })

  test('that is not here is an error with the reason', async () => {
    await expect(executorNamed('native', installation({}).find)).rejects.toMatchObject({ code: 'executor-unavailable', message: expect.stringContaining('There is no native.') as string })
  })
})
