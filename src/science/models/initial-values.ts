import type { InitGroups, InitOrSolution } from '../../shared/schema/config/init.ts'
import { sizeOf } from '../../shared/tensors.ts'
import { normal, uniform, type Source } from '../random/draw.ts'
import { weightStream } from '../random/streams.ts'
import type { Parameter } from './model.ts'

/** Standard deviation of a standard normal number that lies within ±2: √(1 − 4 φ(2) / (2 Φ(2) − 1)). */
const cutDeviation = 0.8796256610342398

/** Standard normal numbers within ±2: those outside are drawn again. */
function cutNormal(n: number, source: Source): Float64Array {
  // 4.6 % fall away; the first draws of a longer list are those of a shorter one.
  for (let length = Math.ceil(1.1 * n) + 64; ; length *= 2) {
    const kept = normal(length, source).filter((z) => Math.abs(z) <= 2)
    if (kept.length >= n) return kept.slice(0, n)
  }
}

/**
 * Initial values of one parameter, in f64, drawn from the stream of its place:
 *
 *   torch_default     U(−s/√fan_in, +s/√fan_in), weights and biases alike; embeddings N(0, s²)
 *   normal            N(0, s²), biases too
 *   normal_fan_in     N(0, s²/fan_in), biases too
 *   normal_width      N(0, s²/width), biases 0
 *   uniform           U(−s/2, +s/2), biases 0
 *   haiku_default     N(0, s²/fan_in) within two of its standard deviations (0.88 s/√fan_in are left), biases 0
 *   truncated_normal  the same, stretched to the variance s²/fan_in, biases 0
 *
 * The fan-in of an embedding is its number of symbols: it multiplies a one-hot vector. A constructed solution leaves at 0 what it
 * does not name.
 *
 * Source: PyTorch's `nn.Linear` and `nn.Embedding`; Gromov 2023 (normal); Nanda et al. 2023 (width); Liu et al. 2022 (uniform);
 *   Haiku's `hk.Linear`; PAIR 2023 (truncated, variance 2/67 of its embedding).
 */
export function initialValues(init: InitOrSolution, { name, shape, fanIn, width = fanIn, role }: Parameter, seed: number): Float64Array {
  const n = sizeOf(shape)
  const source = { seed, stream: weightStream(name) }
  switch (init.kind) {
    case 'torch_default': {
      if (role === 'embedding') return normal(n, source).map((z) => z * init.scale)
      const bound = init.scale / Math.sqrt(fanIn)
      return uniform(n, source).map((u) => (2 * u - 1) * bound)
    }
    case 'normal':
      return normal(n, source).map((z) => z * init.scale)
    case 'normal_fan_in':
      return normal(n, source).map((z) => (z * init.scale) / Math.sqrt(fanIn))
    case 'normal_width':
      return role === 'bias' ? new Float64Array(n) : normal(n, source).map((z) => (z * init.scale) / Math.sqrt(width))
    case 'uniform':
      return role === 'bias' ? new Float64Array(n) : uniform(n, source).map((u) => (u - 0.5) * init.scale)
    case 'haiku_default':
      return role === 'bias' ? new Float64Array(n) : cutNormal(n, source).map((z) => (z * init.scale) / Math.sqrt(fanIn))
    case 'truncated_normal':
      return role === 'bias' ? new Float64Array(n) : cutNormal(n, source).map((z) => (z * init.scale) / (cutDeviation * Math.sqrt(fanIn)))
    case 'circle':
    case 'waves':
    case 'own':
      return new Float64Array(n)
    case 'file':
      throw new Error(`${name} is read from a file, so it is not drawn. This is a mistake in the lab.`)
    default:
      return init satisfies never
  }
}

/** What a parameter starts from: the values its model sets, else the draw of the first group that begins its name, else the common one. */
export function startOf({ init, inits }: { readonly init: InitOrSolution; readonly inits?: InitGroups }, parameter: Parameter, seed: number): Float64Array {
  if (parameter.initial !== undefined) return parameter.initial(seed)
  const group = inits?.find(({ parameters }) => parameter.name.startsWith(parameters))
  return initialValues(group?.init ?? init, parameter, seed)
}
