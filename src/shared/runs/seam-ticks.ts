import type { RunSummary } from '../schema/run.ts'

/** Where training went on after an end, or from another run, on the axis of a figure, which says steps already and is read at any time: date of the run, and what a fork changed. */
export function seamTicks({ seams, parent, config }: Pick<RunSummary, 'seams' | 'parent' | 'config'>, before: RunSummary['config'] | null): readonly { readonly step: number; readonly words: string }[] {
  const forkedAt = parent?.fork ? parent.step : null
  const resumed = seams
    .filter(({ step }, i) => !(step === forkedAt && seams.findIndex((seam) => seam.step === step) === i))
    .map(({ step, at, sameBuild }) => ({ step, words: `resumed ${at.slice(0, 10)}${sameBuild ? '' : ', another build'}` }))
  const changes = before === null ? [] : ([['learning_rate', 'learning rate'], ['weight_decay', 'weight decay']] as const).flatMap(([key, words]) =>
    before.optimiser[key] === config.optimiser[key] ? [] : [`${words} ${before.optimiser[key]} to ${config.optimiser[key]}`])
  return forkedAt === null || changes.length === 0 ? resumed : [{ step: forkedAt, words: changes.join(', ') }, ...resumed]
}
