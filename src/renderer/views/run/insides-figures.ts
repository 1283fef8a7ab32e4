import { formatInteger, formatPercent } from '../../../figures/formats.ts'
import type { PlotsSpecInput } from '../../../figures/plots/plots-spec.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { logSpaced } from '../../charts/log-spaced.ts'
import { nearestIndex } from '../../charts/logged-steps.ts'
import { plotsFigure } from '../../charts/plots-figure.ts'
import { namedItems, plotsItems } from '../../charts/plots-items.ts'
import type { MenuItem } from '../../components/menu-item.ts'
import type { Drawing } from './figures/drawing.ts'
import { sheetDrawing } from './figures/matrix-maps-drawing.ts'
import { planesDrawing } from './figures/planes-drawing.ts'
import { powerDrawing } from './figures/power-drawing.ts'
import { placesIn, shareOf, variation, wavePlanes } from './panels/embedding/planes.ts'
import { readoutRows, storedValue } from './readout.ts'
import { metadataOf, stemOf } from './save-items.ts'
import type { Insides } from './use-insides.ts'
import type { RunModel } from './use-run.ts'

/** As many as the contact sheet shows. */
const mostFrames = 12
/** As many inputs as circles are drawn of. */
const mostInputs = 128

/** What the first screen of the insides shows besides its matrix, as figures: the power of frequencies over time, circles, the contact sheet. */
export function insidesItems(run: RunSummary, model: RunModel, insides: Insides): readonly MenuItem[] {
  const { choice, power } = insides
  const chosen = choice.value
  if (!chosen) return []
  const make = (name: string, title: string, notes: readonly string[], step: number | null, drawing: Drawing, sentence = '') => {
    const spec: Omit<PlotsSpecInput, 'version' | 'kind'> = { title, sentence, notes, rows: drawing.rows, run: run.id, step, panel: null }
    return plotsFigure(spec, drawing.data, metadataOf(run), stemOf(run, chosen.key, name))
  }
  const sheet = plotsItems(() => {
    const frames = logSpaced(insides.read.value, mostFrames).flatMap((step) => {
      const matrix = insides.pictureAt(step)
      return matrix ? [{ step, matrix, title: formatInteger(step), words: accuracyWords(model, step) }] : []
    })
    const note = `${run.name} · ${formatInteger(frames.length)} of ${formatInteger(model.checkpointSteps.value.length)} checkpoints, evenly on the log axis; the same limits and order in all`
    const drawing = sheetDrawing(frames, insides.picture.value?.step ?? null, insides.limits.value, insides.look.map.value, insides.look.columnOrder.value)
    return frames.length === 0 ? null : make('contact-sheet', chosen.title, [note], null, drawing)
  })
  const overTime = plotsItems(() => {
    const step = insides.picture.value?.step ?? null
    const known = power.value
    const now = step === null ? null : (known[nearestIndex(known.map((each) => each.step), step)] ?? null)
    const circles = circlesOf(insides)
    const drawn = powerDrawing({ power: known, domain: model.domain.value, keys: insides.keys.value, events: model.events.value, now })
    const drawing = circles === null ? drawn : { rows: [...drawn.rows, ...circles.rows], data: { ...drawn.data, ...circles.data } }
    const read = `${formatInteger(known.length)} of ${formatInteger(model.checkpointSteps.value.length)} checkpoints read`
    return known.length === 0 ? null : make('fourier-power', 'Fourier power over time', [`${run.name} · ${chosen.title} · ${read}`], step, drawing, `Key frequencies: ${[...insides.keys.value].join(', ') || 'none'}.`)
  })
  return [...namedItems('Contact sheet', sheet), ...(power.value.length === 0 ? [] : namedItems('Fourier power and circles', overTime))]
}

function accuracyWords({ curves }: RunModel, step: number): string {
  const words = (['train', 'test'] as const).flatMap((role) => {
    const row = readoutRows.find(({ series }) => series === `${role}_accuracy`)
    const value = row ? storedValue(curves.value, row, step) : ''
    return value === '' ? [] : [`${role} ${value}`]
  })
  return words.join(' · ')
}

/** The inputs in the planes of the two strongest frequencies, fixed at the last checkpoint; null where no plane is a circle. */
function circlesOf({ orderedAt, choice, keys, pictureAt, picture, pin }: Insides): Drawing | null {
  const fixed = orderedAt.value === null || !choice.value?.isPeriodic || keys.value.size === 0 ? null : pictureAt(orderedAt.value)
  const shown = picture.value?.matrix
  if (!fixed || !shown || fixed.rows > mostInputs || shown.columns !== fixed.columns) return null
  const all = variation(shown)
  const planes = wavePlanes(fixed, 2).map((plane) => {
    const places = placesIn(plane, shown)
    return { title: `Frequency ${plane.frequency}`, subtitle: formatPercent(shareOf(places, all)), radius: plane.radius, frequency: plane.frequency, ...places }
  })
  return planes.length === 0 ? null : planesDrawing(planes, Array.from({ length: shown.rows }, (_, i) => String(i)), pin.value.row)
}
