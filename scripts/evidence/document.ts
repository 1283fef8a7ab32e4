// Writes docs/science/evidence.md: a table a preset, measured against published.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { plans } from '../../src/science/presets/claims/index.ts'
import type { EvidencePlan } from '../../src/science/presets/claims/claim.ts'
import { presets } from '../../src/science/presets/index.ts'
import type { Preset } from '../../src/science/types.ts'
import { readKept, secondsOf, type Kept } from './kept.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'science')

function seedsText({ seeds, checkedSeeds }: Kept): string {
  if (seeds.length === 0) return 'no seed: nothing is drawn, or the seed is a parameter'
  const list = seeds.length > 4 ? `seeds ${seeds[0]} to ${seeds.at(-1)}` : `seed${seeds.length > 1 ? 's' : ''} ${seeds.join(', ')}`
  return checkedSeeds.length === seeds.length ? list : `${list}; the promised outcome in ${checkedSeeds.length} of ${seeds.length}`
}

function secondsText(kept: Kept): string {
  const seconds = secondsOf(kept)
  return seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds))
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

function state(kept: Kept | null): string {
  if (kept === null) return 'not run yet'
  const missed = kept.claims.filter(({ holds }) => !holds).length
  return missed === 0 ? 'shown' : `misses ${missed} of ${kept.claims.length}`
}

function section({ id, title, reproduces }: Preset, plan: EvidencePlan | undefined, kept: Kept | null): string[] {
  const head = [`### ${title} (\`${id}\`)`, '', reproduces, '']
  const claims = kept?.claims ?? plan?.claims.map((each) => ({ ...each, measured: 'not run yet', holds: null })) ?? []
  const rows = claims.map(({ claim, published, measured, holds }) => `| ${cell(claim)} | ${cell(published)} | ${cell(measured)} | ${holds === null ? '–' : holds ? 'yes' : '**no**'} |`)
  const table = rows.length === 0 ? [] : ['| claim | published | measured | holds |', '| --- | --- | --- | --- |', ...rows, '']
  const from = kept === null ? [] : [`${seedsText(kept)}; ${kept.executor === null ? 'no executor' : `${kept.executor.build}, ${kept.executor.threads} thread${kept.executor.threads > 1 ? 's' : ''} a run`}; ${secondsText(kept)} s of training in all.`, '']
  return [...head, ...table, ...from, ...(plan?.finding === undefined ? [] : [plan.finding, ''])]
}

export function evidenceText(): string {
  const all = presets.map((preset) => ({ preset, plan: plans.find((plan) => plan.preset === preset.id), kept: readKept(preset.id) }))
  const machine = all.flatMap(({ kept }) => kept?.machine ?? [])[0]
  const summary = all.map(({ preset, kept }) => `| [${cell(preset.title)}](#${anchor(preset)}) | ${preset.source} | ${state(kept)} | ${kept === null ? '' : secondsText(kept)} |`)
  const missing = all.filter(({ kept }) => kept?.claims.some(({ holds }) => !holds))
  const waiting = all.filter(({ kept }) => kept === null)
  return [
    '# Evidence',
    '',
    'What each preset has to show, what its source has, and what this engine measured. The claims were written down before the first run; `npm run evidence`',
    'writes this page from the kept results in `resources/evidence`. A time is the first logged step at which the condition holds. Seconds are training with',
    'evaluation and commits, of all runs of the preset together, two of them beside each other on a machine that had other work; they do not count the compiler.',
    '“Independent implementation” is one outside this project, with other random numbers: where a source gives no number, its own is named so.',
    '',
    ...(machine === undefined ? [] : [`Measured on ${machine.cores} cores of a machine with ${machine.processor}, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}.`, '']),
    '| preset | source | state | seconds |',
    '| --- | --- | --- | --- |',
    ...summary,
    '',
    ...(missing.length === 0 ? [] : [`Missing a figure: ${missing.map(({ preset }) => preset.title).join(', ')}. What was found stands at each.`, '']),
    ...(waiting.length === 0 ? [] : [`Not run yet: ${waiting.map(({ preset }) => preset.title).join(', ')}.`, '']),
    ...all.flatMap(({ preset, plan, kept }) => section(preset, plan, kept)),
  ].join('\n')
}

/** As Markdown hosts make it of a heading. */
function anchor({ title, id }: Preset): string {
  return `${title} (\`${id}\`)`.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')
}

export function writeDocument(): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'evidence.md'), `${evidenceText().trimEnd()}\n`)
}
