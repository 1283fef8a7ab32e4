#!/usr/bin/env node
// The launcher: without a verb it opens the lab, with one it runs the command line, both under the pinned Node.
// Runs on any Node 18; what needs a newer one is started with the one that the project brings along.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isThisNode, labNode, nodeFlags } from './node.mjs'
import { hostCommand, runHost } from './open-lab.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const args = process.argv.slice(2)
const cli = join(root, 'out', 'main', 'cli.js')
const node = labNode(root)

const questions = ['--help', '-h', '--version', '-V']
/** Options without a verb belong to the lab: grokscope --store DIR */
const opensLab = args.length === 0 || (args[0].startsWith('-') && !questions.includes(args[0]))

/** The command line in a process of its own, which shares the terminal; gives its exit code. */
async function runCommandLine() {
  const child = spawn(node, [...nodeFlags, cli, ...args], { stdio: 'inherit' })
  const pass = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  return new Promise((done) => {
    child.on('error', (error) => {
      process.stderr.write(`The command line could not be started: ${error.message}. No run was changed.\n`)
      done(1)
    })
    child.on('exit', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

if (node === null || !existsSync(cli)) {
  process.stderr.write('Grokscope is not set up in this folder yet. Run npm start first: it installs and builds everything, then opens the lab.\n')
  process.exitCode = 1
} else if (opensLab) {
  process.exitCode = await runHost(hostCommand(root, node, args), { cwd: process.cwd() })
} else if (isThisNode(node)) {
  // Already the right Node, as in a package: no second process.
  process.argv[1] = cli
  await import(pathToFileURL(cli).href)
} else {
  process.exitCode = await runCommandLine()
}
