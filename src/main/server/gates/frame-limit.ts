import type { Specification } from '../../../shared/rpc/specification.ts'

/**
 * Largest WebSocket frame that a page can need: the largest input of the contract, as text. JSON takes at most four
 * times what `byteSize` counts (`\u0000` is six bytes where two were counted, a number 25 where it was 8), and some for
 * the message around it. Larger frames close the socket with 1009 before they are in memory.
 */
export function frameLimit(specification: Specification): number {
  return 4 * Math.max(...Object.values(specification).map(({ maxBytes }) => maxBytes)) + 65_536
}
