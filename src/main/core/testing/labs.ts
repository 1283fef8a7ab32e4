import { contract, type LabClient } from '../../../shared/contract.ts'
import { connect } from '../../../shared/rpc/client.ts'
import { channelPair } from '../../../shared/rpc/pair.ts'
import { serve } from '../../../shared/rpc/server.ts'
import { clockSeries } from '../../../shared/runs/clock.ts'
import type { RunConfigInput } from '../../../shared/schema/run-config.ts'
import type { Curves, RunId, RunState } from '../../../shared/schema/run.ts'
import { openLab, type Lab, type LabOptions } from '../lab.ts'
import { resourcesFolder, workerCommand } from '../paths.ts'
import { temporaryFolder } from './folders.ts'
import { tinyConfig } from './sample-runs.ts'

export function labOptions(store: string, changes: Partial<LabOptions> = {}): LabOptions {
  return { store, resources: resourcesFolder(), worker: workerCommand(), version: '0.0.0', host: 'server', focus: () => null, ...changes }
}

export interface TestLab {
  readonly lab: Lab
  readonly client: LabClient
  readonly store: string
  create(changes?: Partial<RunConfigInput>): Promise<RunId>
  /** Resolves once the state is as wanted, watched as a page would. */
  until(id: RunId, isMet: (state: RunState) => boolean): Promise<RunState>
  atRest(id: RunId): Promise<RunState>
}

/** A lab with real workers on a store of its own, and a client that speaks to it through a channel. */
export async function testLab(after: (clean: () => void | Promise<void>) => void, changes: Partial<LabOptions> = {}): Promise<TestLab> {
  const store = changes.store ?? temporaryFolder(after)
  const lab = await openLab(labOptions(store, changes))
  const [near, far] = channelPair()
  serve(contract, lab.handlers, far)
  const client = connect(contract, near)
  after(async () => {
    client.close()
    await lab.close()
  })

  const until = async (id: RunId, isMet: (state: RunState) => boolean): Promise<RunState> => {
    const stream = client.stream('runs.watch', { id })
    for await (const { state } of stream) if (isMet(state)) return state
    throw new Error(`the run came to rest as ${JSON.stringify((await stream.end).state)}`)
  }
  return {
    lab,
    client,
    store,
    create: async (config = {}) => (await client.call('runs.create', { config: JSON.parse(JSON.stringify({ ...tinyConfig, ...config })) })).id,
    until,
    async atRest(id) {
      const stream = client.stream('runs.watch', { id })
      for await (const _update of stream);
      return (await stream.end).state
    },
  }
}

/** Curves but for the time they took, which is of this computer and not of the run. */
export function untimed({ [clockSeries]: _clock, ...curves }: Curves): Curves {
  return curves
}

/** Everything that must not depend on what happened to a run while it trained. */
export async function outcome({ client }: TestLab, id: RunId): Promise<{ readonly weights: Uint8Array; readonly curves: Curves; readonly events: unknown; readonly final: unknown }> {
  const { bytes } = await client.call('runs.weightsFile', { id })
  const { run } = await client.call('runs.get', { id })
  return { weights: bytes, curves: untimed(await client.call('runs.curves', { id })), events: run.events, final: run.final }
}
