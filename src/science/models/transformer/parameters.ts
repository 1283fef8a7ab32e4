import type { Parameter } from '../model.ts'
import { placesOf, vocabularyOf, type Tokens, type TransformerConfig } from './sequence.ts'

/** Gain 1 and shift 0, [d] each: `….gain` and `….bias`. */
function normParameters(name: string, d: number): Parameter[] {
  return [
    { name: `${name}.gain`, shape: [d], fanIn: d, initial: () => new Float64Array(d).fill(1) },
    { name: `${name}.bias`, shape: [d], fanIn: d, initial: () => new Float64Array(d) },
  ]
}

/**
 * Parameters by place, d the width of the stream:
 *
 *   embed.weight [tokens, d]   positions.weight [places, d]   unembed.weight [d, answers]   unembed.bias
 *   blocks.i.attn.{q,k,v,o}.weight [d, d]   .bias [d]      heads side by side: columns h·d/heads … of q, k, v; rows of o
 *   blocks.i.mlp.{in,out}.weight [d, d_mlp], [d_mlp, d]   .bias
 *   blocks.i.norm1, blocks.i.norm2, norm (before the unembedding, of norm "pre"): .gain [d], .bias [d]
 */
export function transformerParameters(config: TransformerConfig, tokens: Tokens, answers: number): readonly Parameter[] {
  const { d_model: d, d_mlp, biases, norm, positions } = config
  const linear = (name: string, inputs: number, outputs: number, isBiased: boolean, width = d): Parameter[] => [
    { name: `${name}.weight`, shape: [inputs, outputs], fanIn: inputs, width },
    ...(isBiased ? [{ name: `${name}.bias`, shape: [outputs], fanIn: inputs, width, role: 'bias' } as const] : []),
  ]
  const norms = (...names: string[]): Parameter[] => (norm === 'none' ? [] : names.flatMap((name) => normParameters(name, d)))
  const vocabulary = vocabularyOf(config, tokens)
  const { length: places } = placesOf(config, tokens)
  return [
    { name: 'embed.weight', shape: [vocabulary, d], fanIn: vocabulary, width: d, role: 'embedding' },
    ...(positions === 'learned' ? [{ name: 'positions.weight', shape: [places, d], fanIn: places, width: d, role: 'embedding' } as const] : []),
    ...Array.from({ length: config.layers }, (_, i) => `blocks.${i}`).flatMap((block) => [
      ...['q', 'k', 'v', 'o'].flatMap((part) => linear(`${block}.attn.${part}`, d, d, biases === 'all')),
      ...norms(`${block}.norm1`),
      ...linear(`${block}.mlp.in`, d, d_mlp, biases !== 'none'),
      ...linear(`${block}.mlp.out`, d_mlp, d, biases !== 'none'),
      ...norms(`${block}.norm2`),
    ]),
    ...(norm === 'pre' ? norms('norm') : []),
    ...linear('unembed', d, answers, biases === 'all', answers),
  ]
}
