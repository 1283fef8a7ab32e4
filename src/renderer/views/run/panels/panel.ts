import type { Component } from 'vue'
import type { RunConfig } from '../../../../shared/schema/run-config.ts'

/** In the order of the page. */
export const panelGroups = ['Answers', 'Weights', 'Frequencies', 'Representation', 'Solutions'] as const
export type PanelGroup = (typeof panelGroups)[number]

/**
 * Something that the insides of a network can show below its matrix. To add one: a component in this folder, which takes `model` and
 * `insides` and draws itself inside a `PanelSection`, and a line in `register.ts`.
 */
export interface InsidesPanel {
  /** In addresses and settings; never changed. */
  readonly id: string
  readonly title: string
  readonly group: PanelGroup
  /** Null where the network has what it shows, else a sentence of what is missing. */
  lacks(config: RunConfig): string | null
  readonly component: Component
}
