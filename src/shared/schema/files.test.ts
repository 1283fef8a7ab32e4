import { describe, expect, test } from 'vitest'
import { filesOf } from './files.ts'
import { RunConfig, type RunConfigInput } from './run-config.ts'

const hash = (digit: string): string => digit.repeat(64)
const config = (changes: Partial<RunConfigInput> = {}): RunConfig =>
  RunConfig.parse({
    task: { kind: 'modular_table', modulus: 7 },
    split: { train_fraction: 0.5 },
    model: { kind: 'mlp', hidden: [8] },
    optimiser: { kind: 'adamw', learning_rate: 0.01 },
    steps: 1,
    ...changes,
  })

describe('the files of a configuration', () => {
  test('are none where everything is drawn', () => {
    expect(filesOf(config())).toEqual([])
  })

  test('are what the lab brings along for its images, by name', () => {
    expect(filesOf(config({ task: { kind: 'images', data: 'digits' } }))).toEqual(['digits-images', 'digits-labels'])
    expect(filesOf(config({ task: { kind: 'images', data: 'mnist' } }))).toEqual(['mnist-images', 'mnist-labels'])
  })

  test('are those of the user by their hash, each once', () => {
    const task = { kind: 'images', data: 'idx', images_file: hash('a'), labels_file: hash('b'), test_images_file: hash('a'), test_labels_file: hash('b') } as const
    expect(filesOf(config({ task, split: { file: hash('c') }, model: { kind: 'mlp', hidden: [8], init: { kind: 'file', file: hash('d') } } }))).toEqual(['c', 'd', 'a', 'b'].map(hash))
    expect(filesOf(config({ task: { kind: 'table', file: hash('e') } }))).toEqual([hash('e')])
  })
})

describe('a split', () => {
  const problem = (split: object): string => RunConfig.safeParse({ ...config(), split }).error?.issues[0]?.message ?? 'none'

  test('says in one way how many examples are trained on', () => {
    expect(problem({ train_count: 3 })).toBe('none')
    expect(problem({})).toMatch(/says nowhere how many/)
    expect(problem({ train_count: 3, train_fraction: 0.5 })).toMatch(/says twice.*by train_fraction and by train_count/)
    expect(problem({ file: hash('a'), which: 'first' })).toMatch(/split.which does not go with split.file/)
    expect(problem({ file: hash('a'), test_count: 3 })).toMatch(/split.test_count does not go with split.file/)
  })

  test('of a stored configuration is written out as before', () => {
    expect(JSON.stringify(config().split)).toBe('{"train_fraction":0.5,"data_seed":0}')
  })

  test('names a file by its hash, never by a path', () => {
    expect(problem({ file: '../split.json' })).toMatch(/match/)
  })
})

test('images of your own need both files, and bundled ones none', () => {
  const problem = (task: object): string => RunConfig.safeParse({ ...config(), task: { kind: 'images', ...task } }).error?.issues[0]?.message ?? 'none'
  expect(problem({ data: 'idx', images_file: hash('a') })).toMatch(/task.images_file and task.labels_file/)
  expect(problem({ data: 'mnist', images_file: hash('a') })).toMatch(/which the lab brings along/)
  expect(problem({ data: 'idx', images_file: hash('a'), labels_file: hash('b'), test_images_file: hash('a') })).toMatch(/go together/)
})
