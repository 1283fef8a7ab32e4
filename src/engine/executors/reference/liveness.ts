import type { Instruction, Program, Value } from '../../program/program.ts'

/** Operations whose result is their operand's array under another name. */
function isAlias({ primitive }: Instruction): boolean {
  return primitive.op === 'reshape' || primitive.op === 'stopGradient'
}

/** For each value the value in whose array it lives: itself, or the one that it renames. */
export function storageOf(program: Program): Map<Value, Value> {
  const storage = new Map<Value, Value>(program.inputs.map(({ value }) => [value, value]))
  for (const instruction of program.instructions) {
    const [first] = instruction.operands
    const shared = isAlias(instruction) && first !== undefined ? storage.get(first) : undefined
    storage.set(instruction.value, shared ?? instruction.value)
  }
  return storage
}

/**
 * Values that are the same in every step: they depend on nothing but constants and `fixed` inputs. They are computed once.
 */
export function invariantValues(program: Program, fixed: ReadonlySet<string>): Set<Value> {
  const invariant = new Set(program.inputs.filter(({ name }) => fixed.has(name)).map(({ value }) => value))
  for (const { value, primitive, operands } of program.instructions) {
    if (primitive.op !== 'step' && operands.every((operand) => invariant.has(operand))) invariant.add(value)
  }
  return invariant
}

/** For each place in the program the arrays that are read there for the last time. Outputs are never freed. */
export function lastUses(program: Program, storage: ReadonlyMap<Value, Value>): Map<number, Value[]> {
  const kept = new Set(program.outputs.map(({ value }) => storage.get(value)))
  const last = new Map<Value, number>()
  program.instructions.forEach(({ value, operands }, place) => {
    for (const used of [value, ...operands]) last.set(storage.get(used) ?? used, place)
  })
  const freed = new Map<number, Value[]>()
  for (const [value, place] of last) {
    if (!kept.has(value)) freed.set(place, [...(freed.get(place) ?? []), value])
  }
  return freed
}
