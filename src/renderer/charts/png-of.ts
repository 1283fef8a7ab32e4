import type { Scene } from '../../figures/any-scene.ts'
import { paintFigure } from '../../figures/paint-figure.ts'
import type { CellsPixels } from '../../figures/plots/cells-pixels.ts'
import { withPngMetadata } from '../../figures/png-metadata.ts'
import type { Rect } from '../../figures/scene.ts'
import { sourceText, type FigureMetadata } from '../../figures/to-svg.ts'

/** Line art in print. */
const dotsPerInch = 600

/** Sides longer than this are more than a browser paints. */
const longest = 16_000

/** A figure as a PNG, light whatever the screen shows, with its size and its specification inside. */
export async function pngOf(scene: Scene, metadata: FigureMetadata, dots = dotsPerInch): Promise<Uint8Array<ArrayBuffer>> {
  const scale = Math.min(dots / 96, longest / Math.max(scene.width, scene.height))
  const canvas = new OffscreenCanvas(Math.ceil(scene.width * scale), Math.ceil(scene.height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('This browser paints no pictures outside the page.')
  // A face that no word of the page has used yet is fetched before it is painted with.
  await Promise.all([400, 500, 600].map((weight) => document.fonts.load(`${weight} 12px Inter`)))
  pen.scale(scale, scale)
  pen.imageSmoothingEnabled = false
  paintFigure(pen, scene, 'print', (pixels, rect) => put(pen, pixels, rect), canvas.width)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
  return withPngMetadata(bytes, scale * 96, sourceText(scene, metadata))
}

function put(pen: OffscreenCanvasRenderingContext2D, { rgba, width, height }: CellsPixels, rect: Rect): void {
  const cells = new OffscreenCanvas(width, height)
  cells.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0)
  pen.globalAlpha = 1
  pen.drawImage(cells, rect.x, rect.y, rect.width, rect.height)
}
