import { expect, type Locator, type Page } from '@playwright/test'

/** The guide: its tabs, and the tour with its stage. */
export class GuidePage {
  readonly page: Page
  readonly words: Locator
  readonly stage: Locator
  readonly mark: Locator

  constructor(page: Page) {
    this.page = page
    this.words = page.getByRole('region', { name: 'Tour' })
    this.stage = page.getByRole('region', { name: 'The bundled run' })
    this.mark = page.getByRole('slider', { name: /half of the unseen sums/ })
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Guide' }).click()
    await expect(this.words.getByRole('heading', { level: 2 })).toHaveText('A table with holes')
  }

  button(name: string | RegExp): Locator {
    return this.words.getByRole('button', { name })
  }

  /** Where the playhead's line stands in the chart, px; null without one. */
  async playhead(): Promise<number | null> {
    const line = this.stage.locator('.playhead-line')
    return (await line.count()) === 0 ? null : ((await line.boundingBox())?.x ?? null)
  }
}
