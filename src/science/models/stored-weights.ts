import type { ModelConfig } from '../../shared/schema/config/model.ts'
import { LabError } from '../../shared/errors.ts'
import { decodeSafetensors } from '../../shared/safetensors.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import type { Sources } from '../sources.ts'
import type { Parameter } from './model.ts'

/**
 * Weights that `model.init.file` holds, by the names and shapes of the parameters; none where weights are drawn. Parameters of a group
 * of `model.inits` are drawn all the same; those that the model sets itself need not be in the file. Matrices are (inputs, outputs).
 *
 * @throws LabError `bad-config` where a name or a shape differs, or a number is not finite
 */
export function storedWeights(model: ModelConfig, parameters: readonly Parameter[], sources: Sources): NamedTensors {
  if (model.init.kind !== 'file') return {}
  const file = decodeSafetensors(sources(model.init.file))
  const inits = ('inits' in model ? model.inits : undefined) ?? []
  const isDrawn = (name: string): boolean => inits.some((group) => name.startsWith(group.parameters))
  const wanted = parameters.filter(({ name }) => !isDrawn(name))

  const known = new Set(parameters.map(({ name }) => name))
  const stranger = Object.keys(file).find((name) => !known.has(name))
  if (stranger !== undefined) throw misfit(`holds ${stranger}, which this model does not have; it has ${[...known].join(', ')}`, stranger)
  for (const { name, shape, initial } of wanted) {
    const found = file[name]
    if (found === undefined && initial !== undefined) continue
    if (found === undefined) throw misfit(`does not hold ${name}, which this model needs with the shape [${shape.join(', ')}]`, name)
    if (found.shape.join() !== shape.join()) throw misfit(`holds ${name} with the shape [${found.shape.join(', ')}], and this model needs [${shape.join(', ')}]; matrices are (inputs, outputs)`, name)
    if (found.dtype === 'i32') throw misfit(`holds ${name} as whole numbers, and weights are F32 or F64`, name)
    if (!found.data.every(Number.isFinite)) throw misfit(`holds a number in ${name} that is not finite`, name)
  }
  return Object.fromEntries(wanted.flatMap(({ name }) => (file[name] === undefined ? [] : [[name, file[name]]])))
}

function misfit(what: string, tensor: string): LabError {
  return new LabError('bad-config', `The file of weights does not fit: it ${what}. Nothing was started; correct the file or the model.`, { key: 'model.init.file', tensor })
}
