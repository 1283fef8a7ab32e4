import { spawn } from 'node:child_process'

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  /** Its last part. */
  readonly stderr: string
  readonly seconds: number
}

export interface RunOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  /** Its words as they come, instead of keeping them. */
  readonly show?: boolean
}

const tail = 4000

/** Runs a program to its end; an abort ends it. Seconds are from before the start to after the end, as whoever waits for it counts. */
export async function runProcess(program: string, words: readonly string[], { cwd, env = process.env, signal, show = false }: RunOptions): Promise<Finished> {
  signal.throwIfAborted()
  const began = performance.now()
  const child = spawn(program, words, { cwd, env, stdio: ['ignore', show ? 2 : 'pipe', show ? 'inherit' : 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-tail)))
  const stop = (): void => void child.kill('SIGTERM')
  signal.addEventListener('abort', stop, { once: true })
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    signal.throwIfAborted()
    return { code, stdout, stderr, seconds: (performance.now() - began) / 1000 }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** The last line of a program's output as JSON. */
export function lastJson(finished: Finished): unknown {
  const line = finished.stdout.trim().split('\n').at(-1) ?? ''
  if (finished.code !== 0 || !line.startsWith('{')) throw new Error(`it ended with code ${finished.code}: ${finished.stderr.trim().split('\n').at(-1) ?? ''}`)
  return JSON.parse(line)
}
