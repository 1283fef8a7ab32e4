import { expect, test } from 'vitest'
import { RunId } from '../../shared/schema/run.ts'
import { seedsLine, SeedsProgress } from './seeds-progress.ts'

const running = (step: number, stepsPerSecond: number | null = null) => ({ state: { status: 'running', step }, stepsPerSecond }) as const
const ended = (status: 'finished' | 'stopped', step: number) => ({ state: { status, step }, stepsPerSecond: null }) as const
const queued = { state: { status: 'queued' }, stepsPerSecond: null } as const

test('counts, share and time left are over all seeds, those that have not begun too', () => {
  expect(seedsLine([], 4, 100)).toBe('4 seeds: 0 done, 0 training, 4 waiting  0 %')
  expect(seedsLine([ended('finished', 100), running(50, 30), running(25, 20), queued], 5, 100)).toBe('5 seeds: 1 done, 2 training, 2 waiting  35 %  50 steps/s  6.5 s left')
})

test('a run that ended early needs no more steps', () => {
  expect(seedsLine([ended('stopped', 3), ended('finished', 100)], 2, 100)).toBe('2 seeds: 2 done, 0 training, 0 waiting  100 %')
})

test('nothing is drawn into a file, and the line is cut to the terminal and taken away', () => {
  const id = RunId.parse('run_000000000000')
  const written: string[] = []
  const terminal = { out: () => {}, aside: (text: string) => void written.push(text), columns: null as number | null }
  const quiet = new SeedsProgress(terminal, 4, 100)
  quiet.update(id, queued, 0)
  quiet.clear()
  expect(written).toEqual([])
  const drawn = new SeedsProgress({ ...terminal, columns: 20 }, 4, 100)
  drawn.update(id, queued, 0)
  drawn.update(id, queued, 50)
  drawn.clear()
  expect(written).toEqual(['\r\u001b[K4 seeds: 0 done, 0 ', '\r\u001b[K'])
})
