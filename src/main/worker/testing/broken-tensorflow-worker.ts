import { processChannel } from '../../../shared/rpc/process-channel.ts'
import { serve } from '../../../shared/rpc/server.ts'
import { workerContract } from '../../../shared/worker-contract.ts'
import { workerHandlers } from '../handlers.ts'

// A worker on a computer whose native executor is sound and whose TensorFlow ends the process that loads it.

process.on('disconnect', () => process.exit(0))

serve(
  workerContract,
  {
    ...workerHandlers(),
    probe({ executor }) {
      if (executor === 'tensorflow') process.abort()
      return { healthy: true, absent: false, build: 'stand-in', device: 'CPU', note: 'A stand-in that is sound.', seconds: 0 }
    },
  },
  processChannel(process),
)
