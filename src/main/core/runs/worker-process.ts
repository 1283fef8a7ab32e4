import { spawn, type ChildProcess } from 'node:child_process'
import { connect } from '../../../shared/rpc/client.ts'
import { processChannel } from '../../../shared/rpc/process-channel.ts'
import { LabError } from '../../../shared/errors.ts'
import { workerContract, workerProtocol, type WorkerClient } from '../../../shared/worker-contract.ts'

export interface WorkerCommand {
  readonly node: string
  readonly entry: string
}

export interface WorkerProcess {
  readonly client: WorkerClient
  /** Settles when hands are shaken; rejects when the process is refused or gone before that. */
  readonly ready: Promise<void>
  /** Settles when the process is gone, with a sentence that says how it ended. */
  readonly gone: Promise<string>
  /** Ends it at once, without asking; `gone` gives the reason that is named here. */
  kill(reason: string): void
  /** Lets it end by itself: its channel is closed. Killed when it takes longer than a second. */
  release(): Promise<void>
}

/** A process that crashes is seen at once; this is for one that hangs, on a machine that may be busy (10 s were not enough at a load of 27). */
const helloMs = 30_000
const releaseMs = 1_000
const stderrTail = 4_000

/** As the launcher starts this process, and for its reason: weights are read out as memory outside the heap. */
const flags = ['--initial-old-space-size=256']

/** Those that run. One that hangs does not see that its owner is gone, so none outlives this process, however soon that has to end. */
const alive = new Set<ChildProcess>()
const endAll = (): void => {
  for (const child of alive) child.kill('SIGKILL')
}

function endWithThis(child: ChildProcess): void {
  if (alive.size === 0) process.on('exit', endAll)
  alive.add(child)
  const forget = (): void => {
    alive.delete(child)
    if (alive.size === 0) process.off('exit', endAll)
  }
  child.once('exit', forget)
  child.once('error', () => {
    if (child.pid === undefined) forget() // it never began
  })
}

/**
 * Starts the process that computes. It can be ended from the first moment on; a worker of another version or one that does not answer is
 * refused. The purpose stands in its command line, for whoever looks at a list of processes.
 */
export function startWorker(command: WorkerCommand, limitMs = helloMs, purpose: 'training' | 'questions' = 'training'): WorkerProcess {
  const child = spawn(command.node, [...flags, command.entry, purpose], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced', windowsHide: true })
  endWithThis(child)
  let tail = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-stderrTail)))

  let reason: string | null = null
  // Not the event 'close': Node 24 leaves it out after this end has disconnected. The tail is whole once stderr is closed.
  const stderrClosed = new Promise<void>((resolve) => child.stderr?.once('close', resolve))
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`it could not be started: ${error.message}`))
    child.once('exit', (code, signal) => void stderrClosed.then(() => resolve(reason ?? describeEnd(code, signal, tail))))
  })
  const kill = (why: string): void => {
    reason ??= why
    child.kill('SIGKILL')
  }

  const client = connect(workerContract, processChannel(child))
  const ready = shakeHands({ client, gone, kill }, limitMs)
  ready.catch(() => {}) // nobody may be waiting for one that is ended at once

  // A process without its channel has nobody to work for.
  void client.closed.then(() => {
    const timer = setTimeout(() => kill('it did not end by itself'), releaseMs)
    void gone.then(() => clearTimeout(timer))
  })
  return {
    client,
    ready,
    gone,
    kill,
    async release() {
      client.close()
      await gone
    },
  }
}

async function shakeHands(worker: Pick<WorkerProcess, 'client' | 'gone' | 'kill'>, limitMs: number): Promise<void> {
  const timer = setTimeout(() => worker.kill(`it did not answer within ${limitMs / 1000} s`), limitMs)
  try {
    const hello = await Promise.race([worker.client.call('hello', { protocol: workerProtocol }), worker.gone.then((how) => Promise.reject(died(how)))])
    if (hello.protocol !== workerProtocol) throw new LabError('worker-died', `it speaks version ${hello.protocol} of the protocol, the lab version ${workerProtocol}`)
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'disconnected') worker.kill(error instanceof Error ? error.message : String(error))
    throw died(await worker.gone)
  } finally {
    clearTimeout(timer)
  }
}

export function died(how: string): LabError {
  return new LabError('worker-died', `The process that computes is gone: ${how}. Everything saved until then is safe; try again.`, { how })
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null, tail: string): string {
  const how = signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`
  const last = tail.trim().split('\n').filter((line) => /\w*Error\b|panicked|FATAL/.test(line)).at(-1) ?? tail.trim().split('\n').at(-1) ?? ''
  return last === '' ? how : `${how} (${last.trim().slice(0, 300)})`
}
