// What TypeScript sees of node.mjs.
export const nodeFlags: readonly string[]
export function pinnedNode(root: string): string | null
export function labNode(root: string): string | null
export function isThisNode(path: string): boolean
