// Trains presets, holds them to their claims and keeps what came out.
//
//   npm run evidence                    those without a result, or with one that is stale
//   npm run evidence -- PRESET...       these
//   npm run evidence -- --long          all that --fast leaves out
//   npm run evidence -- --fast          the quickest kept results again, changing no file: a part of npm test
//   npm run evidence -- --today         one kept result under a minute, picked by the date, changing no file: for CI
//   npm run evidence -- --document      writes the page and the promises from the kept results
//   npm run evidence -- --costs         counts the operations of each preset, for a guess of its time before it is run: resources/costs.json
//   --threads N                         threads a run (1)
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { EvidencePlan } from '../../src/science/presets/claims/claim.ts'
import { plans } from '../../src/science/presets/claims/index.ts'
import { presets } from '../../src/science/presets/index.ts'
import type { Preset } from '../../src/science/types.ts'
import { LabError } from '../../src/shared/errors.ts'
import { writeChecked } from './checked.ts'
import { fastPlans, longPlans, planOfTheDay } from './choose.ts'
import { writeCosts } from './costs.ts'
import { writeDocument } from './document.ts'
import { readKept, writeKept, type Kept } from './kept.ts'
import { prove } from './prove.ts'
import { staleness } from './stale.ts'

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { fast: { type: 'boolean' }, long: { type: 'boolean' }, today: { type: 'boolean' }, document: { type: 'boolean' }, costs: { type: 'boolean' }, threads: { type: 'string', default: '1' } },
})

async function chosen(): Promise<readonly EvidencePlan[]> {
  if (flags.document || flags.costs) return []
  if (flags.fast) return fastPlans()
  if (flags.long) return longPlans()
  if (flags.today) return [planOfTheDay(new Date())].filter((plan) => plan !== null)
  if (positionals.length > 0) return positionals.map(planOf)
  const stale: EvidencePlan[] = []
  for (const plan of plans) if ((await staleness(presetOf(plan), plan, readKept(plan.preset))) !== null) stale.push(plan)
  return stale
}

function planOf(id: string): EvidencePlan {
  const plan = plans.find(({ preset }) => preset === id)
  if (plan !== undefined) return plan
  console.error(`There is no evidence to be taken for ${id}. Choose among ${plans.map(({ preset }) => preset).join(', ')}.`)
  process.exit(2)
}

function presetOf({ preset }: EvidencePlan): Preset {
  const found = presets.find(({ id }) => id === preset)
  if (found === undefined) throw new Error(`Claims are made for ${preset}, which is no preset.`)
  return found
}

/** The same build makes the same bytes, so another step of an event means that training has changed. */
function differs(now: Kept, before: Kept | null): boolean {
  if (before === null || before.executor?.build !== now.executor?.build) return false
  const events = ({ runs }: Kept): string => JSON.stringify(runs.map(({ member, seed, end, events: steps }) => [member, seed, end, steps]))
  return events(now) !== events(before)
}

/** How `npm test` tells that nothing could be trained here from that something failed. */
const exitCodes = { failed: 1, notPossibleHere: 3 } as const

const keeps = flags.fast !== true && flags.today !== true

/** Trains one preset, says what came out, and keeps it where it is to be kept. Returns how much is wrong with it. */
async function take(plan: EvidencePlan): Promise<number> {
  const began = performance.now()
  const { kept, expected } = await prove(presetOf(plan), plan, {
    version,
    threads: Number(flags.threads),
    ended: ({ member, seed, end, seconds, events }) => console.error(`  ${member ?? plan.preset}, seed ${seed}: ${end}, ${seconds.toFixed(1)} s, ${JSON.stringify(events)}`),
  })
  const before = readKept(plan.preset)
  let failures = 0
  console.log(`${plan.preset} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  for (const { claim, measured, holds } of kept.claims) {
    const knownToMiss = before?.claims.some((each) => each.claim === claim && !each.holds) ?? false
    if (!holds && !knownToMiss) failures++
    console.log(`  ${holds ? 'holds ' : knownToMiss ? 'misses, as is known' : 'MISSES'} ${claim} Measured: ${measured}`)
  }
  if (keeps) {
    writeKept(kept, expected)
    writeChecked()
    writeDocument()
  } else if (differs(kept, before)) {
    failures++
    console.log('  CHANGED: the same build came to other steps than it did when this result was kept.')
  }
  return failures
}

try {
  let failures = 0
  for (const plan of await chosen()) failures += await take(plan)
  if (flags.costs) await writeCosts(version)
  if (flags.document) {
    writeChecked()
    writeDocument()
  }
  if (failures > 0 && !keeps) process.exitCode = exitCodes.failed
} catch (error) {
  if (!(error instanceof LabError) || error.code !== 'executor-unavailable') throw error
  console.error(error.message)
  process.exitCode = exitCodes.notPossibleHere
}
