import { z } from 'zod'
import { theories, theoryById } from '../../science/theory/index.ts'
import type { Theory } from '../../science/theory/theory.ts'
import type { TheoryAnswer, TheoryCard } from '../../shared/schema/theory.ts'
import { measureTools } from './measure-tools.ts'

export const theoryCards = (): readonly TheoryCard[] => theories.map(cardOf)

/** One piece of theory, by the native linear algebra where it is there. */
export async function computeTheory(id: string, given: TheoryAnswer['parameters']): Promise<TheoryAnswer> {
  const theory = theoryById(id)
  const parameters = { ...theory.complete(given) }
  const { numerics } = await measureTools()
  const began = performance.now()
  const { curves, values } = theory.compute(parameters, numerics)
  return { theory: cardOf(theory), parameters, curves: { ...curves }, values: { ...values }, seconds: (performance.now() - began) / 1000 }
}

function cardOf({ id, title, formula, tex, source, parameters }: Theory): TheoryCard {
  return { id, title, formula, tex, source, parameters: z.json().parse(z.toJSONSchema(parameters, { io: 'input' })) }
}
