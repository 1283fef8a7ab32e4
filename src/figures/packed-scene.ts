import { scaleOf, stepScale } from './axes.ts'
import type { CurvesScene, Scale, ScenePanel, StepScale } from './scene.ts'
import type { CurvesSpec } from './spec.ts'

type PlainScale = Pick<Scale, 'kind' | 'linearTo' | 'domain' | 'range'>
type PackedPanel = Omit<ScenePanel, 'value'> & { readonly value: PlainScale }

/**
 * A scene without functions, so that it can be posted between threads, and without the points of its curves: who packs it has painted them.
 * The specification stays where it is known.
 */
export interface PackedScene extends Omit<CurvesScene, 'spec' | 'step' | 'panels'> {
  readonly step: Omit<CurvesScene['step'], 'scale'> & { readonly scale: PlainScale & { readonly hasZero: boolean } }
  readonly panels: readonly PackedPanel[]
}

const plain = ({ kind, linearTo, domain, range }: Scale): PlainScale => ({ kind, domain, range, ...(linearTo === undefined ? {} : { linearTo }) })

export function packScene({ spec: _, step, panels, ...rest }: CurvesScene): PackedScene {
  return {
    ...rest,
    step: { ...step, scale: { ...plain(step.scale), hasZero: step.scale.zeroSlot !== null } },
    panels: panels.map((panel) => ({ ...panel, value: plain(panel.value), bands: [], lines: panel.lines.map((line) => ({ ...line, stretches: line.stretches.length === 0 ? [] : lonePoints(line.stretches) })) })),
  }
}

/** Single points between gaps are drawn as circles with the words, so they travel. */
function lonePoints(stretches: CurvesScene['panels'][number]['lines'][number]['stretches']): typeof stretches {
  return stretches.filter(({ px }) => px.length === 2)
}

export function unpackScene(packed: PackedScene, spec: CurvesSpec): CurvesScene {
  const { scale } = packed.step
  const step: StepScale = stepScale(scale.kind, scale.domain, scale.range, scale.hasZero, scale.linearTo)
  return {
    ...packed,
    spec,
    step: { ...packed.step, scale: step },
    panels: packed.panels.map((panel) => ({ ...panel, value: scaleOf(panel.value.kind, panel.value.domain, panel.value.range, panel.value.linearTo) })),
  }
}
