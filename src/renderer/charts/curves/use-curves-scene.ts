import { computed, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import { buildCurvesScene } from '../../../figures/curves-scene.ts'
import { prepareCurves } from '../../../figures/prepare.ts'
import type { CurvesData, CurvesScene, Frame } from '../../../figures/scene.ts'
import type { CurvesSpec } from '../../../figures/spec.ts'
import { theme } from '../../theme/theme.ts'
import { canDrawInWorker, neededSeries, workerFigure, type WorkerFigure } from './curves-worker.ts'
import type { XWindow } from './zoom.ts'

/** Figures of more stored points are laid out and painted in a worker; below, the page does it at once and never shows an old picture. */
export const mostInPage = 20_000

export interface DrawnScene {
  readonly scene: Readonly<ShallowRef<CurvesScene | null>>
  /** The curves as a worker painted them, for the scene beside it; null where the page draws them. */
  readonly picture: Readonly<ShallowRef<ImageBitmap | null>>
}

/** The scene of a figure, laid out anew for each frame, window and theme. What depends on the data alone is kept between them. */
export function useCurvesScene(
  spec: MaybeRefOrGetter<CurvesSpec>,
  data: MaybeRefOrGetter<CurvesData>,
  frame: MaybeRefOrGetter<Frame | null>,
  window: MaybeRefOrGetter<XWindow>,
  onDrawn: (scene: CurvesScene) => void,
): DrawnScene {
  const scene = shallowRef<CurvesScene | null>(null)
  const picture = shallowRef<ImageBitmap | null>(null)
  const refused = shallowRef(false)
  let figure: WorkerFigure | null = null

  const isLarge = computed(() => canDrawInWorker && !refused.value && pointsOf(toValue(spec), toValue(data)) > mostInPage)
  const prepared = computed(() => (isLarge.value ? null : prepareCurves(toValue(spec), toValue(data))))

  function show(drawn: CurvesScene, painted: ImageBitmap | null): void {
    picture.value?.close()
    scene.value = drawn
    picture.value = painted
    onDrawn(drawn)
  }
  function end(): void {
    figure?.end()
    figure = null
  }

  watch(
    () => [toValue(spec), toValue(data), isLarge.value] as const,
    ([of, points, large]) => {
      if (!large) return end()
      figure ??= workerFigure(({ scene: drawn, picture: painted }) => (figure === null ? painted.close() : show(drawn, painted)), () => (refused.value = true))
      figure.setFigure(of, points)
    },
    { immediate: true },
  )
  watch(
    () => [toValue(spec), toValue(data), toValue(frame), toValue(window), theme.value, prepared.value] as const,
    ([of, points, size, part, shade, ready]) => {
      if (size === null) return
      if (ready === null) figure?.setView(part, size, shade)
      else show(buildCurvesScene({ ...of, step: { ...of.step, window: part ?? of.step.window } }, points, size, ready), null)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    end()
    picture.value?.close()
  })
  return { scene, picture }
}

function pointsOf(spec: CurvesSpec, data: CurvesData): number {
  return neededSeries(spec).reduce((sum, [run, series]) => sum + (data[run]?.[series]?.steps.length ?? 0), 0)
}
