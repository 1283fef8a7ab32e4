import { describe, expect, test } from 'vitest'
import { FigureSpec } from './spec.ts'
import { compareSpec, matrixSpec, runSpec } from './testing/fixtures.ts'

describe('a figure specification', () => {
  test('survives JSON unchanged once its defaults are written out', () => {
    for (const input of [runSpec, compareSpec, matrixSpec]) {
      const spec = FigureSpec.parse(input)
      expect(FigureSpec.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec)
    }
  })
  test('of another version, with an unknown key or of an unknown kind is refused', () => {
    for (const change of [{ version: 2 }, { smoothing: 0.6 }, { kind: 'pie' }]) expect(FigureSpec.safeParse({ ...runSpec, ...change }).success).toBe(false)
  })
  test('of a diverging map needs limits that are symmetric about 0', () => {
    expect(FigureSpec.safeParse({ ...matrixSpec, limits: [-0.4, 0.5] }).error?.issues[0]?.message).toContain('symmetric about 0')
    expect(FigureSpec.safeParse({ ...matrixSpec, limits: [0, 0.5], map: 'tide' }).success).toBe(true)
  })
  test('names no column twice, and no domain runs backwards', () => {
    expect(FigureSpec.safeParse({ ...matrixSpec, columnOrder: [0, 1, 1] }).success).toBe(false)
    expect(FigureSpec.safeParse({ ...compareSpec, step: { domain: [100, 100] } }).success).toBe(false)
  })
})
