/** Folders whose frames are the engine's own; their tests are callers like any other. */
const ours = /\/engine\/(ops|program)\/(?!.*\.test\.ts)/

/**
 * Where the first frame outside the engine stands, as `file:line`, or null when that cannot be told (a bundle puts every
 * source into one file). Programs are recorded once, so the cost of a stack trace an instruction does not matter.
 */
export function callerLine(stack: string | undefined = new Error().stack): string | null {
  const frames = (stack ?? '').replaceAll('\\', '/').split('\n').filter((line) => /^\s*at /.test(line))
  const first = frames.findIndex((frame) => ours.test(frame))
  if (first < 0) return null
  const caller = frames.slice(first).find((frame) => !ours.test(frame))
  const place = caller?.match(/(?:file:\/\/)?([^\s()]+?):(\d+):\d+\)?$/)
  if (!place) return null
  const path = place[1] ?? ''
  return `${path.slice(Math.max(path.lastIndexOf('/src/') + 1, 0))}:${place[2]}`
}
