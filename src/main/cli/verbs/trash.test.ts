import { expect, onTestFinished, test, vi } from 'vitest'
import { openStore } from '../../core/store/store.ts'
import { temporaryFolder } from '../../core/testing/folders.ts'
import { testLab, type TestLab } from '../../core/testing/labs.ts'
import { insertSample, time } from '../../core/testing/sample-runs.ts'
import { parseArguments } from '../arguments.ts'
import { exitCodes } from '../context.ts'
import { verbs } from './index.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

async function grokscope({ client }: TestLab, line: string): Promise<string> {
  const command = parseArguments(line.split(' '))
  if (command.kind !== 'verb') throw new Error('not a verb')
  let out = ''
  const terminal = { out: (text: string) => void (out += text), aside: () => {}, columns: null }
  const code = await verbs[command.verb]({ client, options: command.options, operand: command.operand ?? '', terminal, interruption: new AbortController().signal })
  expect(code).toBe(exitCodes.done)
  return out
}

test('runs go to the trash by any words that mean them, and come back; projects count those that are not there', async () => {
  const folder = temporaryFolder(onTestFinished)
  const store = await openStore(folder, { now: time })
  const [a, b, c] = [insertSample(store), insertSample(store), insertSample(store)]
  for (const id of [a, b, c]) store.states.end(id, { status: 'finished', step: 40 }, time())
  store.marks.setTags(c, ['paper', 'decay'])
  store.close()
  const lab = await testLab(onTestFinished, { store: folder })

  expect(await grokscope(lab, 'runs')).toMatch(/tags\n(.*\n)*.*decay, paper/)
  expect(await grokscope(lab, 'projects')).toMatch(/default +My lab +3 +0/)
  expect(await grokscope(lab, `trash ${a} ${b.slice(0, 10)} ${a}`)).toBe(`2 runs moved to the trash, which keeps them for 30 days. “grokscope restore ${a} ${b}” brings them back.\n`)
  expect(await grokscope(lab, 'runs')).not.toContain(a)
  expect(JSON.parse(await grokscope(lab, 'projects --json'))).toMatchObject({ id: 'default', runs: 1 })
  await expect(grokscope(lab, `restore ${c}`)).rejects.toThrow(/No run in the trash begins with/)
  expect(JSON.parse(await grokscope(lab, `restore ${b} --json`))).toEqual({ restored: [b] })
  expect(await grokscope(lab, `restore latest`)).toBe('1 run restored.\n')
  await expect(grokscope(lab, `restore latest`)).rejects.toThrow(/There is no run in the trash\. Nothing was changed\./)
})
