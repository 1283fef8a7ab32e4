/** An event or a bookmark on the timeline. */
export interface TimelineFlag {
  readonly step: number
  readonly role: 'train' | 'test' | 'bookmark'
  readonly label: string
  /** Of the run it belongs to, where several share the timeline; that of the role otherwise. */
  readonly colour?: string
}
