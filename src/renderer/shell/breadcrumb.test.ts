import { afterEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { breadcrumb, useBreadcrumb } from './breadcrumb.ts'

afterEach(() => vi.unstubAllGlobals())

test('two screens at once settle: the one that changed last is shown', async () => {
  vi.stubGlobal('document', { title: '' })
  const scope = effectScope()
  const runs = { first: 0, second: 0 }
  const name = ref('Run')
  scope.run(() => {
    useBreadcrumb(() => (runs.first++, [{ label: name.value }]))
    useBreadcrumb(() => (runs.second++, [{ label: 'Inner' }]))
  })
  await nextTick()
  name.value = 'Renamed'
  await nextTick()
  expect(runs).toEqual({ first: 2, second: 1 })
  expect(breadcrumb.value).toEqual([{ label: 'Renamed' }])
  expect(document.title).toBe('Renamed · Grokscope')
  scope.stop()
})
