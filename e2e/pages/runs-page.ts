import type { Locator, Page } from '@playwright/test'

/** The table of stored runs. */
export class RunsPage {
  readonly page: Page
  readonly table: Locator
  readonly main: Locator
  readonly filter: Locator
  /** Conditions of the filter, as one reads them. */
  readonly chips: Locator

  constructor(page: Page) {
    this.page = page
    this.table = page.getByRole('grid', { name: 'Runs' }).or(page.getByRole('treegrid', { name: 'Runs' }))
    this.main = page.getByRole('main', { name: 'Runs' })
    this.filter = page.getByRole('combobox', { name: 'Filter runs' })
    this.chips = page.getByRole('list', { name: 'Conditions' }).getByRole('listitem')
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' }).click()
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) })
  }

  /** Without the heads of columns. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('gridcell') })
  }

  /** Chooses from the menu of a row. */
  async act(name: string, item: string): Promise<void> {
    await this.table.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  /** By what its name ends with. */
  async choose(ending: string): Promise<void> {
    await this.table.getByRole('checkbox', { name: new RegExp(`^Choose .*${ending}$`) }).click()
  }

  async openRun(name: string): Promise<void> {
    await this.table.getByRole('link', { name, exact: true }).click()
  }

  async compare(): Promise<void> {
    await this.page.getByRole('region', { name: 'Title and actions' }).getByRole('button', { name: /^Compare/ }).click()
  }
}
