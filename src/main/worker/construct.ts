import { constructedNetwork, judgeConstructed } from '../../science/constructed.ts'
import type { Constructed, ConstructedOrder } from '../../shared/schema/constructed.ts'
import { computeOn, type Programs } from './compute.ts'
import { measureTools } from './measure-tools.ts'

/** Programs of the last few sizes: a slider asks for the same one again and again. */
const kept: Programs = new Map()
const mostKept = 16

/** Builds a constructed solution and tries it on every pair. */
export async function construct(order: ConstructedOrder): Promise<Constructed> {
  const began = performance.now()
  const { executor } = await measureTools()
  const network = constructedNetwork(order)
  if (kept.size >= mostKept) kept.clear()
  const judged = await judgeConstructed(computeOn(executor, kept, {}), network)
  return { ...network, ...judged, seconds: (performance.now() - began) / 1000 }
}
