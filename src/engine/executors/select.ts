import { LabError } from '../../shared/errors.ts'
import type { ExecutorName } from '../../shared/schema/run.ts'
import type { Executor, TrainingJob } from './executor.ts'
import { executorNamed, findExecutor, type Find, type Finding } from './installed.ts'
import { preference } from './preference.ts'
import { stepTime } from './step-time.ts'

/** What is known before a job is given to an executor. */
export interface Wanted {
  /** The executor that the user asks for; null leaves the choice to the lab. */
  readonly forced: ExecutorName | null
  /** Executors that a probe found unfit on this machine, each with the sentence why. They are not even loaded. */
  readonly unfit: Readonly<Partial<Record<ExecutorName, string>>>
}

/** The executor a job runs on, and why it is not the preferred one, if it is not. */
export interface Choice {
  readonly executor: Executor
  readonly note: string | null
}

/** How executors are found and timed; tests bring their own. */
export interface Means {
  readonly find?: Find
  readonly time?: typeof stepTime
}

/** How much less time a step has to take on another executor before it is chosen instead of the preferred one. */
const worthwhile = 1.3

/**
 * The forced executor; else the first that is there, fit and does not refuse the job, unless a later one makes the steps of this
 * very job at least 1.3 times faster. `reference` takes no part in that race: it is what remains when the others cannot.
 */
export async function selectExecutor(job: TrainingJob, { forced, unfit }: Wanted, { find = findExecutor, time = stepTime }: Means = {}): Promise<Choice> {
  if (forced !== null) return { executor: await forcedExecutor(job, forced, unfit[forced] ?? null, find), note: null }
  const reasons: string[] = []
  const able: Executor[] = []
  for (const name of preference) {
    const unfitness = unfit[name]
    const finding: Finding = unfitness === undefined ? await find(name) : { absence: `The executor ${name} is not used: ${unfitness}` }
    const refusal = 'executor' in finding ? finding.executor.refuses(job) : finding.absence
    if ('executor' in finding && refusal === null) able.push(finding.executor)
    // What comes after the first that can would have been a choice only for its speed.
    else if (refusal !== null && able.length === 0) reasons.push(refusal)
  }
  const [first, ...others] = able
  if (first === undefined) throw new LabError('unsupported', `No executor of this installation can run the job. ${reasons.join(' ')} Nothing was started.`)
  const { executor, note } = await fastest(job, first, others.filter(({ name, isContender = true }) => isContender && name !== 'reference'), time)
  const notes = note === null ? reasons : [...reasons, note]
  return { executor, note: notes.length > 0 ? notes.join(' ') : null }
}

async function forcedExecutor(job: TrainingJob, name: ExecutorName, unfitness: string | null, find: Find): Promise<Executor> {
  if (unfitness !== null) {
    throw new LabError('executor-unavailable', `The executor ${name} is not used: ${unfitness} Nothing was started; choose another executor, or leave the choice to the lab.`, { executor: name })
  }
  const executor = await executorNamed(name, find)
  const refusal = executor.refuses(job)
  if (refusal !== null) throw new LabError('unsupported', `${refusal} Nothing was started; choose another executor.`, { executor: name })
  return executor
}

async function fastest(job: TrainingJob, first: Executor, others: readonly Executor[], time: typeof stepTime): Promise<Choice> {
  if (others.length === 0) return { executor: first, note: null }
  const own = await time(first, job)
  let choice: Choice = { executor: first, note: null }
  let least = own / worthwhile
  for (const executor of others) {
    const its = await time(executor, job)
    if (!(its <= least) || its === Infinity) continue
    least = its
    choice = { executor, note: `${executor.name} makes a step of this run in ${milliseconds(its)}, ${first.name} in ${milliseconds(own)}.` }
  }
  return choice
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toPrecision(3)} ms`
}
