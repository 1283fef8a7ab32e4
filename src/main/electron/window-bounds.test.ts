import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeWindow, readWindowState, writeWindowState } from './window-bounds.ts'

const left = { x: 0, y: 0, width: 1920, height: 1040 }
const right = { x: 1920, y: 0, width: 2560, height: 1400 }

describe('where the window opens', () => {
  test('in the middle of the first display at first', () => {
    expect(placeWindow(null, [left, right])).toEqual({ x: 280, y: 90, width: 1360, height: 860 })
  })
  test('where it was left, on any display', () => {
    const saved = { x: 2000, y: 50, width: 1500, height: 900 }
    expect(placeWindow(saved, [left, right])).toEqual(saved)
  })
  test('on the first display when its own was unplugged', () => {
    expect(placeWindow({ x: 2000, y: 50, width: 1500, height: 900 }, [left])).toEqual(placeWindow(null, [left]))
  })
  test('moved so that no edge is outside, and shrunk to a smaller display', () => {
    expect(placeWindow({ x: -300, y: 500, width: 1000, height: 800 }, [left])).toEqual({ x: 0, y: 240, width: 1000, height: 800 })
    expect(placeWindow({ x: 0, y: 0, width: 3000, height: 2000 }, [left])).toEqual(left)
  })
  test('always wholly on one display, whatever was saved', () => {
    const number = fc.integer({ min: -10_000, max: 10_000 })
    const size = fc.integer({ min: 1, max: 8000 })
    fc.assert(
      fc.property(fc.record({ x: number, y: number, width: size, height: size }), (saved) => {
        const { x, y, width, height } = placeWindow(saved, [left, right])
        return [left, right].some((area) => x >= area.x && y >= area.y && x + width <= area.x + area.width && y + height <= area.y + area.height)
      }),
    )
  })
})

describe('the saved place', () => {
  test('is read as it was written, and is nothing when missing or damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'window-'))
    const file = join(folder, 'window.json')
    const state = { bounds: left, maximised: true }
    expect(readWindowState(file)).toBeNull()
    writeWindowState(file, state)
    expect(readWindowState(file)).toEqual(state)
    await writeFile(file, '{"bounds":{"x":1')
    expect(readWindowState(file)).toBeNull()
    await writeFile(file, '{"bounds":{"x":1,"y":1,"width":0,"height":1e9},"maximised":true}')
    expect(readWindowState(file)).toBeNull()
    await rm(folder, { recursive: true })
    writeWindowState(file, state) // a folder that is gone is no reason to fail
  })
})
