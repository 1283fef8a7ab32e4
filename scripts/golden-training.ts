// What the reference executor makes of a preset in its first steps: `node scripts/golden-training.ts PRESET STEPS` writes
// test/golden/training-PRESET.json, against which every executor is held. Minutes for a large preset; run it again only when the
// preset or its meaning changes.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runPresets } from '../src/science/presets/run-presets.ts'
import { courseOf, type Course } from '../src/main/worker/testing/course.ts'

const root = resolve(import.meta.dirname, '..')
const [id, count] = process.argv.slice(2)
const preset = runPresets.find((each) => each.id === id)
const steps = Number(count)
if (preset === undefined || !Number.isInteger(steps) || steps < 1) {
  console.error(`Usage: node scripts/golden-training.ts PRESET STEPS\nPresets: ${runPresets.map((each) => each.id).join(', ')}`)
  process.exit(2)
}

const { ReferenceExecutor } = await import('../src/engine/executors/reference/reference-executor.ts')
const executor = new ReferenceExecutor()
const courses: Record<string, Course> = {}
for (const precision of ['f64', 'f32'] as const) courses[precision] = await courseOf(executor, preset, precision, steps)
const file = join(root, 'test', 'golden', `training-${preset.id}.json`)
writeFileSync(file, `${JSON.stringify({ preset: preset.id, build: executor.build, steps, ...courses }, null, 1)}\n`)
console.error(`${file} written`)
