import type { Executor } from '../executor.ts'
import { findInstallation, type Installation } from './installation.ts'
import { TensorflowExecutor } from './tensorflow-executor.ts'

/** The executor where the set-up was made, else the sentence that says how to get it. TensorFlow itself is not loaded yet. */
export async function findTensorflow(installation: Installation | null = findInstallation()): Promise<{ readonly executor: Executor } | { readonly absence: string }> {
  if (installation === null) return { absence: 'TensorFlow is not installed: run "npm run tensorflow:setup" in the clone (0.3 GB to download; with "-- --gpu" 3.4 GB) to train on it.' }
  return { executor: new TensorflowExecutor(installation) }
}
