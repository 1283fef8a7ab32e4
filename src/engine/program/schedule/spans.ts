import type { Axis, Loop, LoopInput, LoopStep, Span } from './schedule.ts'

const isStill = (axes: readonly Axis[]): boolean => axes.every(({ length, stride }) => stride === 0 || length === 1)

function spanOfInput(input: LoopInput): Span {
  switch (input.kind) {
    case 'element':
    case 'row':
    case 'column':
    case 'scalar':
      return input.kind
    case 'strided':
      if (isStill(input.rowAxes)) return isStill(input.columnAxes) ? 'scalar' : 'column'
      return isStill(input.columnAxes) ? 'row' : 'element'
    case 'lookup':
    case 'product':
      return 'element'
    case 'columnIndex':
      return 'column'
    case 'rowIndex':
      return 'row'
    case 'step':
      return 'scalar'
  }
}

/** The smallest span that covers two. */
export function joinSpans(a: Span, b: Span): Span {
  if (a === b || b === 'scalar') return a
  return a === 'scalar' ? b : 'element'
}

/** The span of a node whose operands come before it. */
export function spanOf(node: LoopInput | LoopStep, spans: readonly Span[]): Span {
  switch (node.kind) {
    case 'elementwise':
      return node.operands.map((operand) => spans[operand] ?? 'scalar').reduce(joinSpans, 'scalar')
    case 'number':
      return 'scalar'
    case 'rowReduce':
      return 'row'
    default:
      return spanOfInput(node)
  }
}

/** The span of every register of a loop. */
export function spansOf({ inputs, body }: Pick<Loop, 'inputs' | 'body'>): Span[] {
  const spans: Span[] = []
  for (const node of [...inputs, ...body]) spans.push(spanOf(node, spans))
  return spans
}
