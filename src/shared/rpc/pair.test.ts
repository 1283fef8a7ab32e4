import { describe, test } from 'vitest'
import { channelCases, serveConformance, type OpenChannel } from './conformance.ts'
import { channelPair } from './pair.ts'

const open = (): OpenChannel => {
  const [here, there] = channelPair()
  return { channel: here, cutServer: () => there.close(), ...serveConformance(there) }
}

describe('two ends in one process', () => {
  test.each(channelCases)('$title', ({ run }) => run(open()))
})
