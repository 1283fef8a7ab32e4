import type { Space } from './loop-inputs.ts'
import { LoopBuilder } from './loop-builder.ts'
import { coversColumns, inOneSpace, isSameElement } from './loop-spaces.ts'
import type { BufferId, Loop, LoopInput, LoopOutput, Register } from './schedule.ts'
import { spansOf } from './spans.ts'

/** More registers than this do not stay in the cache of a core while a loop goes over its elements. */
const mostRegisters = 120

/** The output of `writer` that an input reads element for element; null where it reads something else of it. */
function outputRead(writer: Loop, input: LoopInput): LoopOutput | null | undefined {
  if (!('buffer' in input)) return undefined
  if (input.kind === 'lookup' && writer.outputs.some(({ buffer }) => buffer === input.indices)) return null
  const written = writer.outputs.filter(({ buffer }) => buffer === input.buffer)
  if (written.length === 0) return undefined
  return written.find((output) => isSameElement(output, input, writer)) ?? null
}

/** For each output whether it covers the columns of its loop. */
export function coverage(loop: Loop): boolean[] {
  const spans = spansOf(loop)
  return loop.outputs.map(({ register }) => coversColumns(spans[register]))
}

/** Whether every reduction of a merged loop still means what it did, when registers of wide span became narrow: `before` is the coverage of its outputs. */
export function keepsReductions(loop: Loop, before: readonly boolean[]): boolean {
  const spans = spansOf(loop)
  const rowsHold = loop.body.every((step) => step.kind !== 'rowReduce' || coversColumns(spans[step.operand]))
  return rowsHold && loop.outputs.every(({ kind, register }, i) => {
    if (kind === 'row') return !coversColumns(spans[register])
    return kind !== 'totalReduce' || coversColumns(spans[register]) === before[i]
  })
}

function mergeInSpace(first: Loop, second: Loop, isKept: (buffer: BufferId) => boolean): Loop | null {
  const read = second.inputs.map((input) => outputRead(first, input))
  if (read.includes(null)) return null
  const builder = new LoopBuilder({ rows: first.rows, columns: first.columns } satisfies Space)
  const registers = builder.addLoop(first)
  const taken = new Map<LoopInput, Register>()
  second.inputs.forEach((input, i) => {
    const output = read[i]
    if (output) taken.set(input, registers[output.register] as Register)
  })
  const later = builder.addLoop(second, (input) => taken.get(input))
  if (builder.size > mostRegisters) return null

  const before: boolean[] = []
  const keep = (loop: Loop, own: readonly Register[], isWanted: (buffer: BufferId) => boolean): void => {
    const covering = coverage(loop)
    loop.outputs.forEach((output, i) => {
      if (!isWanted(output.buffer)) return
      builder.write({ ...output, register: own[output.register] as Register })
      before.push(covering[i] as boolean)
    })
  }
  keep(first, registers, isKept)
  keep(second, later, () => true)
  const merged = builder.build()
  return keepsReductions(merged, before) ? merged : null
}

/**
 * One loop that does what `first` and then `second` do; null where there is none, because `second` reads elements that `first`
 * has not computed yet at that point, or because they go over different spaces. `isKept` says which results of `first` somebody
 * else reads.
 */
export function mergeLoops(first: Loop, second: Loop, isKept: (buffer: BufferId) => boolean): Loop | null {
  for (const [a, b] of inOneSpace(first, second)) {
    const merged = mergeInSpace(a, b, isKept)
    if (merged !== null) return merged
  }
  return null
}
