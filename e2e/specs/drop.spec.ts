import { encodeSafetensors } from '../../src/shared/safetensors.ts'
import { expect, test } from '../fixtures.ts'
import { grokscope, shortRun } from '../command-line.ts'
import { DropPage } from '../pages/drop-page.ts'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const json = (value: unknown): Uint8Array => text(JSON.stringify(value))
/** IDX of bytes: two zeros, the type, the axes, then their sizes. */
const idx = (shape: readonly number[]): Uint8Array => Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((size) => [0, 0, 0, size]), ...Array.from({ length: shape.reduce((n, size) => n * size, 1) }, (_, i) => i % 2)])

test('every kind of file that the lab opens is said what it is, and leads where it says; what it does not open is refused in a sentence', async ({ lab }) => {
  const { page } = lab
  const run = await shortRun(lab.store, 1)
  await expect(page.getByRole('heading', { name: 'Latest runs' })).toBeVisible()
  const drop = new DropPage(page)
  const { config } = (JSON.parse(await grokscope(lab.store, 'show', run, '--json')) as { run: { config: object } }).run
  const figure = { version: 1, kind: 'curves', title: 'One run', panels: [{ id: 'a', title: 'Test accuracy', y: { kind: 'accuracy' }, lines: [{ run, series: 'test_accuracy', role: 'test', colour: { by: 'role' } }] }] }
  const table = Array.from({ length: 40 }, (_, i) => `${i % 5},${i % 7},${i % 2}`).join('\n')

  const forms: readonly { readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]; readonly is: RegExp; readonly shown: RegExp }[] = [
    { files: [{ name: 'table.csv', bytes: text(`a,b,answer\n${table}\n`) }], is: /A table of 40 rows and 3 columns: a, b, answer\./, shown: /table\.csv/ },
    { files: [{ name: 'images', bytes: idx([6, 4, 4]) }, { name: 'labels', bytes: idx([6]) }], is: /Images in IDX: 6 × 4 × 4\..*Labels of 6 examples/s, shown: /images, labels/ },
    { files: [{ name: 'first.safetensors', bytes: encodeSafetensors({ 'layers.0.weight': { shape: [2, 3], dtype: 'f32', data: new Float32Array(6) } }) }], is: /Weights: one tensor, layers\.0\.weight 2 × 3\./, shown: /first\.safetensors/ },
    { files: [{ name: 'split.json', bytes: json({ train: [0, 2, 4], test: [1, 3] }) }], is: /A split: 3 rows to train on, 2 to test on\./, shown: /split\.json/ },
    { files: [{ name: 'config.json', bytes: json(config) }], is: /A configuration: modular_table, mlp, adamw, 60 steps\./, shown: /config\.json/ },
  ]
  for (const { files, is, shown } of forms) {
    await drop.drop(files)
    await expect(drop.dialog).toContainText(is)
    await drop.dialog.getByRole('button', { name: /set up a run$/i }).click()
    await expect(page.getByRole('heading', { name: 'New run', level: 1 })).toBeVisible()
    await expect(page.getByText(shown).first()).toBeVisible()
  }

  await drop.drop([{ name: 'figure.json', bytes: json(figure) }])
  await expect(drop.dialog).toContainText('A figure’s specification: One run.')
  await drop.dialog.getByRole('button', { name: 'Open its view' }).click()
  await expect(page).toHaveURL(new RegExp(`#/runs/${run}`))

  for (const [name, bytes, why] of [['letter.txt', text('just words'), /Nothing was stored/], ['cut.safetensors', Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0x7b, 1, 2), /Nothing was stored/], ['labels', idx([6]), /Drop both together/]] as const) {
    await drop.drop([{ name, bytes }])
    await expect(drop.dialog).toContainText(why)
    await drop.dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect(drop.dialog).toHaveCount(0)
  }
})
