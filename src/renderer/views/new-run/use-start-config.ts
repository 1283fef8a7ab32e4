import { shallowRef, type ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { Estimate } from '../../../shared/schema/estimate.ts'
import type { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { askBeforeMany } from '../../composables/confirm.ts'
import { useLab } from '../../platform/client.ts'
import { useNotices } from '../../stores/notices.ts'
import { useSelection } from '../../stores/selection.ts'
import { asDraft } from './form/draft.ts'
import { countOf, type SeedRange } from './seed-range.ts'
import type { StartingPoint } from './starting-point.ts'

/** Starts a configuration for each of its seeds, and goes to where that can be watched. */
export function useStartConfig(): { readonly isStarting: Readonly<ShallowRef<boolean>>; start(config: RunConfig, basis: StartingPoint['basis'], seeds: SeedRange, estimate: Estimate | null): Promise<void> } {
  const lab = useLab()
  const router = useRouter()
  const notices = useNotices()
  const selection = useSelection()
  const isStarting = shallowRef(false)

  async function create(config: RunConfig, basis: StartingPoint['basis'], { first, last }: SeedRange): Promise<RunId[]> {
    const made: RunId[] = []
    try {
      for (let seed = first; seed <= last; seed++) {
        const run = await lab.call('runs.create', { config: asDraft(config) as never, basis, seed, seeds: first === last ? null : [first, last] })
        made.push(run.id)
      }
    } catch (error) {
      notices.fail(made.length === 0 ? 'The run was not started' : `Only ${made.length} of ${last - first + 1} runs were started`, error)
    }
    return made
  }

  return {
    isStarting,
    async start(config, basis, seeds, estimate) {
      isStarting.value = true
      try {
        if (!(await askBeforeMany(countOf(seeds), estimate === null ? null : estimate.seconds.middle * countOf(seeds)))) return
        const made = await create(config, basis, seeds)
        const [only, second] = made
        if (only === undefined) return
        if (second === undefined) return void (await router.push(`/runs/${only}`))
        // Several seeds are made to be compared.
        selection.set(made)
        await router.push({ name: 'runs', query: selection.query })
      } finally {
        isStarting.value = false
      }
    },
  }
}
