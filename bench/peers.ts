import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { maxForeign } from '../src/main/core/bench/bench.ts'
import type { BenchWorkload } from '../src/shared/schema/bench.ts'
import type { Contender } from './contenders.ts'
import { lastJson, runProcess } from './run-process.ts'

/** What a peer prints with --json; times in milliseconds a step. */
export interface PeerResult {
  readonly peer: string
  readonly ms: number
  readonly ms_min: number
  /** Share of its samples in which nobody else used the cores. */
  readonly clean: number
  readonly thrown_away: number
  readonly train_loss_after_warmup: number
  readonly compile_and_warmup_s: number
  readonly peak_memory: number
  readonly version: string
}

/** Seconds to a test accuracy. */
export interface PeerRace {
  readonly seconds: number
  readonly step_hit: number | null
  readonly steps_run: number
  /** Of the process from before its start to its end. */
  readonly wholeSeconds: number
}

export interface Peers {
  readonly python: string
  readonly scripts: string
  readonly env: NodeJS.ProcessEnv
}

const check = 'import importlib.metadata as m, json; print(json.dumps({d.metadata["Name"].lower(): d.version for d in m.distributions()}))'

/** Whether the environment holds the pinned versions. */
async function isComplete(python: string, requirements: string, cwd: string, signal: AbortSignal): Promise<boolean> {
  if (!existsSync(python)) return false
  const installed = lastJson(await runProcess(python, ['-c', check], { cwd, signal })) as Readonly<Record<string, string>>
  const pinned = readFileSync(requirements, 'utf8').split('\n').filter((line) => /^[a-z]/.test(line)).map((line) => line.trim().split('=='))
  return pinned.every(([name = '', version]) => installed[name]?.split('+')[0] === version)
}

/**
 * Python with the pinned peers, in an environment of the project's own under `.cache/peers`; made when it is not there, which
 * downloads some gigabytes. Everything runs on the CPU.
 */
export async function preparePeers(root: string, say: (sentence: string) => void, signal: AbortSignal): Promise<Peers> {
  const scripts = join(root, 'bench', 'peers')
  const requirements = join(scripts, 'requirements.txt')
  const home = join(root, '.cache', 'peers')
  const windows = process.platform === 'win32'
  const python = join(home, 'venv', windows ? 'Scripts' : 'bin', windows ? 'python.exe' : 'python')
  if (!(await isComplete(python, requirements, root, signal))) {
    say('Setting up PyTorch and JAX under .cache/peers; this downloads some gigabytes, once.')
    const made = await runProcess(windows ? 'python' : 'python3', ['-m', 'venv', join(home, 'venv')], { cwd: root, signal, show: true })
    if (made.code !== 0) throw new Error('A Python environment could not be made. The peers need Python 3.11 or newer with its module venv.')
    const installed = await runProcess(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements], { cwd: root, signal, show: true })
    if (installed.code !== 0) throw new Error('PyTorch and JAX could not be installed. Look at what pip says above; without --peers only the lab is measured.')
  }
  const env = {
    ...process.env,
    CUDA_VISIBLE_DEVICES: '',
    JAX_PLATFORMS: 'cpu',
    TF_CPP_MIN_LOG_LEVEL: '2',
    TORCHINDUCTOR_CACHE_DIR: join(home, 'inductor'),
    PYTHONPYCACHEPREFIX: join(home, 'pycache'),
  }
  return { python, scripts, env }
}

/** Steps that a peer is timed over; the slow workloads fewer, so that one measurement stays within some fifteen seconds. */
const timedSteps = { quick: { slow: 20, other: 100 }, thorough: { slow: 40, other: 300 } } as const
const slow: readonly BenchWorkload[] = ['W4', 'W7']

export interface PeerPace {
  readonly quick: boolean
  readonly threads: number
  readonly patienceSeconds: number
}

/** One measurement of a peer, in a process of its own. */
export async function measurePeer(peers: Peers, workload: BenchWorkload, contender: Contender, pace: PeerPace, signal: AbortSignal): Promise<PeerResult> {
  const { python, scripts, env } = peers
  const { script, mode, variant } = contender
  const steps = timedSteps[pace.quick ? 'quick' : 'thorough'][slow.includes(workload) ? 'slow' : 'other']
  const what = ['--workload', workload, '--mode', mode, '--variant', variant]
  const how = ['--threads', pace.threads, '--steps', steps, '--eval-blocks', 0, '--patience', pace.patienceSeconds, '--max-dirt', maxForeign, '--json']
  return lastJson(await runProcess(python, [script, ...[...what, ...how].map(String)], { cwd: scripts, env, signal })) as PeerResult
}

/** Seconds of the whole command to a test accuracy of 99 % on W1, evaluating every 10 steps and saving nothing. */
export async function racePeer(peers: Peers, contender: Contender, seed: number, threads: number, signal: AbortSignal): Promise<PeerRace> {
  const { python, scripts, env } = peers
  const { script, mode, variant } = contender
  const words = ['--workload', 'W1', '--mode', mode, '--variant', variant, '--threads', threads, '--seed', seed, '--until', 0.99, '--whole', '--json']
  const finished = await runProcess(python, [script, ...words.map(String)], { cwd: scripts, env, signal })
  return { ...(lastJson(finished) as Omit<PeerRace, 'wholeSeconds'>), wholeSeconds: finished.seconds }
}

/** Data and initial weights of a workload as the peers have them, as a safetensors file. */
export async function exportWorkload({ python, scripts, env }: Peers, workload: BenchWorkload, file: string, signal: AbortSignal): Promise<void> {
  const { code, stderr } = await runProcess(python, ['export.py', workload, file], { cwd: scripts, env, signal })
  if (code !== 0) throw new Error(`the numbers of ${workload} could not be written: ${stderr.trim().split('\n').at(-1) ?? ''}`)
}
