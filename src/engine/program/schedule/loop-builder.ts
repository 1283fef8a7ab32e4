import type { DType } from '../../ops/ops.ts'
import type { Space } from './loop-inputs.ts'
import type { Axis, ElementwiseName, Loop, LoopInput, LoopOutput, LoopStep, Register, Span } from './schedule.ts'
import { spanOf } from './spans.ts'

/** What binds a register. */
export type Node = LoopInput | LoopStep

const axesKey = (axes: readonly Axis[]): string => axes.map(({ length, stride }) => `${length}x${stride}`).join('.')

function keyOf(node: Node): string {
  switch (node.kind) {
    case 'elementwise':
      return `${node.op} ${node.dtype} ${node.operands.join()}`
    case 'number':
      return `number ${node.dtype} ${Object.is(node.value, -0) ? '-0' : node.value}`
    case 'rowReduce':
      return `row ${node.op} ${node.operand}`
    case 'strided':
      return `strided ${node.buffer} ${node.offset} ${axesKey(node.rowAxes)} ${axesKey(node.columnAxes)}`
    case 'lookup':
      return `lookup ${node.buffer} ${node.offset} ${node.tableRows} ${node.indices} ${node.indexOffset} ${node.indexStride}`
    case 'columnIndex':
    case 'rowIndex':
    case 'step':
    case 'product':
      return node.kind
    default:
      return `${node.kind} ${node.buffer} ${node.offset}`
  }
}

/** The registers that a node reads. */
export function operandsOf(node: Node): readonly Register[] {
  if (node.kind === 'elementwise') return node.operands
  return node.kind === 'rowReduce' ? [node.operand] : []
}

function isStep(node: Node): node is LoopStep {
  return node.kind === 'elementwise' || node.kind === 'number' || node.kind === 'rowReduce'
}

/** The node with other registers in the place of its operands; itself where they are the same. */
function withOperands<N extends Node>(node: N, moved: (register: Register) => Register): N {
  if (node.kind === 'elementwise') {
    return node.operands.every((operand) => moved(operand) === operand) ? node : { ...node, operands: node.operands.map(moved) }
  }
  return node.kind === 'rowReduce' ? { ...node, operand: moved(node.operand) } : node
}

/** A loop in the making. Equal inputs and equal steps are one register; `build` leaves out what no output needs. */
export class LoopBuilder {
  readonly space: Space
  private readonly nodes: Node[] = []
  private readonly spans: Span[] = []
  private readonly known = new Map<string, Register>()
  private readonly outputs: LoopOutput[] = []

  constructor(space: Space) {
    this.space = space
  }

  add(node: Node): Register {
    const key = keyOf(node)
    const earlier = this.known.get(key)
    if (earlier !== undefined) return earlier
    const register = this.nodes.length
    this.nodes.push(node)
    this.spans.push(spanOf(node, this.spans))
    this.known.set(key, register)
    return register
  }

  /** Adds the nodes of a loop; `replace` gives the register that stands in the place of an input, or undefined to keep it. */
  addLoop(loop: Pick<Loop, 'inputs' | 'body'>, replace: (input: LoopInput) => Register | undefined = () => undefined): Register[] {
    const own: Register[] = []
    for (const input of loop.inputs) own.push(replace(input) ?? this.add(input))
    for (const step of loop.body) own.push(this.add(withOperands(step, (register) => own[register] as Register)))
    return own
  }

  number(value: number, dtype: DType): Register {
    return this.add({ kind: 'number', value, dtype })
  }

  apply(op: ElementwiseName, operands: readonly Register[], dtype: DType): Register {
    return this.add({ kind: 'elementwise', op, operands, dtype })
  }

  reduceRow(op: 'sum' | 'max' | 'argmax', operand: Register, dtype: DType): Register {
    return this.add({ kind: 'rowReduce', op, operand, dtype })
  }

  spanAt(register: Register): Span {
    return this.spans[register] as Span
  }

  write(output: LoopOutput): void {
    this.outputs.push(output)
  }

  get size(): number {
    return this.nodes.length
  }

  build(): Loop {
    const needed = new Uint8Array(this.nodes.length)
    for (const { register } of this.outputs) needed[register] = 1
    for (let register = this.nodes.length - 1; register >= 0; register--) {
      if (needed[register] === 1) for (const operand of operandsOf(this.nodes[register] as Node)) needed[operand] = 1
    }
    const places = new Int32Array(this.nodes.length)
    const moved = (register: Register): Register => places[register] as number
    const inputs: LoopInput[] = []
    const body: LoopStep[] = []
    this.nodes.forEach((node, register) => {
      if (needed[register] !== 1 || isStep(node)) return
      places[register] = inputs.push(node) - 1
    })
    this.nodes.forEach((node, register) => {
      if (needed[register] !== 1 || !isStep(node)) return
      places[register] = inputs.length + body.push(withOperands(node, moved)) - 1
    })
    return { ...this.space, inputs, body, outputs: this.outputs.map((output) => ({ ...output, register: moved(output.register) })) }
  }
}
