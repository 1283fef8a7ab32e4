import { preparationPhases } from './phases.ts'
import type { Axis, Buffer, BufferId, Factor, Kernel, Loop, LoopInput, LoopOutput, LoopStep, Register, Schedule } from './schedule.ts'

const at = (buffer: BufferId, offset = 0): string => `b${buffer}${offset === 0 ? '' : `+${offset}`}`
const register = (r: Register): string => `r${r}`
const numeral = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

/** The first elements; a constant can be large. */
function elements(data: ArrayLike<number>): string {
  const shown = Array.from({ length: Math.min(data.length, 8) }, (_, i) => numeral(data[i] as number))
  return `${shown.join(', ')}${data.length > 8 ? ', …' : ''}`
}

function bufferLine({ dtype, length, home }: Buffer, id: BufferId, inputs: ReadonlyMap<BufferId, string>): string {
  const what = `b${id} ${dtype}[${length}]`
  switch (home.kind) {
    case 'input':
      return `${what} input ${inputs.get(id) ?? '?'}`
    case 'constant':
      return `${what} constant ${elements(home.value.data)}`
    case 'temporary':
      return home.place === null ? what : `${what} place ${home.place}`
  }
}

/** `59:200 200:1`: lengths and strides, the slowest axis first. */
const axes = (list: readonly Axis[]): string => list.map(({ length, stride }) => `${length}:${stride}`).join(' ')

function inputText(input: LoopInput): string {
  switch (input.kind) {
    case 'element':
    case 'row':
    case 'column':
    case 'scalar':
      return `${input.kind} ${at(input.buffer, input.offset)} ${input.dtype}`
    case 'strided':
      return `strided ${at(input.buffer, input.offset)} rows ${axes(input.rowAxes)} columns ${axes(input.columnAxes)} ${input.dtype}`
    case 'lookup': {
      const { buffer, offset, tableRows, indices, indexOffset, indexStride } = input
      return `lookup ${at(buffer, offset)} of ${tableRows} rows by ${at(indices, indexOffset)}${indexStride === 1 ? '' : `:${indexStride}`} ${input.dtype}`
    }
    case 'columnIndex':
    case 'rowIndex':
    case 'step':
    case 'product':
      return `${input.kind} ${input.dtype}`
  }
}

function stepText(step: LoopStep): string {
  switch (step.kind) {
    case 'elementwise':
      return `${step.op}(${step.operands.map(register).join(', ')}) ${step.dtype}`
    case 'number':
      return `${numeral(step.value)} ${step.dtype}`
    case 'rowReduce':
      return `row ${step.op}(${register(step.operand)}) ${step.dtype}`
  }
}

function outputText(output: LoopOutput): string {
  const place = at(output.buffer, output.offset)
  switch (output.kind) {
    case 'element':
    case 'row':
      return `${output.kind} ${place} = ${register(output.register)}`
    case 'strided':
      return `strided ${place} rows ${axes(output.rowAxes)} columns ${axes(output.columnAxes)} = ${register(output.register)}`
    case 'columnReduce':
      return `column ${place} = ${output.op} ${register(output.register)}`
    case 'totalReduce':
      return `total ${place} = ${output.op} ${register(output.register)}`
  }
}

function loopLines(title: string, { rows, columns, inputs, body, outputs }: Loop): string[] {
  const registers = [...inputs.map(inputText), ...body.map(stepText)].map((text, i) => `  r${i} = ${text}`)
  return [`${title} ${rows} x ${columns}`, ...registers, ...outputs.map((output) => `  ${outputText(output)}`)]
}

function factorText({ buffer, offset, batchStride, rowStride, columnStride }: Factor, batch: number): string {
  return `${at(buffer, offset)} strides ${batch === 1 ? '' : `${batchStride} `}${rowStride} ${columnStride}`
}

function kernelLines(kernel: Kernel): string[] {
  switch (kernel.kind) {
    case 'loops': {
      const lines = kernel.loops.flatMap((loop) => loopLines('loop', loop))
      return kernel.loops.length === 1 ? lines : [`sweep of ${kernel.loops.length} loops`, ...lines.map((line) => `  ${line}`)]
    }
    case 'product': {
      const { dtype, batch, m, n, k, left, right, out, epilogue } = kernel
      const size = `${batch === 1 ? '' : `${batch} x `}${m} x ${n} over ${k}`
      const head = `product ${size} ${dtype}: ${at(out)} = ${factorText(left, batch)} times ${factorText(right, batch)}`
      return [head, ...(epilogue === null ? [] : loopLines('epilogue', epilogue).map((line) => `  ${line}`))]
    }
    case 'segmentSum': {
      const { dtype, rows, width, segments, values, indices, indexOffset, indexStride, out, offset } = kernel
      const by = `${at(indices, indexOffset)}${indexStride === 1 ? '' : `:${indexStride}`}`
      return [`segmentSum ${rows} rows of ${width} into ${segments} ${dtype}: ${at(out, offset)} = ${at(values)} by ${by}`]
    }
    case 'random': {
      const { op, seed, stream } = kernel.primitive
      return [`${op} seed ${seed} stream ${stream}: ${at(kernel.out)} by ${at(kernel.counter)}`]
    }
    case 'svd':
      return [`svd ${kernel.rows} x ${kernel.columns} ${kernel.dtype}: ${at(kernel.out)} = ${at(kernel.operand)}`]
  }
}

/**
 * A schedule as text: buffers, kernels phase by phase, outputs. Equal schedules give equal text.
 *
 *   b0 f32[6] input w
 *   b1 f32[6]
 *   phase 0
 *     loop 2 x 3
 *       r0 = element b0 f32
 *       r1 = exp(r0) f32
 *       element b1 = r1
 *   output y b1
 */
export function printSchedule(schedule: Schedule): string {
  const inputs = new Map(schedule.inputs.map(({ name, buffer }) => [buffer, name]))
  const prepared = preparationPhases(schedule)
  return [
    ...schedule.buffers.map((buffer, id) => bufferLine(buffer, id, inputs)),
    ...schedule.phases.flatMap((phase, i) => [
      `phase ${i}${i < prepared ? ', once' : ''}`,
      ...phase.flatMap((index) => kernelLines(schedule.kernels[index] as Kernel)).map((line) => `  ${line}`),
    ]),
    ...schedule.outputs.map(({ name, buffer }) => `output ${name} b${buffer}`),
  ].join('\n')
}
