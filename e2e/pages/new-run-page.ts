import type { Locator, Page } from '@playwright/test'

/** The form of a new run, as a person reads it. */
export class NewRunPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(preset: string): Promise<void> {
    await this.page.evaluate((id) => (location.hash = `#/new?preset=${id}`), preset)
    await this.page.getByRole('heading', { name: 'New run' }).waitFor()
  }

  /** The control of a key by its path. */
  key(path: string): Locator {
    return this.page.getByLabel(path, { exact: true })
  }

  get json(): Locator {
    return this.page.getByRole('textbox', { name: 'Configuration as JSON' })
  }

  view(name: 'Form' | 'JSON'): Promise<void> {
    return this.page.getByRole('radio', { name }).click()
  }

  get warnings(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' })
  }

  get start(): Locator {
    return this.page.getByRole('button', { name: /^Start (this run|\d+ runs)$/ })
  }
}
