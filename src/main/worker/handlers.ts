import packageFile from '../../../package.json' with { type: 'json' }
import { lotteryTicket } from '../../science/lottery-ticket.ts'
import { experimentOf } from '../../science/experiment.ts'
import { sourcesFrom } from '../../science/sources.ts'
import { LabError } from '../../shared/errors.ts'
import { workerProtocol, type WorkerHandlers } from '../../shared/worker-contract.ts'
import { measureWorkload } from './bench/measure.ts'
import { construct } from './construct.ts'
import { estimate } from './estimate.ts'
import { explain } from './explain.ts'
import { checkMeasures, measure, measureCards, measuredCheckpoint, measuredRun } from './measure.ts'
import { probe } from './probe.ts'
import { RunControl } from './run-control.ts'
import { stepApart } from './step-apart.ts'
import { computeTheory, theoryCards } from './theory.ts'
import { train } from './train.ts'
import { withinMemory } from './within-memory.ts'

/** What one worker answers. It trains one run at a time. */
export function workerHandlers(): WorkerHandlers {
  let training: RunControl | null = null

  return {
    hello({ protocol }) {
      if (protocol !== workerProtocol) {
        throw new LabError('not-possible-now', `This worker speaks protocol ${workerProtocol} and was asked for ${protocol}: it belongs to another version. Nothing was started. Close the lab and start it again.`, { protocol: workerProtocol })
      }
      return { protocol: workerProtocol, pid: process.pid, node: process.versions.node, version: packageFile.version }
    },

    async train(request, sink) {
      if (training !== null) throw new LabError('not-possible-now', 'This worker trains another run already, which goes on undisturbed. Ask another worker, or wait for its end.')
      const control = new RunControl()
      // A run that nobody listens to ends within one step.
      const leave = (): void => control.want('stop')
      sink.signal.addEventListener('abort', leave, { once: true })
      training = control
      try {
        return await withinMemory(() => train(request, control, sink))
      } finally {
        training = null
        sink.signal.removeEventListener('abort', leave)
      }
    },

    // After the end of a run its stream says how it ended; a wish that crossed it on the way is too late, not wrong.
    control({ action }) {
      training?.want(action === 'resume' ? 'train' : action)
      return {}
    },

    measureCards: () => [...measureCards()],
    checkMeasures({ measures }) {
      checkMeasures(measures)
      return {}
    },
    measuredRun: (request) =>
      withinMemory(async () => {
        await measuredRun(request)
        return {}
      }),
    measuredCheckpoint(request) {
      measuredCheckpoint(request)
      return {}
    },
    measure: (request, context) => withinMemory(() => measure(request, context)),
    bench: (request, { signal, send }) => measureWorkload(request, signal, send),
    theories: () => [...theoryCards()],
    theory: ({ theory, parameters }) => withinMemory(() => computeTheory(theory, parameters)),
    construct: (order) => withinMemory(() => construct(order)),
    ticket: ({ initial, later, ...config }) => ({ ...lotteryTicket(initial, later, config) }),
    explain: ({ config, files, pass }) => withinMemory(() => explain(config, pass, sourcesFrom(files))),
    estimate: (request, { signal }) => withinMemory(() => estimate(request, signal)),
    stepApart: (request) => withinMemory(() => stepApart(request)),
    check: ({ config, files }) =>
      withinMemory(() => {
        experimentOf(config, sourcesFrom(files))
        return {}
      }),
    probe: ({ executor }) => probe(executor),
  }
}
