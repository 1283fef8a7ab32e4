import { expect, type Locator, type Page } from '@playwright/test'

/** A panel of the insides, or of a constructed solution, by its title. */
export class PanelPage {
  readonly page: Page
  readonly region: Locator

  readonly #id: string

  /** @param id of the panel in a run; a constructed solution needs none */
  constructor(page: Page, title: string, id = '') {
    this.page = page
    this.#id = id
    this.region = page.getByRole('region', { name: new RegExp(`^${title}: `) })
  }

  /** Scrolls to it: a panel is made and drawn when it comes into view. */
  async show(): Promise<void> {
    await this.page.locator(`#panel-${this.#id}`).evaluate((place) => place.scrollIntoView({ block: 'start' }))
    await expect(this.region).toBeInViewport()
  }

  /** What is drawn, as text: changes with the picture. */
  async drawing(): Promise<string> {
    await expect(this.region.locator('svg circle, svg path').first()).toBeVisible()
    return this.region.locator('svg').evaluateAll((pictures) => pictures.map((picture) => picture.innerHTML).join('\n'))
  }
}

/** A solution that somebody wrote down, with sliders. */
export class ConstructedPage {
  readonly page: Page
  readonly accuracy: Locator

  constructor(page: Page) {
    this.page = page
    this.accuracy = page.getByRole('status', { name: 'Accuracy' })
  }

  async openFromStart(title: string): Promise<void> {
    await this.page.getByRole('region', { name: 'Constructed solutions' }).getByRole('link', { name: new RegExp(title) }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }

  async open(tab: string): Promise<void> {
    await this.page.getByRole('region', { name: 'Title and actions' }).getByRole('link', { name: tab }).click()
  }

  slider(name: string): Locator {
    return this.page.getByRole('slider', { name: new RegExp(name) })
  }
}
