import { KernelGraph } from './kernel-graph.ts'
import { LoopBuilder } from './loop-builder.ts'
import { isSameElement, moveInputs, sameSpace, type Move } from './loop-spaces.ts'
import { coverage, keepsReductions } from './merge-loops.ts'
import type { BufferId, ElementwiseName, Loop, LoopInput, LoopOutput, Schedule } from './schedule.ts'
import { spansOf } from './spans.ts'

/** Operations that cost no more than reading their operand from memory. */
const cheap: ReadonlySet<ElementwiseName> = new Set<ElementwiseName>([
  'neg', 'abs', 'sign', 'floor', 'cast', 'add', 'sub', 'mul', 'maximum', 'minimum', 'equal', 'less', 'lessEqual', 'select',
])

/** Steps that are done again rather than stored: for each element, and for one number in all of a loop. */
const mostSteps = { elements: 4, scalars: 24 }

/** A loop that computes one buffer and nothing else. */
interface Recipe {
  readonly loop: Loop
  readonly output: LoopOutput
}

function recipeOf(loop: Loop, buffer: BufferId): Recipe | null {
  const outputs = loop.outputs.filter((output) => output.buffer === buffer)
  const [wanted] = outputs
  if (wanted?.kind !== 'element' || outputs.length > 1) return null
  if (loop.outputs.length === 1) return { loop, output: wanted }
  const builder = new LoopBuilder({ rows: loop.rows, columns: loop.columns })
  const registers = builder.addLoop(loop)
  builder.write({ ...wanted, register: registers[wanted.register] as number })
  const built = builder.build()
  return { loop: built, output: built.outputs[0] as LoopOutput }
}

/** Whether a buffer is in memory whatever happens to loops: given, or read by something that is no loop over the same elements. */
function isStored(graph: KernelGraph, buffer: BufferId): boolean {
  if (!graph.isTemporary(buffer) || graph.isOutput(buffer)) return true
  return [...graph.readers(buffer)].some((reader) => {
    const loop = graph.loop(reader)
    return loop === null || loop.inputs.some((input) => 'buffer' in input && input.buffer === buffer && (input.kind === 'lookup' || input.kind === 'strided'))
  })
}

/** Whether computing the buffer again in each loop that reads it costs less than storing and reading it. */
function isCheap(graph: KernelGraph, { loop, output }: Recipe): boolean {
  const steps = loop.body.filter(({ kind }) => kind !== 'number')
  if (loop.rows * loop.columns === 1) return steps.length <= mostSteps.scalars && steps.every(({ kind }) => kind === 'elementwise')
  if (steps.length > mostSteps.elements || !steps.every((step) => step.kind === 'elementwise' && cheap.has(step.op))) return false
  const spans = spansOf(loop)
  const elements = loop.inputs.filter((_, i) => spans[i] === 'element')
  const [only] = elements
  if (only === undefined) return true
  return elements.length === 1 && only.kind === 'element' && isStored(graph, only.buffer) && !isStored(graph, output.buffer)
}

/** How the recipe's space has to move to be that of the reader, by how the reader reads. */
function moveFor(recipe: Loop, reader: Loop, input: LoopInput): Move | null {
  const size = recipe.rows * recipe.columns
  if (size === 1) return 'scalars'
  if (input.kind === 'element') return size === reader.rows * reader.columns ? 'split' : null
  if (input.kind === 'row') return size === reader.rows ? 'rows' : null
  return input.kind === 'column' && size === reader.columns && recipe.rows === 1 ? 'columns' : null
}

/** The reader with the recipe in the place of one of its inputs; null where the one does not fit into the other. */
function withRecipe(reader: Loop, input: LoopInput, { loop, output }: Recipe): Loop | null {
  if (!('offset' in input) || input.kind === 'lookup' || input.kind === 'strided' || input.offset !== output.offset) return null
  const move = moveFor(loop, reader, input)
  if (move === null || (sameSpace(loop, reader) && !isSameElement(output, input, reader))) return null
  const inputs = sameSpace(loop, reader) ? loop.inputs : moveInputs(loop, reader, move)
  if (inputs === null) return null
  const builder = new LoopBuilder({ rows: reader.rows, columns: reader.columns })
  const made = builder.addLoop({ inputs, body: loop.body })[output.register] as number
  const registers = builder.addLoop(reader, (other) => (other === input ? made : undefined))
  for (const result of reader.outputs) builder.write({ ...result, register: registers[result.register] as number })
  const merged = builder.build()
  return keepsReductions(merged, coverage(reader)) ? merged : null
}

/**
 * Lets loops compute again what costs less than storing and reading it: numbers that are the same for all elements (learning
 * rates, corrections by the step), one-hot rows, and masks of what is in memory anyway. Their readers then depend on fewer kernels.
 */
export function recompute(schedule: Schedule): Schedule {
  const graph = new KernelGraph(schedule)
  for (const index of graph.order) {
    for (let again = true; again; ) again = recomputeOne(graph, index)
  }
  return graph.toSchedule()
}

function recomputeOne(graph: KernelGraph, index: number): boolean {
  const kernel = graph.kernel(index)
  const reader = graph.loop(index)
  if (kernel === null || reader === null || graph.movesState(index)) return false
  for (const input of reader.inputs) {
    if (!('buffer' in input) || !graph.isTemporary(input.buffer)) continue
    const [writer, ...others] = graph.writers(input.buffer)
    const loop = writer === undefined || others.length > 0 ? null : graph.loop(writer)
    const recipe = loop === null ? null : recipeOf(loop, input.buffer)
    if (recipe === null || !isCheap(graph, recipe)) continue
    const merged = withRecipe(reader, input, recipe)
    if (merged === null) continue
    graph.replace(index, { kind: 'loops', loops: [merged], once: kernel.once })
    return true
  }
  return false
}
