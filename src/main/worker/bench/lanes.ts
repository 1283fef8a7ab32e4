import type { Session } from '../../../engine/executors/executor.ts'
import { LabError } from '../../../shared/errors.ts'

/** Steps of each session in its turn: long enough that handing over costs nothing, short enough that all end together. */
const turn = 10

async function advance(session: Session, steps: number, signal: AbortSignal): Promise<void> {
  const { end } = await session.advance(steps, signal)
  if (end === 'done') return
  if (end === 'cancelled') throw new LabError('cancelled', 'The measurement was cancelled. Nothing was changed.')
  throw new LabError('internal', 'The training that was to be timed diverged, so its times would mean nothing. This is a fault of the lab, please report it.')
}

/**
 * Makes `steps` steps of every session, at most `lanes` sessions at a time. Sessions take turns, so that none is far ahead of
 * the others: the way sixteen seeds are trained on two cores.
 */
export async function advanceAll(sessions: readonly Session[], steps: number, lanes: number, signal: AbortSignal): Promise<void> {
  for (let made = 0; made < steps; made += turn) {
    const waiting = [...sessions]
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await advance(next, Math.min(turn, steps - made), signal)
    }
    await Promise.all(Array.from({ length: Math.min(lanes, sessions.length) }, lane))
  }
}
