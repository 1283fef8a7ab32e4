import type { TrainItem } from '../../../shared/worker-contract.ts'

const betweenCommitsMs = 100
/** Half of what a worker may have under way. */
const mostTogether = 8

/**
 * Points are written ten times a second at most, and no more than eight items together: at its beginning a run logs every step, and a
 * commit waits for the disk and wakes whoever watches. Anything but points is not kept waiting.
 */
export class CommitRhythm {
  #last = -Infinity

  begins(): void {
    this.#last = performance.now()
  }

  /** ms for which these items may wait for more. */
  patience(items: readonly TrainItem[]): number {
    const isSoon = items.length >= mostTogether || items.some(({ kind }) => kind !== 'points' && kind !== 'heartbeat')
    return isSoon ? 0 : this.#last + betweenCommitsMs - performance.now()
  }
}
