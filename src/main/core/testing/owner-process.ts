import { openLab } from '../lab.ts'
import { emptyTrash, restoreRuns, trashRuns } from '../organise/trash.ts'
import { openStore } from '../store/store.ts'
import { holdStore } from '../owner/lock.ts'
import { prepareFolder } from '../store/database.ts'
import { labOptions } from './labs.ts'
import { insertSample, points, time, weights } from './sample-runs.ts'

// Another process that owns a store, for tests that kill it: `lab` opens the whole lab and says so; `commits` saves
// points and checkpoints as fast as it can and says after each which is acknowledged;
// `trash` makes runs, moves them to the trash, brings half of them back and removes the rest for good, again and again.

const [job, folder = ''] = process.argv.slice(2)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

if (job === 'lab') {
  await openLab(labOptions(folder))
  say('open')
} else if (job === 'trash') {
  prepareFolder(folder)
  holdStore(folder)
  const store = await openStore(folder, { now: time })
  for (let round = 0; ; round++) {
    const ids = Array.from({ length: 10 }, () => insertSample(store))
    for (const [i, id] of ids.entries()) {
      const staged = await store.checkpoints.stage({ step: 1, weights: weights(round * 100 + i), optimiser: null })
      store.transact(() => {
        store.checkpoints.commit(id, staged)
        store.states.end(id, { status: 'finished', step: 1 }, time())
      })
    }
    trashRuns(store, ids, time())
    say(`trashed ${round}`)
    restoreRuns(store, ids.slice(5))
    say(`restored ${round}`)
    await emptyTrash(store, null)
    say(`emptied ${round}`)
  }
} else {
  prepareFolder(folder)
  holdStore(folder)
  const store = await openStore(folder, { now: time })
  const id = insertSample(store)
  say(id)
  for (let step = 0; ; step++) {
    const staged = await store.checkpoints.stage({ step, weights: weights(step), optimiser: null })
    store.transact(() => {
      store.curves.append(id, points([step], { loss: (s) => s / 2, accuracy: (s) => -s }))
      store.checkpoints.commit(id, staged)
      store.runs.progress(id, step, step, time())
    })
    say(String(step))
  }
}
