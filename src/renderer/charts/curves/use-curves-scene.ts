import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import { buildCurvesScene } from '../../../figures/curves-scene.ts'
import { prepareCurves } from '../../../figures/prepare.ts'
import type { CurvesData, CurvesScene, Frame } from '../../../figures/scene.ts'
import type { CurvesSpec } from '../../../figures/spec.ts'
import type { XWindow } from './zoom.ts'

/** The scene of a figure, laid out anew for each frame and window. What depends on the data alone is kept between them. */
export function useCurvesScene(
  spec: MaybeRefOrGetter<CurvesSpec>,
  data: MaybeRefOrGetter<CurvesData>,
  frame: MaybeRefOrGetter<Frame | null>,
  window: MaybeRefOrGetter<XWindow>,
  onDrawn: (scene: CurvesScene) => void,
): { readonly scene: Readonly<ShallowRef<CurvesScene | null>> } {
  const prepared = computed(() => prepareCurves(toValue(spec), toValue(data)))
  const scene = shallowRef<CurvesScene | null>(null)
  watch(
    () => [toValue(spec), toValue(frame), toValue(window), prepared.value] as const,
    ([figure, size, part, ready]) => {
      if (size === null) return
      scene.value = buildCurvesScene({ ...figure, step: { ...figure.step, window: part ?? figure.step.window } }, toValue(data), size, ready)
      onDrawn(scene.value)
    },
    { immediate: true },
  )
  return { scene }
}
