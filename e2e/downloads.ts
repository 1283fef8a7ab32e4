import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'

/** The text of the file that an action saves. */
export async function textOf(page: Page, action: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), action()])
  return readFile(await download.path(), 'utf8')
}
