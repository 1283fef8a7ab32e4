import { processChannel } from '../../../shared/rpc/process-channel.ts'
import { serve } from '../../../shared/rpc/server.ts'
import { workerContract } from '../../../shared/worker-contract.ts'
import { workerHandlers } from '../handlers.ts'

// A worker that has something to say of every run, once what was compiled is known.

process.on('disconnect', () => process.exit(0))

const sound = workerHandlers()
serve(
  workerContract,
  {
    ...sound,
    train: (request, { signal, send }) =>
      sound.train(request, {
        signal,
        async send(item) {
          await send(item)
          if (item.kind === 'compiled') await send({ kind: 'note', note: 'It was a quiet day.' })
        },
      }),
  },
  processChannel(process),
)
