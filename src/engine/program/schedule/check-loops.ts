import type { DType } from '../../ops/ops.ts'
import { infer } from '../../ops/shapes.ts'
import type { Axis, Buffer, BufferId, Loop, LoopInput, LoopOutput, LoopStep } from './schedule.ts'
import { spansOf } from './spans.ts'

/** Says what is wrong and does not return. */
export type Fault = (what: string) => never

const size = (axes: readonly Axis[]): number => axes.reduce((n, { length }) => n * length, 1)

function checkDigits({ rowAxes, columnAxes }: { readonly rowAxes: readonly Axis[]; readonly columnAxes: readonly Axis[] }, { rows, columns }: Loop, fault: Fault): void {
  if (size(rowAxes) !== rows || size(columnAxes) !== columns) fault(`digits of ${size(rowAxes)} × ${size(columnAxes)} in a loop of ${rows} × ${columns}`)
}

function checkInput(input: LoopInput, loop: Loop, product: DType | null, dtypeOf: (buffer: BufferId) => DType, fault: Fault): void {
  if (input.kind === 'product' && input.dtype !== product) fault('an input `product` where there is none, or of another dtype')
  if ('buffer' in input && dtypeOf(input.buffer) !== input.dtype) fault(`buffer ${input.buffer} is ${dtypeOf(input.buffer)}, read as ${input.dtype}`)
  if (input.kind === 'lookup' && dtypeOf(input.indices) !== 'i32') fault(`indices in buffer ${input.indices} are ${dtypeOf(input.indices)}`)
  if (input.kind === 'strided') checkDigits(input, loop, fault)
}

/** The dtype that the shape rules give; a number is what it says. */
function dtypeOfStep(step: LoopStep, dtypes: readonly DType[], fault: Fault): DType {
  const at = (register: number): { shape: []; dtype: DType } => ({ shape: [], dtype: dtypes[register] ?? fault(`register ${register} is used before it is bound`) })
  switch (step.kind) {
    case 'number':
      return step.dtype
    case 'rowReduce':
      return step.op === 'argmax' ? 'i32' : at(step.operand).dtype
    case 'elementwise':
      return infer(step.op === 'cast' ? { op: 'cast', dtype: step.dtype } : { op: step.op }, step.operands.map(at)).dtype
  }
}

function checkOutput(output: LoopOutput, loop: Loop, dtypes: readonly DType[], dtypeOf: (buffer: BufferId) => DType, fault: Fault): void {
  const dtype = dtypes[output.register] ?? fault(`output of register ${output.register}, which is not bound`)
  if (dtypeOf(output.buffer) !== dtype) fault(`buffer ${output.buffer} is ${dtypeOf(output.buffer)}, written as ${dtype}`)
  if (output.kind === 'strided') checkDigits(output, loop, fault)
}

/** Registers bound before their use, of the dtypes that the shape rules give and the spans that their users need. */
export function checkLoop(loop: Loop, buffers: readonly Buffer[], product: DType | null, fault: Fault): void {
  const dtypeOf = (buffer: BufferId): DType => buffers[buffer]?.dtype ?? fault(`buffer ${buffer} does not exist`)
  const dtypes: DType[] = []
  for (const input of loop.inputs) {
    checkInput(input, loop, product, dtypeOf, fault)
    dtypes.push(input.dtype)
  }
  for (const step of loop.body) {
    const dtype = dtypeOfStep(step, dtypes, fault)
    if (dtype !== step.dtype) fault(`a step ${step.kind === 'number' ? 'number' : step.op} gives ${dtype} but is marked ${step.dtype}`)
    dtypes.push(dtype)
  }
  if (loop.outputs.length === 0) fault('a loop without outputs')
  for (const output of loop.outputs) checkOutput(output, loop, dtypes, dtypeOf, fault)

  const spans = spansOf(loop)
  for (const step of loop.body) {
    if (step.kind !== 'rowReduce') continue
    const span = spans[step.operand]
    if (span !== 'element' && span !== 'column') fault(`a row reduction of a register of span ${span}`)
  }
  for (const output of loop.outputs) {
    const span = spans[output.register]
    if (output.kind === 'row' && span !== 'row' && span !== 'scalar') fault(`an output of rows from a register of span ${span}`)
  }
}
