import { expect, test } from 'vitest'
import type { SeriesData } from '../../../shared/schema/run.ts'
import { grownSeries } from '../../stores/growing-series.ts'
import type { ToCurvesWorker } from './worker-messages.ts'
import { workerPoints } from './worker-points.ts'

const points = (...steps: readonly number[]): SeriesData => ({ steps: Uint32Array.from(steps), values: Float64Array.from(steps) })

function worker() {
  const posted: ToCurvesWorker[] = []
  const held = workerPoints((message) => posted.push(message))
  const said = (): unknown[] => posted.splice(0).map((message) => (message.kind === 'points' ? [message.id, ...message.points.steps] : [message.kind, 'id' in message ? message.id : null]))
  return { held, said }
}

test('points that several figures draw are sent once, and freed by the last of them', () => {
  const { held, said } = worker()
  const loss = points(1, 2, 3)
  const [one, other] = [held.hold(loss, null), held.hold(loss, null)]
  expect(one).toBe(other)
  expect(said()).toEqual([[1, 1, 2, 3]])
  held.release(one)
  expect(said()).toEqual([])
  held.release(other)
  expect(said()).toEqual([['drop', 1]])
})

test('of a series that has grown only what is new is sent', () => {
  const { held, said } = worker()
  let loss = grownSeries(points(1, 2), 2, points(3, 4))
  const id = held.hold(loss, null)
  said()
  loss = grownSeries(loss, 4, points(5))
  expect(held.hold(loss, id)).toBe(id)
  expect(said()).toEqual([[1, 5]])
  expect(held.hold(loss, null)).toBe(id) // a second figure
  expect(said()).toEqual([])
})

test('a series whose points became others is sent whole, and what it was is freed', () => {
  const { held, said } = worker()
  const loss = grownSeries(points(1, 2), 2, points(3, 4))
  const id = held.hold(loss, null)
  const went = held.hold(grownSeries(loss, 3, points(9)), id)
  expect(went).not.toBe(id)
  expect(said()).toEqual([[1, 1, 2, 3, 4], [2, 1, 2, 3, 9], ['drop', 1]])
})
