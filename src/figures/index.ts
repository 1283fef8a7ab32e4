/**
 * The catalogue of src/figures. On screen and in a file the same scene is drawn:
 *
 *   spec = CurvesSpec.parse({ version: 1, kind: 'curves', … })
 *   scene = buildCurvesScene(spec, data, { width, height })        data: { [run id]: Curves }
 *   toEcharts(scene, 'dark')  → option for echarts.setOption(option, { notMerge: true })
 *   toSvg(scene, metadata)    → text of a file, always light
 *   curvesCsv(spec, data, names), matrixCsv(matrix)  → the full data
 *   scene.step.scale.toPx(step), scene.panels[i].value.toPx(value) and their inverses: for crosshair, playhead and dock
 *
 *   scene = buildMatrixScene(spec, { rows, columns, values }, frame)
 *   scene = buildPlotsScene(spec, data, frame)            everything else: rows of plots with marks; data: { [key]: columns }
 *
 *   matrixPixels(values, rows, columns, limits, colourMap('BrBG', 'dark'), columnOrder) → { rgba, clipped, nan, infinite }
 */
export * from './spec.ts'
export * from './scene.ts'
export * from './any-scene.ts'
export * from './plots/plots-spec.ts'
export * from './plots/plots-data.ts'
export * from './plots/plots-scene.ts'
export * from './plots/plots-csv.ts'
export * from './themes.ts'
export * from './formats.ts'
export * from './axes.ts'
export * from './ticks.ts'
export * from './reduce.ts'
export * from './prepare.ts'
export * from './smooth.ts'
export * from './layout.ts'
export * from './text-metrics.ts'
export * from './curves-scene.ts'
export * from './matrix-scene.ts'
export * from './colour-maps.ts'
export * from './matrix-pixels.ts'
export * from './limits.ts'
export * from './to-echarts.ts'
export * from './to-svg.ts'
export * from './to-csv.ts'
