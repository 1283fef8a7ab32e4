/**
 * Writes src/figures/text-widths.ts: advance widths of the bundled fonts, so that a scene can be laid out without a DOM and looks the
 * same in the page, in a worker and on the command line.
 *
 *   node scripts/font-widths.mjs            write the table
 *   node scripts/font-widths.mjs --check    fail if the table is not what the fonts give, or if it measures the samples more than 2 % wrong
 */
import { readFile, writeFile } from 'node:fs/promises'
import * as fontkit from 'fontkit'

const fonts = {
  'inter-400': 'Inter-Regular.ttf',
  'inter-500': 'Inter-Medium.ttf',
  'inter-600': 'Inter-SemiBold.ttf',
  'mono-400': 'JetBrainsMono-Regular.ttf',
}

// Everything the lab writes: Latin with accents, Greek, punctuation and spaces, sub- and superscripts, arrows, mathematics, marks.
const ranges = [
  [0x20, 0x7e], [0xa0, 0x17f], [0x391, 0x3a9], [0x3b1, 0x3c9], [0x2002, 0x200a], [0x2010, 0x2026], [0x202f, 0x202f], [0x2030, 0x2033],
  [0x2070, 0x2071], [0x2074, 0x208e], [0x2190, 0x2193], [0x2200, 0x2265], [0x2308, 0x230b], [0x25a0, 0x25cf], [0x2713, 0x2717],
]

const samples = [
  'train ≥ 99 %', 'test ≥ 50 %', 'chance, 1 in 59', 'expected', 'seed 3, baseline', '104 of 104 logged points drawn per run, no smoothing',
  'Accuracy', 'cross-entropy, log', '10⁻⁶', '1 000', '−0.40', 'Input weights W₁', '59 inputs × 200 neurons', 'Frequency share', 'Weight norm ‖w‖₂',
]

const root = new URL('../', import.meta.url)
const target = new URL('src/figures/text-widths.ts', root)

/** Advance widths in thousandths of the font size, as runs of [first code point, widths…]; characters that the font lacks end a run. */
function table(font) {
  const runs = []
  for (const [from, to] of ranges) {
    let run = null
    for (let code = from; code <= to; code += 1) {
      if (!font.hasGlyphForCodePoint(code)) {
        run = null
        continue
      }
      const width = Math.round((font.glyphForCodePoint(code).advanceWidth * 1000) / font.unitsPerEm)
      if (run === null) runs.push((run = [code]))
      run.push(width)
    }
  }
  return runs
}

function measure(runs, text) {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0)
    const run = runs.find((r) => code >= r[0] && code < r[0] + r.length - 1)
    width += run === undefined ? 600 : run[code - run[0] + 1]
  }
  return width
}

let worst = 0
let body = ''
for (const [name, file] of Object.entries(fonts)) {
  const font = fontkit.create(await readFile(new URL(`resources/fonts/${file}`, root)))
  const runs = table(font)
  for (const text of samples) {
    const shaped = (font.layout(text).advanceWidth * 1000) / font.unitsPerEm
    worst = Math.max(worst, Math.abs(measure(runs, text) / shaped - 1))
  }
  body += `  '${name}': [\n${runs.map((run) => `    [${run.join(', ')}],\n`).join('')}  ],\n`
}

const text = `// Made by scripts/font-widths.mjs from resources/fonts; do not edit.
// Advance widths in thousandths of the font size: [first code point, width, width, …]. Kerning is left out.
export const textWidths: Readonly<Record<'inter-400' | 'inter-500' | 'inter-600' | 'mono-400', readonly (readonly number[])[]>> = {
${body}}
`

const percent = (worst * 100).toFixed(2)
if (process.argv.includes('--check')) {
  const stored = await readFile(target, 'utf8')
  if (stored !== text) {
    console.error('src/figures/text-widths.ts is not what the fonts give. Run node scripts/font-widths.mjs and commit the result.')
    process.exitCode = 1
  } else if (worst > 0.02) {
    console.error(`The table measures the samples up to ${percent} % wrong; 2 % is allowed. Add kerning.`)
    process.exitCode = 1
  } else {
    console.log(`The table is current; it measures the samples to ${percent} %.`)
  }
} else {
  await writeFile(target, text)
  console.log(`Written: ${text.length} characters; the samples are measured to ${percent} %.`)
}
