import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { bundledFiles } from '../../shared/schema/files.ts'
import { TaskConfig } from '../../shared/schema/config/task.ts'
import { sourcesFrom } from '../sources.ts'
import type { Examples } from '../types.ts'
import { images } from './images.ts'

const folder = join(import.meta.dirname, '../../../resources/data')
const bundled = sourcesFrom(Object.fromEntries(bundledFiles.map((name) => [name, new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}.idx.gz`))))])))

const examplesOf = (config: Omit<Extract<z.input<typeof TaskConfig>, { kind: 'images' }>, 'kind'>, sources = bundled): Examples =>
  images.examples(TaskConfig.parse({ kind: 'images', ...config }) as Extract<TaskConfig, { kind: 'images' }>, sources)
const countsOf = ({ answers }: Examples): number[] => Array.from({ length: 10 }, (_, digit) => answers.values.data.filter((label) => label === digit).length)

describe('the digits of 8 × 8 pixels', () => {
  const digits = examplesOf({ data: 'digits' })

  test('are those of scikit-learn: 1 797, in its order', () => {
    expect(digits.inputs.values.shape).toEqual([1797, 64])
    expect([...digits.answers.values.data.slice(0, 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    // The first image, and the counts, as its documentation shows them.
    expect([...digits.inputs.values.data.slice(0, 16)].map((x) => x * 16)).toEqual([0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0])
    expect(countsOf(digits)).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
  })

  test('are numbers from 0 to 1', () => {
    expect(Math.min(...digits.inputs.values.data)).toBe(0)
    expect(Math.max(...digits.inputs.values.data)).toBe(1)
  })
})

describe('the digits of MNIST', () => {
  const mnist = examplesOf({ data: 'mnist' })

  test('are 10 000 of 28 × 28 pixels, and the classes take turns', () => {
    expect(mnist.inputs.values.shape).toEqual([10000, 784])
    expect(countsOf(mnist)).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978])
    expect([...mnist.answers.values.data.slice(0, 1000)]).toEqual(Array.from({ length: 1000 }, (_, i) => i % 10))
  })

  test('are as bright as the training set of MNIST is: mean 0.1307, deviation 0.3081', () => {
    const data = Float64Array.from(mnist.inputs.values.data)
    const mean = data.reduce((sum, x) => sum + x, 0) / data.length
    const square = data.reduce((sum, x) => sum + x * x, 0) / data.length
    expect(Math.abs(mean - 0.1307)).toBeLessThan(0.002)
    expect(Math.abs(Math.sqrt(square - mean ** 2) - 0.3081)).toBeLessThan(0.003)
  })

  test('no image is there twice', () => {
    const { data } = mnist.inputs.values
    const seen = new Set<string>()
    for (let row = 0; row < 10000; row++) seen.add(Buffer.from(data.slice(row * 784, (row + 1) * 784).map((x) => Math.round(x * 255))).toString('latin1'))
    expect(seen.size).toBe(10000)
  })
})

describe('images of your own', () => {
  const idx = (shape: readonly number[], data: readonly number[]): Uint8Array => Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((n) => [0, 0, n >> 8, n & 255]), ...data])
  const files = {
    images: idx([2, 1, 2], [0, 255, 51, 102]),
    labels: idx([2], [1, 0]),
    more: idx([1, 1, 2], [255, 255]),
    'more labels': idx([1], [4]),
  }
  const names = { data: 'idx', images_file: 'images', labels_file: 'labels' } as const
  const of = (config: object, own: Readonly<Record<string, Uint8Array>> = files): Examples => images.examples({ kind: 'images', ...names, ...config }, sourcesFrom(own))

  test('keep the order of their files, those of the test set last', () => {
    const { inputs, answers } = of({ test_images_file: 'more', test_labels_file: 'more labels' })
    expect([...inputs.values.data]).toEqual([0, 1, 0.2, 0.4, 1, 1])
    expect([...answers.values.data]).toEqual([1, 0, 4])
    expect(answers.kind === 'classes' && answers.classes).toBe(5)
  })

  test('are refused where the files do not go together', () => {
    expect(() => of({}, { ...files, labels: idx([3], [0, 0, 0]) })).toThrow(/2 images and 3 labels/)
    expect(() => of({}, { ...files, labels: files.images })).toThrow(/file of labels holds 2 × 1 × 2 numbers/)
    expect(() => of({}, { ...files, images: files.labels })).toThrow(/so it is one of labels/)
    expect(() => of({ test_images_file: 'labels', test_labels_file: 'labels' }, files)).toThrow(/so it is one of labels/)
    expect(() => of({ test_images_file: 'wide', test_labels_file: 'more labels' }, { ...files, wide: idx([1, 1, 3], [0, 0, 0]) })).toThrow(/have 2 pixels and those of the test set 3/)
    expect(() => of({}, {})).toThrow(/needs the file images, which is not at hand/)
  })
})
