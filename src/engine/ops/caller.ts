/** Folders whose frames are the engine's own; their tests are callers like any other. */
const ours = /\/engine\/(ops|program)\/(?!.*\.test\.ts)/

/** Ten frames, V8's default, end inside the engine when derived operations call each other. */
const depth = 50

/**
 * Where the first frame outside the engine stands, as `file:line`, or null when that cannot be told (a bundle puts every
 * source into one file). Costs some 40 µs, so it is asked for only when something is refused.
 */
export function callerLine(): string | null {
  const frames = deepStack().replaceAll('\\', '/').split('\n').filter((line) => /^\s*at /.test(line))
  const first = frames.findIndex((frame) => ours.test(frame))
  if (first < 0) return null
  const caller = frames.slice(first).find((frame) => !ours.test(frame) && !/\(<anonymous>\)$/.test(frame))
  const place = caller?.match(/(?:file:\/\/)?([^\s()]+?):(\d+):\d+\)?$/)
  if (!place) return null
  const path = place[1] ?? ''
  return `${path.slice(Math.max(path.lastIndexOf('/src/') + 1, 0))}:${place[2]}`
}

/** The limit is a setting of V8 that the language does not know; elsewhere it is ignored. */
function deepStack(): string {
  const before: unknown = Reflect.get(Error, 'stackTraceLimit')
  Reflect.set(Error, 'stackTraceLimit', depth)
  const { stack = '' } = new Error()
  Reflect.set(Error, 'stackTraceLimit', before)
  return stack
}
