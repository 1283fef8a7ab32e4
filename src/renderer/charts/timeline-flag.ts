/** An event or a bookmark on the timeline. */
export interface TimelineFlag {
  readonly step: number
  readonly role: 'train' | 'test'
  readonly label: string
}
