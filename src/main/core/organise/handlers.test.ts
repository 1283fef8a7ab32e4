import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { withChange } from '../../../shared/run-list.ts'
import type { RunId, RunSummary } from '../../../shared/schema/run.ts'
import { openStore } from '../store/store.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { testLab, type TestLab } from '../testing/labs.ts'
import { logicalContent } from '../testing/logical-content.ts'
import { insertSample, points, time } from '../testing/sample-runs.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

/** A lab on a store of finished runs, the newest first. */
async function labOf(count: number): Promise<TestLab & { readonly runs: readonly RunId[] }> {
  const folder = temporaryFolder(onTestFinished)
  const store = await openStore(folder, { now: time })
  const runs = Array.from({ length: count }, () => {
    const id = insertSample(store)
    store.curves.append(id, points([0, 40], { test_accuracy: (s) => s / 40 }))
    store.states.end(id, { status: 'finished', step: 40 }, time())
    return id
  })
  store.close()
  return { ...(await testLab(onTestFinished, { store: folder })), runs: runs.toReversed() }
}

const nobody = 'run_000000000000' as RunId

describe('edits of runs', () => {
  test('of many at once answer with the edit that takes them back exactly', async () => {
    const { client, runs, store } = await labOf(5)
    const [a, b] = [runs[0]!, runs[1]!]
    const { id: project } = await client.call('projects.create', { name: 'Decay' })
    const before = logicalContent(store)
    const made = await client.call('runs.edit', {
      changes: [
        { id: a, name: ' New name ', tags: ['b', 'a', ' a '], pinned: true, note: '**Markdown**' },
        { id: b, project, hidden: true, colourSlot: 28 },
        ...runs.slice(2).map((id) => ({ id, tags: ['rest'] })),
      ],
    })
    const list = await client.call('runs.list', {})
    expect(list[0]).toMatchObject({ id: a, name: 'New name', tags: ['a', 'b'], pinned: true, hidden: false, note: '**Markdown**', project: 'default' })
    expect(list[1]).toMatchObject({ id: b, project, hidden: true, colourSlot: 28, tags: [] })
    expect(made.before[0]).toEqual({ id: a, name: 'sample', tags: [], pinned: false, note: '' })
    const again = await client.call('runs.edit', { changes: [...made.before] })
    expect(logicalContent(store)).toBe(before)
    await client.call('runs.edit', { changes: [...again.before] })
    expect((await client.call('runs.list', {}))[0]).toMatchObject({ name: 'New name', tags: ['a', 'b'] })
  })

  test('with one run that is not there change none', async () => {
    const { client, runs, store } = await labOf(2)
    const before = logicalContent(store)
    await expect(client.call('runs.edit', { changes: [{ id: runs[0]!, pinned: true }, { id: nobody, pinned: true }] })).rejects.toMatchObject({ code: 'unknown-run' })
    await expect(client.call('runs.edit', { changes: [{ id: runs[0]!, project: 'prj_000000000000' }] })).rejects.toMatchObject({ code: 'unknown-project' })
    await expect(client.call('runs.edit', { changes: [{ id: runs[0]!, pinned: true }, { id: runs[0]!, pinned: false }] })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/names a run twice/) })
    await expect(client.call('runs.edit', { changes: [{ id: runs[0]!, tags: ['two\nlines'] }] })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(client.call('runs.trash', { ids: [runs[0]!, nobody] })).rejects.toMatchObject({ code: 'unknown-run' })
    expect(logicalContent(store)).toBe(before)
  })

  test('reach those who follow the list as changes of it, a trashed run as gone', async () => {
    const { client, runs } = await labOf(3)
    let list: readonly RunSummary[] = []
    const sizes: number[] = []
    for await (const change of client.stream('runs.watchAll', {})) {
      list = withChange(list, change)
      sizes.push(change.runs.length + change.gone.length)
      if (change.isWhole) await client.call('runs.edit', { changes: [{ id: runs[1]!, pinned: true }] })
      else if (list.length === 2) break
      else await client.call('runs.trash', { ids: [runs[0]!] })
    }
    expect(sizes).toEqual([3, 1, 1])
    expect(list.map(({ id, pinned }) => [id, pinned])).toEqual([[runs[1], true], [runs[2], false]])
    await client.call('runs.restore', { ids: [runs[0]!] })
    expect((await client.call('runs.list', {})).map(({ id }) => id)).toEqual(runs)
  })

  test('bookmarks are added, renamed and removed, each with the edit that takes it back; none ahead of the run', async () => {
    const { client, runs, store } = await labOf(1)
    const [run] = runs as [RunId]
    const before = logicalContent(store)
    const first = await client.call('bookmarks.edit', { changes: [{ run, step: 12, name: 'Here' }, { run, step: 3, name: 'There' }] })
    const second = await client.call('bookmarks.edit', { changes: [{ run, step: 12, name: 'Later' }, { run, step: 3, name: null }] })
    expect((await client.call('runs.list', {}))[0]?.bookmarks).toEqual([{ step: 12, name: 'Later' }])
    await client.call('bookmarks.edit', { changes: [...second.before] })
    expect((await client.call('runs.list', {}))[0]?.bookmarks).toEqual([{ step: 3, name: 'There' }, { step: 12, name: 'Here' }])
    await expect(client.call('bookmarks.edit', { changes: [{ run, step: 41, name: 'Soon' }] })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/at step 40, so step 41/) })
    await client.call('bookmarks.edit', { changes: [...first.before] })
    expect(logicalContent(store)).toBe(before)
  })

  test('a run in the trash is not resumed', async () => {
    const { client, runs } = await labOf(1)
    await client.call('runs.trash', { ids: [runs[0]!] })
    await expect(client.call('runs.resume', { id: runs[0]!, steps: 80 })).rejects.toMatchObject({ code: 'not-possible-now', message: expect.stringMatching(/in the trash/) })
  })
})

describe('projects', () => {
  test('have a name of their own, a note, a baseline and a log, each with the way back', async () => {
    const { client, runs } = await labOf(1)
    const { id } = await client.call('projects.create', { name: ' Decay ' })
    await expect(client.call('projects.create', { name: 'decay' })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/There is a project “Decay” already/) })
    const { before } = await client.call('projects.edit', { id, note: '# Plan', baseline: runs[0]! })
    expect(before).toEqual({ id, note: '', baseline: null })
    const entry = await client.call('log.write', { project: id, text: 'Began.' })
    const edited = await client.call('log.edit', { id: entry.id, text: 'Began again.' })
    expect(edited).toMatchObject({ before: entry, entry: { id: entry.id, at: entry.at, text: 'Began again.', editedAt: expect.any(String) as string } })
    expect((await client.call('projects.list', {}))[1]).toMatchObject({ id, name: 'Decay', note: '# Plan', baseline: runs[0], logEntries: 1 })
    const { removed } = await client.call('log.remove', { ids: [entry.id] })
    expect(await client.call('log.list', { project: id })).toEqual([])
    await client.call('log.restore', { entries: [...removed] })
    expect(await client.call('log.list', { project: id })).toEqual([edited.entry])

    await client.call('runs.trash', { ids: [runs[0]!] })
    expect((await client.call('projects.list', {}))[1]?.baseline).toBeNull()
    await client.call('runs.restore', { ids: [runs[0]!] })
    expect((await client.call('projects.list', {}))[1]?.baseline).toBe(runs[0])
  })

  test('go to the trash with their runs and come back with those, not with what was there before', async () => {
    const { client, runs, store } = await labOf(3)
    const [a, b, c] = runs as [RunId, RunId, RunId]
    const { id: project } = await client.call('projects.create', { name: 'Tried' })
    await client.call('runs.edit', { changes: [{ id: a, project }, { id: b, project }] })
    await client.call('runs.trash', { ids: [a] })
    const before = logicalContent(store)
    expect(await client.call('projects.trash', { id: project })).toEqual({ runs: [b] })
    expect((await client.call('runs.list', {})).map(({ id }) => id)).toEqual([c])
    await expect(client.call('runs.edit', { changes: [{ id: c, project }] })).rejects.toMatchObject({ code: 'not-possible-now' })
    expect((await client.call('trash.list', {})).projects).toMatchObject([{ id: project, name: 'Tried' }])
    expect(await client.call('projects.restore', { id: project })).toEqual({ runs: [b] })
    expect(logicalContent(store)).toBe(before)
    await expect(client.call('projects.trash', { id: 'default' })).rejects.toMatchObject({ code: 'not-possible-now', message: expect.stringMatching(/where new runs are saved/) })
  })

  test('one run of a project in the trash brings the project back, and emptying takes both', async () => {
    const { client, runs } = await labOf(2)
    const { id: project } = await client.call('projects.create', { name: 'Tried' })
    await client.call('runs.edit', { changes: runs.map((id) => ({ id, project })) })
    await client.call('projects.trash', { id: project })
    await client.call('runs.restore', { ids: [runs[0]!] })
    expect((await client.call('projects.list', {})).map(({ id }) => id)).toContain(project)
    await client.call('projects.trash', { id: project })
    expect(await client.call('trash.empty', {})).toMatchObject({ removed: expect.arrayContaining([...runs]) as RunId[], projects: 1 })
    expect(await client.call('trash.list', {})).toEqual({ runs: [], projects: [] })
  })

  test('are followed by those who watch', async () => {
    const { client } = await labOf(0)
    const seen: string[][] = []
    for await (const list of client.stream('projects.watch', {})) {
      seen.push(list.map(({ name }) => name))
      if (seen.length === 1) await client.call('projects.create', { name: 'Another' })
      else break
    }
    expect(seen).toEqual([['My lab'], ['My lab', 'Another']])
  })
})

describe('what the page keeps', () => {
  test('settings are put together, answered with what was before, and followed by key', async () => {
    const { client } = await labOf(0)
    expect(await client.call('settings.put', { values: { theme: 'dark', 'table.columns': ['a'] } })).toEqual({ before: { theme: null, 'table.columns': null } })
    const seen: unknown[] = []
    for await (const { values } of client.stream('settings.watch', {})) {
      seen.push(values)
      if (seen.length === 1) await client.call('settings.put', { values: { theme: null, rows: 26 } })
      else break
    }
    expect(seen).toEqual([{ theme: 'dark', 'table.columns': ['a'] }, { theme: null, rows: 26 }])
    expect(await client.call('settings.get', { key: 'rows' })).toEqual({ value: 26 })
    await expect(client.call('settings.put', { values: { 'Not a key': 1 } })).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('the session comes back after the lab was ended, and is no setting', async () => {
    const { client, lab, store } = await labOf(0)
    expect(await client.call('session.get', {})).toEqual({ value: null })
    await client.call('session.put', { value: { route: '/runs', open: [1, 2] } })
    expect((await client.call('settings.put', { values: { rows: 24 } })).before).toEqual({ rows: null })
    await lab.close()
    const next = await testLab(onTestFinished, { store })
    expect(await next.client.call('session.get', {})).toEqual({ value: { route: '/runs', open: [1, 2] } })
  })

  test('views are saved, replaced, removed and put back', async () => {
    const { client } = await labOf(0)
    const { view } = await client.call('views.save', { project: null, name: 'Mine', content: { query: 'a' } })
    const { before } = await client.call('views.save', { id: view.id, project: 'default', name: 'Mine', content: { query: 'b' } })
    expect(before).toEqual(view)
    expect((await client.call('views.list', { project: 'default' })).map(({ content }) => content)).toEqual([{ query: 'b' }])
    expect(await client.call('views.list', {})).toEqual([])
    const { removed } = await client.call('views.remove', { id: view.id })
    await expect(client.call('views.remove', { id: view.id })).rejects.toMatchObject({ code: 'bad-input' })
    await client.call('views.save', { id: removed.id, project: removed.project, name: removed.name, content: removed.content })
    expect(await client.call('views.list', { project: 'default' })).toMatchObject([{ id: view.id, name: 'Mine' }])
  })
})

test('a new run is saved in the project that is named, and in none that is not there', async () => {
  const { client } = await labOf(0)
  const { id: project } = await client.call('projects.create', { name: 'Here' })
  const run = await client.call('runs.create', { preset: 'pocket-grok', steps: 5, project })
  expect(run.project).toBe(project)
  await client.call('runs.stop', { id: run.id }).catch(() => null)
  await expect(client.call('runs.create', { preset: 'pocket-grok', steps: 5, project: 'prj_000000000000' })).rejects.toMatchObject({ code: 'unknown-project' })
  expect(await client.call('runs.list', {})).toHaveLength(1)
})
