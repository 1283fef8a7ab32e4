import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { workerProtocol } from '../../../shared/worker-contract.ts'
import { workerCommand } from '../paths.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

/** Neither there nor a zombie that nobody has asked after. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform === 'linux' && /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}

test.skipIf(process.platform === 'win32')('a worker that hangs does not outlive a process that has to end at once', async () => {
  // A stopped process stands for one that hangs: neither sees that its channel is closed.
  const script = `
    import { startWorker } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'worker-process.ts')).href)}
    const worker = startWorker(${JSON.stringify(workerCommand())})
    await worker.ready
    const { pid } = await worker.client.call('hello', { protocol: ${workerProtocol} })
    process.kill(pid, 'SIGSTOP')
    process.stdout.write(String(pid), () => process.exit(130))
  `
  const child = spawn(workerCommand().node, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout.on('data', (text: Buffer) => (told += String(text)))
  const code = await new Promise((resolve) => child.once('close', resolve))
  const pid = Number(told)
  onTestFinished(() => void (isGone(pid) || process.kill(pid, 'SIGKILL')))
  expect([code, pid > 0]).toEqual([130, true])
  await vi.waitFor(() => expect(isGone(pid)).toBe(true), 5_000)
})
