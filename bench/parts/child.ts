// One measurement that needs an executor, in a process of its own: node bench/parts/child.ts NAME JSON
import { cancelLatency } from './cancel-latency.ts'
import { lossesFrom } from './losses.ts'
import { memoryOverSteps } from './memory.ts'
import { productRate } from './product-rate.ts'
import { onSavedRun } from './science.ts'

const measurements: Readonly<Record<string, (given: never) => Promise<object>>> = { cancelLatency, lossesFrom, memoryOverSteps, onSavedRun, productRate }

const [name = '', given = '{}'] = process.argv.slice(2)
const measurement = measurements[name]
if (measurement === undefined) {
  process.stderr.write(`There is no measurement ${name}; there are ${Object.keys(measurements).join(', ')}.\n`)
  process.exit(2)
}
process.stdout.write(`${JSON.stringify(await measurement(JSON.parse(given) as never))}\n`)
