import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { presets } from '../../../science/presets/index.ts'
import { resourcesFolder } from '../paths.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { testLab } from '../testing/labs.ts'
import { Costs, costsFile } from './costs.ts'

describe('the pace of this computer', () => {
  test('is its time for the probe over that of the costs, and is kept', async () => {
    const resources = temporaryFolder(onTestFinished)
    mkdirSync(join(resources, 'expected'))
    const costs = (there: number): void => writeFileSync(join(resources, costsFile), JSON.stringify({ probe: 'pocket-grok', seconds: { 'pocket-grok': there } }))
    costs(1e-3)
    const { client } = await testLab(onTestFinished, { resources })
    const { factor } = await client.call('lab.pace', {})
    expect(factor).toBeGreaterThan(10) // a run of a thousand steps takes more than ten milliseconds
    costs(1e6)
    expect(await client.call('lab.pace', {})).toEqual({ factor })
  }, 60_000)

  test('is not known where there are no costs', async () => {
    const { client } = await testLab(onTestFinished, { resources: temporaryFolder(onTestFinished) })
    expect(await client.call('lab.pace', {})).toEqual({ factor: null })
  })
})

test('the costs hold every experiment that trains', () => {
  const { seconds, probe } = Costs.parse(JSON.parse(readFileSync(join(resourcesFolder(), costsFile), 'utf8')))
  const trained = presets.filter(({ kind }) => kind !== 'theory').map(({ id }) => id)
  expect(Object.keys(seconds).toSorted()).toEqual(trained.toSorted())
  expect(trained).toContain(probe)
})
