/** Weights, and what the update remembers, are taken over as they are: what decides their shapes stays. The lab refuses the rest of what does not fit. */
export function canFork(path: string): boolean {
  const [part = ''] = path.split('.')
  return part !== 'task' && part !== 'model' && part !== 'precision' && path !== 'optimiser.kind' && path !== 'measures'
}
