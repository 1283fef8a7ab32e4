import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const seconds = z.number().min(0)

/**
 * `resources/costs.json`, written by `npm run evidence -- --costs`: what the runs of each preset take on a computer that has nothing else
 * to do, from the operations of their compiled steps. Times the pace of this computer, that is a guess of what they take here.
 */
export const Costs = z.strictObject({
  /** Preset whose time here over its time there is the pace of a computer. */
  probe: z.string(),
  seconds: z.record(z.string(), seconds),
})
export type Costs = z.output<typeof Costs>

export const costsFile = 'costs.json'

/** Null where the resources have none. */
export async function readCosts(resources: string): Promise<Costs | null> {
  let text: string
  try {
    text = await readFile(join(resources, costsFile), 'utf8')
  } catch {
    return null
  }
  return Costs.parse(JSON.parse(text))
}
