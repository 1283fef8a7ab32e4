import { KernelGraph } from './kernel-graph.ts'
import { mergeLoops } from './merge-loops.ts'
import type { Kernel, Schedule } from './schedule.ts'

/** A kernel for each loop, so that each can go where it belongs. */
function apart(schedule: Schedule): Schedule {
  const kernels: Kernel[] = []
  const phases = schedule.phases.flat().flatMap((index) => {
    const kernel = schedule.kernels[index] as Kernel
    const parts = kernel.kind === 'loops' ? kernel.loops.map((loop): Kernel => ({ ...kernel, loops: [loop] })) : [kernel]
    return parts.map((part) => [kernels.push(part) - 1])
  })
  return { ...schedule, kernels, phases }
}

/** Makes one kernel of two, in the place of the second. A detour over a third kernel may go when that one is merged too. */
function merge(graph: KernelGraph, first: number, second: number): 'merged' | 'detour' | 'unlike' {
  const [one, two] = [graph.loop(first), graph.loop(second)]
  const once = graph.kernel(first)?.once ?? false
  if (one === null || two === null || once !== graph.kernel(second)?.once || graph.movesState(first) || graph.movesState(second)) return 'unlike'
  if (graph.hasDetour(first, second)) return 'detour'
  const merged = mergeLoops(one, two, (buffer) => graph.isReadElsewhere(buffer, first, second))
  if (merged === null) return 'unlike'
  graph.join(first, second, { kind: 'loops', loops: [merged], once })
  return 'merged'
}

/** Draws the loops that a loop reads from into it, and theirs in turn. */
function mergeProducers(graph: KernelGraph, index: number): void {
  const unlike = new Set<number>()
  for (let again = graph.loop(index) !== null; again; ) {
    again = graph.producers(index).some((producer) => {
      if (unlike.has(producer)) return false
      const outcome = merge(graph, producer, index)
      if (outcome === 'unlike') unlike.add(producer)
      return outcome === 'merged'
    })
  }
}

/** Loops over the same elements of a buffer become one, so that it is read once. */
function mergeReaders(graph: KernelGraph, schedule: Schedule): void {
  schedule.buffers.forEach((_, buffer) => {
    const readers = [...graph.readers(buffer)].filter((index) => graph.loop(index)?.inputs.some((input) => input.kind === 'element' && input.buffer === buffer))
    for (let i = 0; i < readers.length; i++) {
      const [one, ...others] = readers.slice(i) as [number, ...number[]]
      for (const other of others) {
        if (graph.loop(one) === null || graph.loop(other) === null || graph.areBound(one, other)) continue
        if (merge(graph, one, other) === 'merged') break
      }
    }
  })
}

/**
 * Makes one loop of loops over the same rows and columns: first each with those it reads from, then those that read the same
 * buffer. What stands in registers is neither stored nor read again; what somebody else needs too is one more output. Products,
 * segment sums and reductions over rows stay borders, because their results are complete only at their end.
 */
export function fuseLoops(schedule: Schedule): Schedule {
  const single = apart(schedule)
  const graph = new KernelGraph(single)
  for (const index of graph.order) mergeProducers(graph, index)
  mergeReaders(graph, single)
  return graph.toSchedule()
}
