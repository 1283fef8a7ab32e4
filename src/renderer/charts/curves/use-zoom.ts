import { shallowRef, type ShallowRef } from 'vue'
import type { CurvesScene } from '../../../figures/scene.ts'
import { panned, windowOf, zoomAxis, zoomed, type XWindow } from './zoom.ts'

/** The window that charts on one x axis share, and the ways to move it. Every way works on the axis of the scene that is drawn now. */
export interface Zoom {
  readonly window: ShallowRef<XWindow>
  to(scene: CurvesScene, from: number, to: number): void
  /** Comes closer about an x by a factor below 1. */
  about(scene: CurvesScene, x: number, factor: number): void
  pan(scene: CurvesScene, share: number, from?: XWindow): void
  reset(): void
}

export function useZoom(): Zoom {
  const window = shallowRef<XWindow>(null)
  return {
    window,
    to: (scene, from, to) => (window.value = windowOf(zoomAxis(scene), from, to)),
    about: (scene, x, factor) => (window.value = zoomed(zoomAxis(scene), window.value, x, factor)),
    pan: (scene, share, from = window.value) => (window.value = panned(zoomAxis(scene), from, share)),
    reset: () => (window.value = null),
  }
}
