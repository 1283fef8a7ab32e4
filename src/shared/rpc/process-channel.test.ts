import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { channelCases, type OpenChannel } from './conformance.ts'
import { processChannel } from './process-channel.ts'

/** The child serves its parent and, once the channel is closed, prints how many handlers were aborted. */
const program = `
  import { serveConformance } from '${new URL('conformance.ts', import.meta.url).href}'
  import { processChannel } from '${new URL('process-channel.ts', import.meta.url).href}'
  serveConformance(processChannel(process)).aborted.then((aborted) => console.log(aborted))
`

const open = (): OpenChannel => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  return {
    channel: processChannel(child),
    cutServer: () => child.kill('SIGKILL'),
    aborted: child.stdout ? text(child.stdout).then(Number) : Promise.reject(new Error('no stdout')),
  }
}

describe('a real child process', () => {
  test.each(channelCases)('$title', ({ run }) => run(open()))
})

test('a process without a channel is closed from the start', async () => {
  const child = spawn(process.execPath, ['--eval', ''], { stdio: 'ignore' })
  const channel = processChannel(child)
  channel.post({ lost: true })
  expect(await new Promise((resolve) => channel.onClose(resolve))).toBe('the process has no channel')
})
