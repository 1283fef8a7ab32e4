import type { Locator, Page } from '@playwright/test'

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

  matrix(name: RegExp): Locator {
    return this.matrices.getByRole('application', { name })
  }

  /** Chooses from the Save menu. */
  async save(item: RegExp): Promise<void> {
    await this.head.getByRole('button', { name: 'Save' }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }
}
