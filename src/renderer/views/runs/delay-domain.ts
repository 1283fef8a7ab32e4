import type { RunSummary } from '../../../shared/schema/run.ts'

/** A range of round steps (1, 2 or 5 times a power of ten) that holds both ends of every delay: one axis for all rows. */
export function delayDomain(runs: readonly RunSummary[]): readonly [number, number] {
  const steps = runs.flatMap(({ events }) => [events.train_acc_99, events.test_acc_99]).filter((step): step is number => step !== null && step > 0)
  if (steps.length === 0) return [1, 1_000]
  const low = roundStep(Math.min(...steps), Math.floor)
  const high = roundStep(Math.max(...steps), Math.ceil)
  return [low, Math.max(high, low * 10)]
}

function roundStep(step: number, towards: (x: number) => number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  const leading = [1, 2, 5, 10]
  const share = step / power
  const kept = towards === Math.floor ? leading.findLast((digit) => digit <= share) : leading.find((digit) => digit >= share)
  return (kept ?? 1) * power
}
