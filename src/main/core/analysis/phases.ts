import { labelsOf } from '../../../science/phases/index.ts'
import { LabError } from '../../../shared/errors.ts'
import { LabelRules, type Labels } from '../../../shared/schema/labels.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { Overrides } from '../runs/configure.ts'
import type { Store } from '../store/store.ts'

const keys = ['liu.accuracy', 'liu.delay', 'liu.budget', 'pair.loss', 'pair.ratio', 'minegishi'] as const

/** The labels of a run from its stored curves: nothing of them is kept. */
export function labelRun(store: Store, id: RunId, set: Overrides['set']): Labels {
  store.runs.get(id)
  return labelsOf(store.curves.read(id), rulesFrom(set))
}

/** The rules of the papers, with the thresholds that were moved. */
export function rulesFrom(set: Overrides['set']): LabelRules {
  const draft: Record<string, unknown> = {}
  for (const [key, value] of set) {
    if (!(keys as readonly string[]).includes(key)) {
      throw new LabError('unknown-key', `There is no threshold ${JSON.stringify(key)}. Nothing was changed. There are ${keys.join(', ')}.`, { key, known: keys })
    }
    const [rule = key, threshold] = key.split('.')
    draft[rule] = threshold === undefined ? value : { ...(draft[rule] as object | undefined), [threshold]: value }
  }
  const found = LabelRules.safeParse(draft)
  if (found.success) return found.data
  const [issue] = found.error.issues
  const key = issue?.path.join('.') ?? ''
  throw new LabError('bad-config', `The threshold ${key} does not fit: ${issue?.message ?? 'it is not a number'}. Nothing was changed; correct it.`, { key })
}
