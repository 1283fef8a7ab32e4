import { expect, test, vi } from 'vitest'
import { runPreset } from '../../science/presets/run-presets.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { workerHandlers } from './handlers.ts'
import { withinMemory } from './within-memory.ts'

// Weights that no computer has room for: V8 refuses their array as it does the first that does not fit.
vi.mock('../../science/experiment.ts', async (original) => ({ ...(await original<object>()), experimentOf: () => new ArrayBuffer(2 ** 52) }))

const config = RunConfig.parse(runPreset('pocket-grok').config)
const context = { signal: new AbortController().signal, send: () => Promise.resolve() }
const tooLarge = { code: 'too-large', message: expect.stringMatching(/^This run needs more memory than can be had \(Array buffer allocation failed\)\. What was saved before is safe.*smaller/) as string }

test('a run whose weights find no memory is refused as too large, trained or explained', async () => {
  const handlers = workerHandlers()
  await expect(handlers.train({ config, files: {}, from: null, executor: null, before: null, unfit: {}, threads: 1 }, context)).rejects.toMatchObject(tooLarge)
  await expect(handlers.explain({ config, files: {}, pass: null }, context)).rejects.toMatchObject(tooLarge)
})

test('an array longer than any is refused the same way, and another mistake keeps its words', async () => {
  await expect(withinMemory(() => new Float64Array(Number.MAX_SAFE_INTEGER))).rejects.toMatchObject({ code: 'too-large' })
  await expect(withinMemory(() => (1).toFixed(200))).rejects.toThrow(RangeError)
  expect(await withinMemory(() => 3)).toBe(3)
})
