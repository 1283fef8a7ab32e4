import { processChannel } from '../../shared/rpc/process-channel.ts'
import { serve } from '../../shared/rpc/server.ts'
import { workerContract } from '../../shared/worker-contract.ts'
import { workerHandlers } from './handlers.ts'

// The entry of the process that computes: plain Node, started by the owner of the store with an IPC channel.

if (process.send === undefined) {
  process.stderr.write('This is the process that computes for Grokscope. It is started by the lab; run "grokscope" instead.\n')
  process.exit(2)
}

// Ctrl+C reaches the whole group of processes. The owner decides: it asks for a checkpoint and then lets go of the channel.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})

// Without an owner nothing can be saved, so there is nothing to go on for.
process.on('disconnect', () => process.exit(0))

serve(workerContract, workerHandlers(), processChannel(process), {
  report: (method, error) => process.stderr.write(`worker ${process.pid}, ${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
})
