import type { Program } from '../program.ts'

/** Leaves out every instruction that no output needs. Inputs stay: they are the program's signature. */
export function deadCode(program: Program): Program {
  const needed = new Set(program.outputs.map(({ value }) => value))
  const kept = program.instructions.toReversed().filter(({ value, operands }) => {
    if (!needed.has(value)) return false
    for (const operand of operands) needed.add(operand)
    return true
  })
  return { ...program, instructions: kept.reverse() }
}
