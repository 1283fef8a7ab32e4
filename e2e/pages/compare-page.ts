import type { Locator, Page } from '@playwright/test'
import { RunsPage } from './runs-page.ts'

/** Several runs side by side: curves, differences, the table, matrices, one playhead. */
export class ComparePage {
  readonly page: Page
  readonly main: Locator
  readonly head: Locator
  readonly differences: Locator
  readonly matrices: Locator
  readonly time: Locator
  readonly playhead: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByRole('main', { name: 'Compare' })
    this.head = page.getByRole('region', { name: 'Title and actions' })
    this.differences = this.main.getByRole('region', { name: 'Differences', exact: true })
    this.matrices = this.main.getByRole('region', { name: 'The same matrix of several runs' })
    this.time = page.getByRole('region', { name: 'Time' })
    this.playhead = this.time.getByRole('slider', { name: 'Playhead' })
  }

  /** The row of a key or an outcome, by what it begins with. */
  row(label: RegExp): Locator {
    return this.differences.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: label }) })
  }

  /** The cells of a row, as they are shown. */
  async cells(label: RegExp): Promise<readonly string[]> {
    return (await this.row(label).getByRole('gridcell').allTextContents()).map((text) => text.trim())
  }

  /** The first by this name: the baseline stands before the others. */
  matrix(name: RegExp): Locator {
    return this.matrices.getByRole('application', { name }).first()
  }

  /** The step that the matrix on the screen is of; NaN while there is none. */
  async matrixStep(name: RegExp): Promise<number> {
    const label = (await this.matrix(name).getAttribute('aria-label')) ?? ''
    return Number(/at step (\d+)/.exec(label)?.[1] ?? NaN)
  }

  async matrixPicture(name: RegExp): Promise<string> {
    return this.matrix(name).locator('canvas').first().evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
  }

  /** Chooses one of the options in the bar of the curves. */
  async setOption(name: string, value: string): Promise<void> {
    await this.main.getByRole('button', { name: new RegExp(`^${name} `) }).click()
    await this.page.getByRole('menuitemradio', { name: value, exact: true }).click()
  }

  async setBaseline(name: string): Promise<void> {
    await this.head.getByRole('button', { name: /^Baseline/ }).click()
    await this.page.getByRole('menuitem', { name, exact: true }).click()
  }

  /** Colours of a run as `rgb(…)`: of its swatch in the table and in the differences, and of the frame of its matrix. */
  async colours(shortName: string): Promise<readonly string[]> {
    const stroke = (within: Locator): Promise<string> => within.locator('svg line').first().evaluate((line) => getComputedStyle(line).stroke)
    const name = new RegExp(`^${shortName}`)
    const ending = shortName.split(' · ').at(-1) ?? shortName
    const row = new RunsPage(this.page).table.getByRole('row').filter({ has: this.page.getByRole('checkbox', { name: new RegExp(`^Choose .*${ending}$`) }) })
    const column = this.differences.getByRole('columnheader', { name: new RegExp(`${shortName}|baseline`) }).first()
    const frame = this.matrices.locator('.frame').filter({ has: this.page.getByText(name) }).first()
    const border = await frame.locator('.picture').evaluate((picture) => /rgb\([^)]*\)/.exec(getComputedStyle(picture).boxShadow)?.[0] ?? '')
    return [await stroke(row), await stroke(column), border]
  }

  /** How many pixels of the chart have exactly this colour. */
  async drawnPixels(rgb: string): Promise<number> {
    const wanted = (rgb.match(/\d+/g) ?? []).map(Number)
    return this.main.getByRole('group', { name: /T shows the values as a table/ }).locator('canvas').first().evaluate((canvas, [r, g, b]) => {
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, (canvas as HTMLCanvasElement).width, (canvas as HTMLCanvasElement).height)
      let count = 0
      for (let i = 0; i < data.length; i += 4) if (data[i] === r && data[i + 1] === g && data[i + 2] === b && data[i + 3] === 255) count++
      return count
    }, wanted)
  }

  /** Chooses from the Save menu. */
  async save(item: RegExp): Promise<void> {
    await this.head.getByRole('button', { name: 'Save' }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }
}
