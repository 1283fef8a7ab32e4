import { conformanceCases } from '../../ops/conformance.ts'
import type { DType } from '../../ops/ops.ts'
import type { NamedTensors } from '../../../shared/tensors.ts'
import type { Program } from '../program.ts'
import { record } from '../record.ts'

/** Every conformance case as a program with its operands as inputs `x0`, `x1`, … and its result as output `y`. */
export const conformancePrograms: readonly { readonly title: string; readonly program: Program; readonly inputs: NamedTensors }[] = conformanceCases.map(
  ({ title, operands, build }) => ({
    title,
    program: record((ops) => ({ y: build(ops, ...operands.map(({ shape, dtype }, i) => ops.input(`x${i}`, shape, dtype as DType))) })),
    inputs: Object.fromEntries(operands.map((operand, i) => [`x${i}`, operand])),
  }),
)
