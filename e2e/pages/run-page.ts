import { expect, type Locator, type Page } from '@playwright/test'

/** The screen of one run: curves, insides, configuration, one playhead. */
export class RunPage {
  readonly page: Page
  readonly title: Locator
  readonly status: Locator
  readonly actions: Locator
  readonly playhead: Locator
  readonly progress: Locator
  readonly time: Locator
  readonly chart: Locator
  readonly inspector: Locator

  constructor(page: Page) {
    this.page = page
    this.actions = page.getByRole('region', { name: 'Title and actions' })
    this.title = this.actions.getByRole('heading', { level: 1 })
    this.status = this.actions.getByText(/^(Queued|Running|Paused|Finished|Stopped|Interrupted|Failed|Diverged)$/)
    this.time = page.getByRole('region', { name: 'Time' })
    this.playhead = this.time.getByRole('slider', { name: 'Playhead' })
    this.progress = this.time.getByRole('progressbar')
    this.chart = page.getByRole('main').getByRole('group', { name: /T shows the values as a table/ })
    this.inspector = page.getByRole('complementary', { name: 'Inspector' })
  }

  /** Where the plots begin, in pixels from the top of the chart: the playhead spans them. */
  async plotTop(): Promise<number> {
    return this.chart.locator('.playhead-line').first().evaluate((line) => (line as HTMLElement).offsetTop)
  }

  button(name: string | RegExp): Locator {
    return this.actions.getByRole('button', { name })
  }

  async openTab(name: 'Curves' | 'Insides' | 'Configuration'): Promise<void> {
    await this.actions.getByRole('link', { name }).click()
  }

  async hasStatus(status: string, timeout = 10_000): Promise<void> {
    await expect(this.status).toHaveText(status, { timeout })
  }

  /** The committed step that the dock shows while the run is live: "Step 951 of 2 500". */
  async reachedStep(): Promise<number> {
    const text = (await this.time.getByText(/^Step [\d\s\u202f]+ of/).textContent()) ?? ''
    return digits(/Step ([\d\s\u202f]+) of/.exec(text)?.[1] ?? '')
  }

  async playheadStep(): Promise<number> {
    return Number(await this.playhead.getAttribute('aria-valuenow'))
  }

  event(condition: string): Locator {
    return this.inspector.getByRole('listitem').filter({ hasText: condition })
  }

  /** Stored values of the curves, from the table twin: one row a logged step. */
  async tableRows(): Promise<readonly string[]> {
    const rows = await this.#fromTable((table) => table.getByRole('row').allTextContents())
    return rows.slice(1)
  }

  /** The logged steps, as the table twin has them. */
  async tableSteps(): Promise<readonly number[]> {
    const steps = await this.#fromTable((table) => table.getByRole('rowheader').allTextContents())
    return steps.map(digits)
  }

  async #fromTable<T>(read: (table: Locator) => Promise<T>): Promise<T> {
    await this.chart.focus()
    await this.page.keyboard.press('t')
    const table = this.page.getByRole('main').getByRole('table').first()
    await expect(table).toBeVisible()
    const found = await read(table)
    await this.page.keyboard.press('t')
    return found
  }

  /** Chooses from the Save menu. */
  async save(item: RegExp): Promise<void> {
    await this.button('Save').click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }
}

/** A number as shown, without its thousands marks. */
export function digits(text: string): number {
  return Number(text.replace(/[\s\u202f]/g, ''))
}
