import type { Verb } from '../context.ts'
import type { VerbName } from '../verb-table.ts'
import { bench } from './bench.ts'
import { curves } from './curves.ts'
import { doctor } from './doctor.ts'
import { explain } from './explain.ts'
import { presets } from './presets.ts'
import { resume } from './resume.ts'
import { run } from './run.ts'
import { runs } from './runs.ts'
import { show } from './show.ts'
import { weights } from './weights.ts'

export const verbs: Readonly<Record<VerbName, Verb>> = { presets, run, explain, runs, show, curves, weights, resume, bench, doctor }
