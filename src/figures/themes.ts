/**
 * The colours that figures use, by token name, as src/renderer/theme/tokens.css has them (a test compares). Print is light: exports look the
 * same whatever the screen shows.
 */
export const tokenNames = [
  'surface', 'text', 'text-2', 'text-3', 'grid', 'axis', 'n-6', 'n-7', 'accent', 'accent-text',
  'train', 'train-text', 'test', 'test-text', 'ghost',
  'run-1', 'run-2', 'run-3', 'run-4', 'run-5', 'run-6', 'run-7',
  'map-zero', 'map-missing',
  'phase-memorising', 'phase-plateau', 'phase-generalising', 'phase-grokked',
] as const

export type Token = (typeof tokenNames)[number]
export type ThemeName = 'light' | 'dark' | 'print'
export type Theme = Readonly<Record<Token, string>>

const light: Theme = {
  surface: '#FFFFFF',
  text: '#191918',
  'text-2': '#4A4A46',
  'text-3': '#6A6A64',
  grid: '#ECECE8',
  axis: '#73736C',
  'n-6': '#BDBDB6',
  'n-7': '#8A8A83',
  accent: '#5A4FCF',
  'accent-text': '#4A3FBF',
  train: '#0072B2',
  'train-text': '#00659E',
  test: '#D55E00',
  'test-text': '#B04D00',
  ghost: '#8A8A83',
  'run-1': '#007A58',
  'run-2': '#C0699A',
  'run-3': '#B98200',
  'run-4': '#3491CC',
  'run-5': '#7A2E3A',
  'run-6': '#0072B2',
  'run-7': '#D55E00',
  'map-zero': '#F7F7F5',
  'map-missing': '#E4E4DF',
  'phase-memorising': '#2A78AD',
  'phase-plateau': '#75757B',
  'phase-generalising': '#A26A00',
  'phase-grokked': '#0B7F5E',
}

const dark: Theme = {
  surface: '#131416',
  text: '#EDEDEF',
  'text-2': '#B9BBC1',
  'text-3': '#92949C',
  grid: '#222327',
  axis: '#878992',
  'n-6': '#4B4D54',
  'n-7': '#74767E',
  accent: '#9D93FF',
  'accent-text': '#B3ABFF',
  train: '#4FA8E0',
  'train-text': '#6BB7E8',
  test: '#F18440',
  'test-text': '#F89E63',
  ghost: '#74767E',
  'run-1': '#12A278',
  'run-2': '#CF7DAE',
  'run-3': '#F0B63C',
  'run-4': '#8AD4F5',
  'run-5': '#B54F4F',
  'run-6': '#4FA8E0',
  'run-7': '#F18440',
  'map-zero': '#1A1B1D',
  'map-missing': '#2A2B30',
  'phase-memorising': '#5BA9DC',
  'phase-plateau': '#8E9098',
  'phase-generalising': '#E0A63C',
  'phase-grokked': '#35B88D',
}

export const themes: Readonly<Record<ThemeName, Theme>> = { light, dark, print: light }

/** Dashes of the slots 1–7, 8–14, 15–21 and 22–28: hues repeat, the dash tells them apart. */
const slotDashes = [null, [6, 3], [2, 2], [8, 3, 2, 3]] as const

/** Token and dash of a run's stored colour slot, 1 to 28. */
export function runColour(slot: number): { readonly ink: Token; readonly dash: readonly number[] | null } {
  const index = (((slot - 1) % 28) + 28) % 28
  return { ink: `run-${(index % 7) + 1}` as Token, dash: slotDashes[Math.floor(index / 7)] ?? null }
}
