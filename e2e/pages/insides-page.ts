import { expect, type Locator, type Page } from '@playwright/test'

/** The insides of a run: its matrix, the panels below it, bookmarks and the contact sheet. */
export class InsidesPage {
  readonly page: Page
  readonly matrix: Locator
  readonly sheet: Locator
  readonly missing: Locator

  constructor(page: Page) {
    this.page = page
    this.matrix = page.getByRole('main').getByRole('application').first()
    this.sheet = page.getByRole('region', { name: 'Contact sheet' })
    this.missing = page.getByRole('region', { name: 'What this network does not have' })
  }

  /** A panel is made when it comes into view. */
  async panel(id: string, title: string): Promise<Locator> {
    await this.page.locator(`#panel-${id}`).evaluate((place) => place.scrollIntoView())
    const panel = this.page.getByRole('region', { name: new RegExp(`^${title}`) })
    await expect(panel).toBeVisible()
    return panel
  }

  async bookmark(name: string): Promise<void> {
    await this.page.keyboard.press('Control+d')
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name)
    await this.page.keyboard.press('Enter')
    await expect(this.page.getByRole('dialog')).toBeHidden()
  }
}
