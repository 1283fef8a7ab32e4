import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { LabError } from '../../shared/errors.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'
import type { RunSummary } from '../../shared/schema/run.ts'
import { useStepFlop } from './step-flop.ts'

const lab = { call: vi.fn() }
const notices = { fail: vi.fn() }
vi.mock('../platform/client.ts', () => ({ useLab: () => lab }))
vi.mock('./notices.ts', () => ({ useNotices: () => notices }))

const run = (id: string, seed: number, hidden: number, parent: string | null = null): RunSummary =>
  ({
    id, name: id, parent: parent === null ? null : { run: parent, step: 5, fork: { state: 5 } },
    config: RunConfig.parse({ task: { kind: 'modular_table', modulus: 31 }, split: { train_fraction: 0.5, data_seed: seed }, model: { kind: 'mlp', hidden: [hidden] }, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 }, seed, steps: 100 }),
  }) as unknown as RunSummary
const [a, b, wide] = [run('a', 0, 24), run('b', 1, 24), run('wide', 0, 48)]
const find = (id: string): RunSummary | undefined => [a, b, wide].find((each) => each.id === id)
const answer = (flop: number) => ({ stages: [{ form: 'program', flop: flop * 2 }, { form: 'program', flop }, { form: 'schedule', flop: flop * 3 }] })

beforeEach(() => {
  setActivePinia(createPinia())
  lab.call.mockReset()
  notices.fail.mockReset()
})

test('runs that differ by seeds are counted once, those that a fork goes on from too', async () => {
  lab.call.mockImplementation(async (_method, { config }: { config: { model: { hidden: number[] } } }) => answer((config.model.hidden[0] ?? 0) * 1e6))
  const { of, want } = useStepFlop()
  expect(of(a)).toBeUndefined()
  want([a, b, run('fork', 0, 24, 'wide')], find)
  want([a], find)
  await vi.waitFor(() => expect([of(a), of(b), of(wide)]).toEqual([24e6, 24e6, 48e6]))
  expect(lab.call).toHaveBeenCalledTimes(2)
})

test('what cannot be counted says so once; a lost connection is asked again', async () => {
  const { of, want } = useStepFlop()
  lab.call.mockRejectedValueOnce(new LabError('disconnected', 'The lab is gone.'))
  want([a], find)
  await vi.waitFor(() => expect(lab.call).toHaveBeenCalledTimes(1))
  await Promise.resolve()
  lab.call.mockRejectedValueOnce(new LabError('unknown-key', 'A newer version wrote this.'))
  want([a], find)
  await vi.waitFor(() => expect(of(a)).toBeNull())
  want([a], find)
  expect([lab.call.mock.calls.length, notices.fail.mock.calls.map(([title]) => title)]).toEqual([2, ['The operations of a were not counted']])
})
