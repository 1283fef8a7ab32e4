// npm start: set-up where it is due, then the lab. Options go to the lab: npm start -- --store DIR
import { hostCommand, runHost } from '../bin/open-lab.mjs'
import { reportSetupError, setUp } from './setup.mjs'

try {
  const { root, node } = await setUp()
  // npm runs scripts in the clone; INIT_CWD is the folder the user is in, which relative paths mean.
  process.exitCode = await runHost(hostCommand(root, node, process.argv.slice(2)), { cwd: process.env.INIT_CWD ?? process.cwd() })
} catch (error) {
  process.exitCode = reportSetupError(error)
}
