/** The twin of a panel: what it shows, as words and numbers. */
export interface PanelTable {
  readonly caption: string
  readonly columns: readonly string[]
  /** Each as long as `columns`; the first of a row names it. */
  readonly rows: readonly (readonly string[])[]
}
