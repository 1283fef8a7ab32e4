import type { IconName } from './icons.ts'

export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly keys?: string
  readonly disabled?: boolean
  /** A line above it. */
  readonly apart?: boolean
  run(): void
}
