import type { Locator, Page } from '@playwright/test'

/** Files that are dropped on the window, and the dialog that says what they are. */
export class DropPage {
  readonly page: Page
  readonly dialog: Locator

  constructor(page: Page) {
    this.page = page
    this.dialog = page.getByRole('dialog')
  }

  /** As a hand would: over the window, then let go. */
  async drop(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<void> {
    const given = files.map(({ name, bytes }) => ({ name, bytes: [...bytes] }))
    await this.page.evaluate((list) => {
      const dataTransfer = new DataTransfer()
      for (const { name, bytes } of list) dataTransfer.items.add(new File([Uint8Array.from(bytes)], name))
      for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    }, given)
  }
}
