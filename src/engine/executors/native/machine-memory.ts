import { freemem } from 'node:os'

/** Bytes that a new run could have: what the system has left without swapping, and what a limit of the process' group leaves. */
export function memoryToBeHad(): number {
  const limit = process.constrainedMemory() // 0, or more than any machine has, where there is none
  return Math.min(freemem(), limit > 0 ? Math.max(0, limit - process.memoryUsage.rss()) : Infinity)
}
