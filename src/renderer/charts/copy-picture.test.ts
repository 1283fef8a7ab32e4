import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useNotices } from '../stores/notices.ts'
import { copyPicture } from './copy-picture.ts'

const bytes = Uint8Array.of(137, 80, 78, 71)
const painted = async (): Promise<Uint8Array<ArrayBuffer>> => bytes

/** A clipboard that keeps what was written, or refuses. */
function clipboard(refusal: string | null): Blob[] {
  const kept: Blob[] = []
  vi.stubGlobal('ClipboardItem', class { readonly of: Record<string, Promise<Blob>>; constructor(of: Record<string, Promise<Blob>>) { this.of = of } })
  vi.stubGlobal('navigator', {
    clipboard: {
      async write([item]: readonly { readonly of: Record<string, Promise<Blob>> }[]) {
        if (refusal !== null) throw new Error(refusal)
        kept.push(await item!.of['image/png']!)
      },
    },
  })
  return kept
}

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())

test('a picture is put on the clipboard as PNG, and a toast says so', async () => {
  const kept = clipboard(null)
  await copyPicture(painted)
  expect(kept[0]?.type).toBe('image/png')
  expect(new Uint8Array(await kept[0]!.arrayBuffer())).toEqual(bytes)
  expect(useNotices().toasts[0]?.text).toContain('copied')
  expect(useNotices().troubles).toEqual([])
})

test('a refused clipboard is a band with the reason and another way', async () => {
  clipboard('Write permission denied.')
  await copyPicture(painted)
  expect(useNotices().toasts).toEqual([])
  expect(useNotices().troubles[0]).toMatchObject({ title: 'The picture was not copied', error: { code: 'not-possible-now' } })
  expect(useNotices().troubles[0]?.error.message).toMatch(/refused to this page \(Write permission denied\.\).*save the picture as PNG/)
})

test('a browser without pictures on its clipboard says so', async () => {
  vi.stubGlobal('ClipboardItem', undefined)
  await copyPicture(painted)
  expect(useNotices().troubles[0]?.error).toMatchObject({ code: 'unsupported' })
})

test('a picture that cannot be painted is not blamed on the clipboard', async () => {
  clipboard('the promise was rejected')
  await copyPicture(() => Promise.reject(new Error('no canvas')))
  expect(useNotices().troubles[0]?.error.message).toContain('no canvas')
})
