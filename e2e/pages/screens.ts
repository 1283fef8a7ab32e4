import type { Locator, Page } from '@playwright/test'

export interface ScreenOf {
  /** After the `#`. */
  readonly path: string
  /** What has to be there before the screen is looked at. */
  ready(page: Page): Locator
}

const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 })
const drawn = (page: Page): Locator => page.getByRole('main').locator('canvas, svg').first()

/** Every screen of the lab, over two runs. */
export function screensOf([first, second]: readonly string[]): readonly ScreenOf[] {
  return [
    { path: '/', ready: heading },
    { path: '/new', ready: heading },
    { path: '/new?preset=pocket-grok', ready: heading },
    { path: '/runs', ready: (page) => page.getByRole('grid', { name: 'Runs' }) },
    { path: `/runs/${first}`, ready: drawn },
    { path: `/runs/${first}/insides`, ready: (page) => page.getByRole('application').first() },
    { path: `/runs/${first}/configuration`, ready: heading },
    { path: `/runs/${first}/notes`, ready: heading },
    { path: '/projects', ready: heading },
    { path: '/trash', ready: heading },
    { path: `/compare?runs=${first},${second}`, ready: drawn },
    { path: '/theory/effective-theory', ready: drawn },
    { path: '/guide/tour', ready: (page) => page.getByRole('region', { name: 'The bundled run' }) },
    { path: '/guide/tour?step=waves', ready: (page) => page.getByRole('application') },
    { path: '/guide/reading', ready: heading },
    { path: '/guide/glossary', ready: heading },
    { path: '/guide/measures', ready: (page) => page.getByRole('definition').first() },
    { path: '/guide/keys', ready: heading },
    { path: '/guide/citing', ready: heading },
    { path: '/settings', ready: (page) => page.getByText('Healthy').first() },
  ]
}
