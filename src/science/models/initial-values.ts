import type { InitConfig } from '../../shared/schema/config/model.ts'
import { sizeOf } from '../../shared/tensors.ts'
import { normal, uniform } from '../random/draw.ts'
import { weightStream } from '../random/streams.ts'
import type { Parameter } from './model.ts'

/**
 * Initial values of one parameter, in f64, drawn from the stream of its place:
 *
 *   torch_default   U(−s/√fan_in, +s/√fan_in), weights and biases alike
 *   normal          N(0, s²)
 *   normal_fan_in   N(0, s²/fan_in)
 *
 * Source: PyTorch's `nn.Linear`; Gromov 2023 (normal); "N/√d" of the mechanistic papers.
 */
export function initialValues(init: InitConfig, { name, shape, fanIn }: Parameter, seed: number): Float64Array {
  const n = sizeOf(shape)
  const source = { seed, stream: weightStream(name) }
  switch (init.kind) {
    case 'torch_default': {
      const bound = init.scale / Math.sqrt(fanIn)
      return uniform(n, source).map((u) => (2 * u - 1) * bound)
    }
    case 'normal':
      return normal(n, source).map((z) => z * init.scale)
    case 'normal_fan_in':
      return normal(n, source).map((z) => (z * init.scale) / Math.sqrt(fanIn))
    default:
      return init satisfies never
  }
}
