// Run in a process of its own by the set-up: loads TensorFlow as the lab does and multiplies two matrices.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import util from 'node:util'

// tfjs 4.22 calls two functions that Node 23 removed.
Object.assign(util, { isNullOrUndefined: (value) => value === null || value === undefined, isArray: Array.isArray })
process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true'

const tf = createRequire(join(process.argv[2], 'packages', 'package.json'))('@tensorflow/tfjs-node-gpu')
const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]])).dataSync().join(' ')
const { binding, isUsingGpuDevice } = tf.backend()
process.stdout.write(JSON.stringify({ product, tensorflow: binding.TF_Version, usesGpu: isUsingGpuDevice }))
