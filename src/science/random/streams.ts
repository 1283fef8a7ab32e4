/**
 * The number of a named stream of random draws: FNV-1a, 32 bits, over the UTF-16 units of the name.
 *
 * A name says what a draw is for (`split`, `batches`, `weights/layers.0.weight`), so adding a layer or a new use of chance
 * leaves every other draw as it was. Names in use are held apart by a test.
 * Source: Fowler, Noll, Vo, draft-eastlake-fnv.
 */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Which rows are trained on; drawn with the data seed. */
export const splitStream = streamOf('split')

/** The order of examples in each epoch; counted by the epoch. */
export const batchStream = streamOf('batches')

/** Initial values of one parameter, named by its place. */
export function weightStream(parameter: string): number {
  return streamOf(`weights/${parameter}`)
}

/** Noise on one parameter while its gradient is taken; counted by the step. */
export function noiseStream(parameter: string): number {
  return streamOf(`noise/${parameter}`)
}

/** What a network draws while it is trained, for one purpose (`dropout.hidden.0`); counted by the step. */
export function passStream(purpose: string): number {
  return streamOf(`pass/${purpose}`)
}

/** What an optimiser draws for one parameter; counted by the step. */
export function optimiserStream(parameter: string, use: 'decay' | 'update'): number {
  return streamOf(use === 'decay' ? `optimiser/${parameter}` : `optimiser/${parameter}/${use}`)
}

/** Examples that are drawn, not listed. */
export const exampleStream = streamOf('examples')

/** Vectors that stand for the answers. */
export const targetStream = streamOf('targets')

/** Layers of the network, or the direction, that gives the answers. */
export function teacherStream(layer: number): number {
  return streamOf(`teacher/${layer}`)
}

/** Which training rows get another answer, and which one; drawn with the data seed. */
export const noisyRowsStream = streamOf('label-noise/rows')
export const labelNoiseStream = streamOf('label-noise/answers')
