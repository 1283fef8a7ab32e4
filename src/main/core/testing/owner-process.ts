import { openLab } from '../lab.ts'
import { openStore } from '../store/store.ts'
import { holdStore } from '../owner/lock.ts'
import { prepareFolder } from '../store/database.ts'
import { labOptions } from './labs.ts'
import { insertSample, points, time, weights } from './sample-runs.ts'

// Another process that owns a store, for tests that kill it: `lab` opens the whole lab and says so; `commits` saves
// points and checkpoints as fast as it can and says after each which is acknowledged.

const [job, folder = ''] = process.argv.slice(2)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

if (job === 'lab') {
  await openLab(labOptions(folder))
  say('open')
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
