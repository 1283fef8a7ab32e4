import { createPinia } from 'pinia'
import { expect, test } from 'vitest'
import { createRenderer, nextTick, ref, shallowRef } from 'vue'
import type { LabClient } from '../../shared/contract.ts'
import { RunId, type Curves } from '../../shared/schema/run.ts'
import { labLinkKey } from '../platform/client.ts'
import { useManyRunCurves } from './many-run-curves.ts'

const [a, b] = [RunId.parse('run_aaaaaaaaaaaa'), RunId.parse('run_bbbbbbbbbbbb')]
const stored = ['train_loss', 'test_loss', 'test_accuracy', 'gini']

/** A lab whose runs are at rest, with two points of each series, and what it was asked for. */
function standIn() {
  const asked: string[] = []
  const client = {
    stream: (method: string, { id, series, afterStep }: { readonly id: string; readonly series: readonly string[] | null; readonly afterStep: number }) => ({
      async *[Symbol.asyncIterator]() {
        if (method !== 'runs.watch') return
        asked.push(`${id} ${(series ?? ['everything']).join('+')} after ${afterStep}`)
        const points = Object.fromEntries(stored.filter((name) => series?.includes(name) ?? true).map((name) => [name, { steps: Uint32Array.of(0, 1), values: Float64Array.of(1, 2) }]))
        yield { state: { status: 'finished', step: 1 }, stepsPerSecond: null, secondsLeft: null, points, removed: [], checkpoints: [] }
      },
    }),
  } as unknown as LabClient
  return { client, asked }
}

/** A page without elements: components are set up and nothing is drawn. */
const nothing = (): object => ({})
const { createApp } = createRenderer<object, object>({
  insert: nothing, remove: nothing, setText: nothing, setElementText: nothing, patchProp: nothing, parentNode: () => null, nextSibling: () => null,
  createElement: nothing, createText: nothing, createComment: nothing,
})

async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await nextTick()
}

test('only what is drawn is asked for: a series that is wanted later by itself, and nothing twice', async () => {
  const { client, asked } = standIn()
  const generation = shallowRef(1)
  const ids = ref([a])
  const series = ref(['test_accuracy'])
  const made: ReturnType<typeof useManyRunCurves>[] = []
  const setup = (): (() => null) => (made.push(useManyRunCurves(ids, series)), () => null)
  const app = createApp({ setup }).use(createPinia()).provide(labLinkKey, { client, state: ref('open' as const), generation })
  app.mount({})
  const { curves, isReading } = made[0]!
  const names = (id: RunId): string[] => Object.keys(curves.value.get(id) ?? ({} as Curves)).sort()

  expect(isReading.value).toBe(true)
  await settled()
  expect([asked.splice(0), names(a), isReading.value]).toEqual([[`${a} test_accuracy after -1`], ['test_accuracy'], false])

  ids.value = [a, b]
  series.value = ['test_accuracy', 'gini']
  await settled()
  expect(asked.splice(0).sort()).toEqual([`${a} gini after -1`, `${b} gini+test_accuracy after -1`])
  expect([names(a), names(b)]).toEqual([['gini', 'test_accuracy'], ['gini', 'test_accuracy']])

  series.value = ['test_accuracy']
  await settled()
  expect(asked).toEqual([])

  // A new connection goes on where the last one ended: history is not read again.
  generation.value = 2
  await settled()
  expect(asked.splice(0).sort()).toEqual([`${a} gini after 1`, `${a} test_accuracy after 1`, `${b} gini+test_accuracy after 1`])
  app.unmount()
})
