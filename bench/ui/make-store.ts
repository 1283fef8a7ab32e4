import { makeSyntheticStore } from './synthetic-store.ts'

// A store of runs that were never trained, to look at: node bench/ui/make-store.ts FOLDER [RUNS]

const [folder, runs = '500'] = process.argv.slice(2)
if (folder === undefined || !/^[1-9]\d*$/.test(runs)) {
  process.stderr.write('Usage: node bench/ui/make-store.ts FOLDER [RUNS]. An earlier one in the folder is replaced.\n')
  process.exitCode = 2
} else {
  const began = performance.now()
  const made = await makeSyntheticStore(folder, { runs: Number(runs) })
  process.stdout.write(`${made.runs.length} runs in ${((performance.now() - began) / 1000).toFixed(1)} s; long curves: ${made.long.join(' ')}; ${made.matrixSteps.length} checkpoints: ${made.matrix}\n`)
}
