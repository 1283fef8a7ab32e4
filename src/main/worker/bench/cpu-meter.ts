import { readFileSync } from 'node:fs'

/** Jiffies of /proc/stat are hundredths of a second on every Linux that Node runs on. */
const ticksPerSecond = 100

interface Reading {
  readonly seconds: number
  /** Core-seconds since the machine started: all processes, and what the hypervisor took away. */
  readonly busy: number
  readonly stolen: number
  readonly own: number
}

/** Busy and stolen core-seconds of the machine, from the text of /proc/stat; null when it is not of that form. */
export function readStat(text: string): { readonly busy: number; readonly stolen: number } | null {
  const fields = /^cpu\s+(.+)$/m.exec(text)?.[1]?.split(/\s+/).map(Number)
  if (fields === undefined || fields.length < 8 || fields.some(Number.isNaN)) return null
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, stolen = 0] = fields
  return { busy: (user + nice + system + irq + softirq) / ticksPerSecond, stolen: stolen / ticksPerSecond }
}

function read(): Reading | null {
  let text: string
  try {
    text = readFileSync('/proc/stat', 'utf8')
  } catch {
    return null
  }
  const stat = readStat(text)
  if (stat === null) return null
  const { user, system } = process.cpuUsage()
  return { seconds: performance.now() / 1000, ...stat, own: (user + system) / 1e6 }
}

/** Cores that other processes used and that the hypervisor took away between two readings. */
export function foreignCores(from: Reading, to: Reading): number {
  const seconds = to.seconds - from.seconds
  const others = Math.max(0, to.busy - from.busy - (to.own - from.own))
  return (others + (to.stolen - from.stolen)) / seconds
}

/** Tells how many cores others have used since it was made; null on systems without /proc/stat. */
export function cpuMeter(): () => number | null {
  const start = read()
  return () => {
    const end = read()
    return start === null || end === null ? null : foreignCores(start, end)
  }
}
