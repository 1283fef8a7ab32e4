import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseOptions } from './options.ts'

describe('the options of the Node host', () => {
  test('have defaults: the store of the user, any port, a window', () => {
    expect(parseOptions([], '/data/grokscope')).toEqual({ store: '/data/grokscope', port: 0, open: true })
  })
  test('can all be given, and a folder is relative to where one stands', () => {
    expect(parseOptions(['--store', 'here', '--port=8080', '--no-open'], '/x')).toEqual({ store: resolve('here'), port: 8080, open: false })
  })
  test.each([['--port', 'abc'], ['--port', '65536'], ['--port', '-1'], ['--port', '1.5'], ['--port', ''], ['--store', ''], ['--prot', '1'], ['extra'], ['--store']])(
    'are refused with a sentence: %s %s',
    (...args) => {
      expect(parseOptions(args, '/x')).toEqual({ wrong: expect.stringMatching(/\S/) })
    },
  )
})
