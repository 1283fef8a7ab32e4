import type { PlotsScene } from './plots/plots-scene.ts'
import type { CurvesScene, MatrixScene } from './scene.ts'

/** A laid-out figure of any kind. */
export type Scene = CurvesScene | MatrixScene | PlotsScene
