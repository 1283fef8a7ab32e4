import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeSafetensors } from '../../shared/safetensors.ts'
import { buildPlotsScene } from '../../figures/plots/plots-scene.ts'
import { PlotsSpec } from '../../figures/plots/plots-spec.ts'
import { encodePng } from '../../figures/png.ts'
import { withPngMetadata } from '../../figures/png-metadata.ts'
import { sourceText, toSvg } from '../../figures/to-svg.ts'
import { recognise } from './recognise.ts'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const config = { task: { kind: 'modular_table', modulus: 7 }, split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden: [8] }, optimiser: { kind: 'adamw', learning_rate: 0.01, weight_decay: 1 }, steps: 40 }

test('each kind is known by its content, whatever the file is called', () => {
  expect(recognise('a.txt', text('a,b,answer\n1,2,3\n4,5,6\n'))).toEqual({ kind: 'table', rows: 2, columns: 3, names: ['a', 'b', 'answer'] })
  expect(recognise('a', text('1,2\n3,4\n'))).toMatchObject({ kind: 'table', rows: 2, names: null })
  expect(recognise('labels', Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 1))).toEqual({ kind: 'idx', shape: [2] })
  expect(recognise('w', encodeSafetensors({ w: { shape: [2], dtype: 'f32', data: Float32Array.of(1, 2) } }))).toEqual({ kind: 'weights', tensors: [{ name: 'w', shape: [2] }] })
  expect(recognise('x.json', text('{"train":[0,2],"test":[1]}'))).toEqual({ kind: 'split', train: 2, test: 1 })
  expect(recognise('x.json', text(JSON.stringify(config)))).toMatchObject({ kind: 'config', config: { steps: 40 } })
  expect(recognise('show.json', text(JSON.stringify({ run: { config } })))).toMatchObject({ kind: 'config' })
})
test('what is nearly something says what is wrong, in a sentence', () => {
  for (const bytes of [text(''), text('{"train":[-1]}'), text(JSON.stringify({ ...config, steps: 'many' })), text('{"version":1,"kind":"curves"}'), text('just words'), text('[1,2]'), Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 9, 1, 2)]) {
    const found = recognise('file', bytes)
    expect(found.kind).toBe('unknown')
    expect(found.kind === 'unknown' && found.reason).toMatch(/^[A-Z].*\.$/s)
  }
})
test('no bytes make it throw', () => {
  fc.assert(fc.property(fc.string(), fc.uint8Array({ maxLength: 200 }), (name, bytes) => void recognise(name, bytes)))
  fc.assert(fc.property(fc.json(), (json) => void recognise('x.json', text(json))))
})

test('a figure is known by what is inside: SVG, PNG, and a specification alone; another picture is none', () => {
  const spec = PlotsSpec.parse({ version: 1, kind: 'plots', title: 't', rows: [{ height: 40, plots: [{ id: 'p', x: { kind: 'linear' }, y: { kind: 'linear' }, marks: [] }] }] })
  const scene = buildPlotsScene(spec, {}, { width: 200, height: 100 })
  const metadata = { runs: ['run_a'], versions: {}, source: { view: '/compare' } }
  expect(recognise('a.svg', text(toSvg(scene, metadata)))).toEqual({ kind: 'figure', spec, metadata })
  expect(recognise('a.png', withPngMetadata(encodePng(new Uint8Array(4), 1, 1, 1), 600, sourceText(scene, metadata)))).toEqual({ kind: 'figure', spec, metadata })
  expect(recognise('a.json', text(JSON.stringify(spec)))).toEqual({ kind: 'figure', spec, metadata: null })
  for (const other of [text('<svg xmlns="http://www.w3.org/2000/svg"/>'), encodePng(new Uint8Array(4), 1, 1, 1)]) expect(recognise('a', other)).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('picture') as string })
})
