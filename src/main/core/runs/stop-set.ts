import { LabError } from '../../../shared/errors.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { isAtRest } from '../store/run-state.ts'
import type { Store } from '../store/store.ts'
import type { Steering } from './steering.ts'

/** Ends what a set still has to do: those that wait first, so that none begins because another one ended. */
export async function stopSet(store: Store, steer: Pick<Steering, 'stop'>, set: string): Promise<readonly RunId[]> {
  const members = store.runs.all().filter((row) => row.set_id === set)
  if (members.length === 0) throw new LabError('bad-input', `This store has no set ${set}. Nothing was changed.`, { set })
  const busy = members.filter(({ id }) => !isAtRest(store.state(id)))
  const waiting = busy.filter(({ id }) => store.state(id).status === 'queued')
  for (const { id } of [...waiting, ...busy.filter((row) => !waiting.includes(row))]) {
    // One that came to rest meanwhile is what was wanted.
    if (!isAtRest(store.state(id))) await steer.stop(id)
  }
  return busy.map(({ id }) => id)
}
