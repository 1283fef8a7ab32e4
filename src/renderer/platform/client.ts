import { inject, type InjectionKey, type Ref } from 'vue'
import type { LabClient } from '../../shared/contract.ts'

export type LinkState = 'connecting' | 'open' | 'lost'

/** How the page stands to the lab. `generation` grows with every new connection: who follows a stream begins again then. */
export interface LabLink {
  readonly client: LabClient
  readonly state: Readonly<Ref<LinkState>>
  readonly generation: Readonly<Ref<number>>
}

export const labLinkKey: InjectionKey<LabLink> = Symbol('lab')

export function useLabLink(): LabLink {
  const link = inject(labLinkKey)
  if (!link) throw new Error('This component stands outside the lab: provide labLinkKey first.')
  return link
}

/** What asks the lab. Calls made while the connection is lost wait for the next one. */
export function useLab(): LabClient {
  return useLabLink().client
}
