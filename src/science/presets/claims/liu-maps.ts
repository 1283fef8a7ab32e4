import { liuLabel } from '../../phases/labels.ts'
import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange, shown } from './judge.ts'
import { firstAbove, peak } from './read.ts'

const generalises = firstAbove('test_accuracy', 0.9)

export const decoderDecay: EvidencePlan = {
  preset: 'decoder-decay',
  seeds: firstSeeds(4),
  claims: [
    inRange({ id: 'memorises', claim: 'Without decay training passes 90 % in 4 of 4 seeds.', published: 'Liu et al. 2022, stored map: memorisation', member: 'decay 0', value: firstAbove('train_accuracy', 0.9) }),
    {
      id: 'degroks',
      claim: 'With decay 6 more of 4 seeds bring the tests to 90 % than without decay.',
      published: 'Liu et al. 2022, stored map at this rate: memorisation at decay 0 to 4, comprehension at 5 and 6',
      check({ runs }) {
        const [none, much] = ['decay 0', 'decay 6'].map((member) => runs.filter((run) => run.member === member && generalises(run) !== null).length)
        return { measured: `${shown(none ?? 0)} without, ${shown(much ?? 0)} with decay 6`, holds: runs.length > 0 && (much ?? 0) > (none ?? 0) }
      },
    },
  ],
}

export const phaseMap: EvidencePlan = {
  preset: 'phase-map',
  seeds: firstSeeds(3),
  claims: [
    {
      id: 'phases',
      claim: 'All of comprehension, grokking, memorisation and confusion occur on the map.',
      published: 'Liu et al. 2022, figure 5: four phases',
      check({ runs }) {
        const counts = Map.groupBy(runs, ({ curves }) => liuLabel(curves))
        return { measured: [...counts].map(([label, cells]) => `${label} ${cells.length}`).join(', '), holds: counts.size === 4 }
      },
    },
    inRange({ id: 'slow', claim: 'At decoder rate 0.0001 without decay training passes 90 %.', published: 'Liu et al. 2022, stored map: comprehension', member: 'rate 0.0001, decay 0', value: peak('train_accuracy'), from: 0.9 }),
    inRange({ id: 'quick', claim: 'At decoder rate 0.0063 and decay 10 training never reaches 90 %.', published: 'Liu et al. 2022, stored map: confusion at high decay', member: 'rate 0.0063, decay 10', value: peak('train_accuracy'), to: 0.9 }),
  ],
}
