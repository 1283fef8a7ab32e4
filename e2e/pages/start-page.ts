import type { Locator, Page } from '@playwright/test'

/** The first screen. */
export class StartPage {
  readonly page: Page
  readonly experiments: Locator

  constructor(page: Page) {
    this.page = page
    this.experiments = page.getByRole('region', { name: 'Experiments' })
  }

  experiment(title: string): Locator {
    return this.experiments.getByRole('button', { name: new RegExp(title) })
  }
}
