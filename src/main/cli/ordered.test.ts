import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LabClient } from '../../shared/contract.ts'
import { LabError } from '../../shared/errors.ts'
import { temporaryFolder } from '../core/testing/folders.ts'
import { orderedFrom } from './ordered.ts'

/** A lab that notes the files it is given. */
function listening(): { readonly client: LabClient; readonly added: { kind: string; text: string }[] } {
  const added: { kind: string; text: string }[] = []
  const call = (method: string, { kind, bytes }: { readonly kind: string; readonly bytes: Uint8Array }): Promise<unknown> => {
    expect(method).toBe('files.add')
    const text = new TextDecoder().decode(bytes)
    if (text === 'bad') return Promise.reject(new LabError('bad-input', 'This is not a split that the lab can read.'))
    added.push({ kind, text })
    return Promise.resolve({ sha256: `hash of ${text}`, size: bytes.length })
  }
  return { client: { call } as unknown as LabClient, added }
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(onTestFinished)
  mkdirSync(join(folder, 'inner'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

describe('what a command orders', () => {
  test('is a preset by its name, or a configuration from a file', async () => {
    const { client } = listening()
    expect(await orderedFrom(client, 'pocket-grok', [['steps', 3]])).toEqual({ preset: 'pocket-grok', set: [['steps', 3]] })
    const folder = folderWith({ 'run.json': '{"steps": 4}' })
    expect(await orderedFrom(client, join(folder, 'run.json'), [])).toEqual({ config: { steps: 4 }, set: [] })
  })

  test('names files from the folder of the configuration, which the lab gets and knows by their hash', async () => {
    const { client, added } = listening()
    const own = { split: { file: 'rows.json' }, model: { kind: 'mlp', init: { file: 'inner/w.safetensors' } }, task: { kind: 'table', file: '../x.csv' } }
    const folder = folderWith({ 'rows.json': 'rows', 'inner/w.safetensors': 'weights', 'x.csv': 'table', 'inner/run.json': '' })
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...own, task: { kind: 'table', file: 'x.csv' } }))
    expect(await orderedFrom(client, join(folder, 'run.json'), [])).toEqual({
      config: { split: { file: 'hash of rows' }, model: { kind: 'mlp', init: { file: 'hash of weights' } }, task: { kind: 'table', file: 'hash of table' } },
      set: [],
    })
    expect(added).toEqual([{ kind: 'split', text: 'rows' }, { kind: 'weights', text: 'weights' }, { kind: 'table', text: 'table' }])
  })

  test('takes what was set with --set, in parts or whole', async () => {
    const { client } = listening()
    const folder = folderWith({ a: 'one', b: 'two' })
    const { set } = await orderedFrom(client, 'pocket-grok', [['split.file', join(folder, 'a')], ['task', { kind: 'images', images_file: join(folder, 'b'), labels_file: join(folder, 'a') }], ['steps', 3]])
    expect(set).toEqual([['split.file', 'hash of one'], ['task', { kind: 'images', images_file: 'hash of two', labels_file: 'hash of one' }], ['steps', 3]])
  })

  test('leaves a hash as it is', async () => {
    const { client, added } = listening()
    const hash = 'ab'.repeat(32)
    expect((await orderedFrom(client, 'pocket-grok', [['split.file', hash]])).set).toEqual([['split.file', hash]])
    expect(added).toEqual([])
  })

  test('is refused by the path of the file that is missing or wrong', async () => {
    const { client } = listening()
    const folder = folderWith({ bad: 'bad', 'no.json': '{' })
    await expect(orderedFrom(client, 'pocket-grok', [['split.file', join(folder, 'none')]])).rejects.toThrow(/The split file .*none does not exist/)
    await expect(orderedFrom(client, 'pocket-grok', [['split.file', join(folder, 'bad')]])).rejects.toThrow(/bad: This is not a split/)
    await expect(orderedFrom(client, join(folder, 'no.json'), [])).rejects.toThrow(/is not JSON/)
    await expect(orderedFrom(client, join(folder, 'nothing.json'), [])).rejects.toThrow(/The configuration .*nothing.json does not exist/)
  })
})
