import type { OptimiserConfig } from '../../shared/schema/config/optimiser.ts'

/**
 * The settings of one parameter: those of the first group whose `parameters` begin its name, else the common ones.
 *
 * Source: Liu et al. 2022, arXiv:2205.10343: embedding and decoder have learning rates and decays of their own.
 */
export function settingsOf<C extends OptimiserConfig>(config: C, parameter: string): C {
  const group = config.groups?.find(({ parameters }) => parameter.startsWith(parameters))
  if (group === undefined) return config
  return { ...config, learning_rate: group.learning_rate ?? config.learning_rate, weight_decay: group.weight_decay ?? config.weight_decay }
}
