import { processChannel } from '../../../shared/rpc/process-channel.ts'
import { serve } from '../../../shared/rpc/server.ts'
import { workerContract } from '../../../shared/worker-contract.ts'
import { workerHandlers } from '../handlers.ts'

// A worker whose addons are broken: probing the native executor ends the process as a fault in machine code would, and
// probing TensorFlow never ends. Everything else is as it should be.

process.on('disconnect', () => process.exit(0))

const sound = workerHandlers()
serve(
  workerContract,
  {
    ...sound,
    probe(request, context) {
      if (request.executor === 'native') process.abort()
      if (request.executor === 'tensorflow') for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
      return sound.probe(request, context)
    },
  },
  processChannel(process),
)
