import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from './json-places.ts'

test('what is JSON is read as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
      const value: unknown = JSON.parse(text)
      const written = JSON.stringify(value, null, indent)
      const keys = (inner: unknown): boolean => typeof inner !== 'object' || inner === null || Object.entries(inner).every(([key, each]) => key !== '__proto__' && keys(each))
      fc.pre(keys(value))
      expect(readJson(written)).toMatchObject({ error: null })
      expect(readJson(written).value).toEqual(value)
    }),
  )
})

test('what is no JSON has an error, whatever it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      let isJson = true
      try {
        JSON.parse(text)
      } catch {
        isJson = false
      }
      if (!isJson) expect(readJson(text).error).not.toBeNull()
    }),
  )
})

test('each key has its line', () => {
  const { lines } = readJson('{\n  "optimiser": {\n    "kind": "adamw",\n    "groups": [\n      { "parameters": "embed" }\n    ]\n  }\n}')
  expect([lines.get('optimiser'), lines.get('optimiser.kind'), lines.get('optimiser.groups.0'), lines.get('optimiser.groups.0.parameters')]).toEqual([2, 3, 5, 5])
})

test.each([
  ['{\n "a": 1\n "b": 2 }', 3, 'A comma is missing before the next key'],
  ['{ "a": 0.5.1 }', 1, '0.5.1 is no number, and text stands in quotation marks'],
  ['{ "a": [1, 2', 1, 'The text ends before the object does'],
  ['{\n "a": 1,\n "a": 2 }', 3, 'The key "a" stands here twice'],
  ['{ "a": 1 } x', 1, 'Something stands after the end of the object'],
  ['', 1, 'The text ends where a value is expected'],
  ['{ "a": 1, }', 1, 'A key in quotation marks is expected'],
])('%j is refused at its line', (text, line, sentence) => {
  expect(readJson(text).error).toEqual({ line, sentence })
})
