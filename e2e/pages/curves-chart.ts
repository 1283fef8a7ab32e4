import { expect, type Locator, type Page } from '@playwright/test'

/** A chart of curves as one sees it: what is painted, and where its steps stand. */
export class CurvesChart {
  readonly page: Page
  readonly root: Locator
  readonly readout: Locator

  constructor(page: Page) {
    this.page = page
    this.root = page.getByRole('main').getByRole('group', { name: /T shows the values as a table/ }).first()
    this.readout = page.getByRole('main').getByRole('region', { name: 'Readout' })
  }

  async width(): Promise<number> {
    return Math.round((await this.root.boundingBox())?.width ?? 0)
  }

  /** Resolves once the worker's picture has the width of the chart. */
  async isPainted(): Promise<void> {
    await expect.poll(async () => Math.abs(((await this.#canvas().boundingBox())?.width ?? 0) - (await this.width()))).toBeLessThan(1)
  }

  /** px of a step on an axis of steps 0 to `last` that begins 48 px from the left and ends 48 px before the right, with a slot of step 0. */
  async xOf(step: number, last: number, scale: 'log' | 'linear'): Promise<number> {
    const [left, right] = [48, (await this.width()) - 48]
    if (scale === 'linear') return left + (step / last) * (right - left)
    const slot = left + Math.min(28, (right - left) / 8)
    return slot + (Math.log10(step) / Math.log10(last)) * (right - slot)
  }

  /** How far the highest curve below the middle of the chart rises within 3 px of an x above where it is 12 px to its right. */
  async riseAt(x: number): Promise<number> {
    return this.#canvas().evaluate((element, at) => {
      const canvas = element as HTMLCanvasElement
      const density = canvas.width / canvas.clientWidth
      // What a worker painted is shown without a pen of its own.
      const copy = new OffscreenCanvas(canvas.width, canvas.height)
      const pen = copy.getContext('2d')!
      pen.drawImage(canvas, 0, 0)
      const from = Math.round(canvas.height * 0.6)
      const top = (px: number): number => {
        const { data, height } = pen.getImageData(Math.round(px * density), from, 1, canvas.height - from)
        for (let y = 0; y < height; y++) {
          const [r = 0, g = 0, b = 0, a = 0] = data.subarray(4 * y, 4 * y + 4)
          if (a > 90 && Math.max(r, g, b) - Math.min(r, g, b) > 60) return y / density
        }
        return height / density
      }
      const near = Math.min(...[-3, -2, -1, 0, 1, 2, 3].map((dx) => top(at + dx)))
      return top(at + 12) - near
    }, x)
  }

  #canvas(): Locator {
    return this.root.locator('canvas').first()
  }

  async hover(x: number, share = 0.3): Promise<void> {
    const box = await this.root.boundingBox()
    await this.page.mouse.move((box?.x ?? 0) + x, (box?.y ?? 0) + share * (box?.height ?? 0))
  }
}
