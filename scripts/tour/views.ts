import type { Locator, Page } from '@playwright/test'

/** Runs of the tour's store, by what they are shown for. */
export interface TourRuns {
  readonly five: string
  readonly pocket: readonly string[]
  readonly decayed: readonly string[]
  readonly transformer: string
  readonly group: string
  readonly toy: string
}

/** One picture in both themes: where it is taken, what has to be done there first, and what has to be seen before it is taken. */
export interface TourView {
  readonly name: string
  /** After the `#`. */
  path(runs: TourRuns): string
  /** Where the view has come to rest. */
  ready(page: Page): Locator
  act?(page: Page): Promise<void>
}

const chart = (page: Page): Locator => page.getByRole('main').locator('canvas, svg').first()
const heading = (name: string | RegExp) => (page: Page): Locator => page.getByRole('heading', { name, level: 1 })
const command = async (page: Page, keys: string): Promise<void> => {
  await page.keyboard.press(keys)
}
/** To the panels under the matrix. */
const furtherDown = (page: Page): Promise<void> => page.getByRole('main').evaluate((main) => main.scrollTo(0, main.clientHeight - 40))
const chosen = ({ pocket, decayed }: TourRuns): string => [...pocket, ...decayed].join(',')

/** Every view of the lab, in the order in which somebody new would come upon them. */
export const tourViews: readonly TourView[] = [
  { name: 'start', path: () => '/', ready: (page) => page.getByRole('region', { name: 'Experiments' }).getByRole('button').first() },
  { name: 'run-curves', path: ({ five }) => `/runs/${five}`, ready: chart },
  { name: 'run-insides', path: ({ five }) => `/runs/${five}/insides`, ready: chart },
  {
    name: 'insides-panels',
    path: ({ five }) => `/runs/${five}/insides`,
    ready: chart,
    act: furtherDown,
  },
  { name: 'insides-transformer', path: ({ transformer }) => `/runs/${transformer}/insides`, ready: chart, act: furtherDown },
  { name: 'insides-group', path: ({ group }) => `/runs/${group}/insides`, ready: chart, act: furtherDown },
  { name: 'insides-toy', path: ({ toy }) => `/runs/${toy}/insides`, ready: chart, act: furtherDown },
  { name: 'run-configuration', path: ({ five }) => `/runs/${five}/configuration`, ready: (page) => page.getByRole('main').getByRole('row').nth(5) },
  { name: 'runs', path: () => '/runs', ready: (page) => page.getByRole('grid', { name: 'Runs' }).getByRole('row').nth(3) },
  { name: 'projects', path: () => '/projects', ready: heading(/./) },
  { name: 'project', path: () => '/projects/default', ready: heading(/./) },
  { name: 'compare', path: (runs) => `/compare?runs=${chosen(runs)}`, ready: chart },
  {
    name: 'compare-two',
    path: ({ pocket, decayed }) => `/compare?runs=${pocket[0]},${decayed[0]}`,
    ready: chart,
    act: (page) => page.getByRole('main').evaluate((main) => main.scrollTo(0, main.scrollHeight)),
  },
  { name: 'new-run', path: () => '/new?preset=pocket-grok', ready: heading(/./) },
  { name: 'new-run-experiments', path: () => '/new', ready: heading(/New run/) },
  { name: 'theory', path: () => '/theory/effective-theory', ready: chart },
  { name: 'guide-tour', path: () => '/guide/tour?step=waves', ready: (page) => page.getByRole('application', { name: /First weight matrix/ }) },
  {
    name: 'guide-prediction',
    path: () => '/guide/tour?step=predict',
    ready: (page) => page.getByRole('slider', { name: /half of the unseen sums/ }),
    act: async (page) => {
      const slider = page.getByRole('slider', { name: /half of the unseen sums/ })
      await slider.focus()
      for (let presses = 0; presses < 3; presses++) await slider.press('PageUp')
      await page.getByRole('button', { name: 'Show what happened' }).click()
      await page.getByText(/^You marked step/).waitFor()
    },
  },
  { name: 'guide-measures', path: () => '/guide/measures', ready: (page) => page.getByRole('definition').nth(3) },
  {
    name: 'settings',
    path: () => '/settings',
    ready: (page) => page.getByText('Healthy').first(),
    // Past the folder of the store, which is one of this computer.
    act: (page) => page.getByRole('heading', { name: 'Appearance' }).evaluate((title) => title.scrollIntoView()),
  },
  { name: 'palette', path: ({ five }) => `/runs/${five}`, ready: chart, act: (page) => command(page, 'Control+k') },
  { name: 'shortcuts', path: ({ five }) => `/runs/${five}`, ready: chart, act: (page) => command(page, 'Control+/') },
  { name: 'run-list', path: ({ five }) => `/runs/${five}`, ready: chart, act: (page) => command(page, 'Control+j') },
]

/** Taken while a run trains; the others wait until all have ended. */
export const liveView = { name: 'run-live', ready: chart } as const

/** Taken in a store without runs. */
export const firstView = { name: 'first-launch', path: '/', ready: (page: Page) => page.getByRole('region', { name: 'Experiments' }).getByRole('button').first() } as const
