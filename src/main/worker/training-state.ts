import type { Session } from '../../engine/executors/executor.ts'
import type { Experiment } from '../../science/experiment.ts'
import { LabError } from '../../shared/errors.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import type { TrainingState } from '../../shared/worker-contract.ts'

/** The state from which training begins: the experiment's own, or a saved one that fits it. */
export function startingState(experiment: Experiment, from: TrainingState | null): TrainingState {
  if (from === null) return { step: 0, weights: experiment.weights, optimiser: experiment.optimiser }
  checkFit(experiment.weights, from.weights)
  checkFit(experiment.optimiser, from.optimiser)
  return from
}

function checkFit(own: NamedTensors, saved: NamedTensors): void {
  const names = new Set([...Object.keys(own), ...Object.keys(saved)])
  for (const name of names) {
    const [wanted, found] = [own[name], saved[name]]
    if (wanted === undefined || found === undefined || wanted.dtype !== found.dtype || wanted.shape.join() !== found.shape.join()) {
      throw new LabError('bad-input', `The saved state does not fit this configuration at ${name}: ${described(found)} was saved, ${described(wanted)} is needed. Nothing was trained; what is saved is unchanged. Resume with the configuration that the state was saved with.`, { tensor: name })
    }
  }
}

function described(tensor: NamedTensors[string] | undefined): string {
  return tensor === undefined ? 'nothing' : `${tensor.dtype} [${tensor.shape.join(', ')}]`
}

/** The first tensor with an element that is NaN or infinite; null when all are finite. */
export function firstBroken(tensors: NamedTensors): string | null {
  return Object.keys(tensors).find((name) => !(tensors[name]?.data.every(Number.isFinite) ?? true)) ?? null
}

/** Copies of the weights as they are. */
export function readWeights({ weights }: Experiment, session: Session): Promise<NamedTensors> {
  return session.read(Object.keys(weights))
}

/** Copies of what the optimiser remembers: as much again for each of its slots, so it is read only where it is kept. */
export function readOptimiser({ optimiser }: Experiment, session: Session): Promise<NamedTensors> {
  return session.read(Object.keys(optimiser))
}
