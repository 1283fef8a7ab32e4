import type { PresetSummary } from '../../../shared/contract.ts'
import { exitCodes, type Verb } from '../context.ts'
import { duration } from '../format.ts'
import { table } from '../table.ts'
import { jsonLine } from '../terminal.ts'

/** `presets`: what can be run by name. */
export const presets: Verb = async ({ client, options, terminal }) => {
  const list = await client.call('presets.list', {})
  if (options.json) {
    for (const preset of list) terminal.out(jsonLine(plain(preset)))
    return exitCodes.done
  }
  const rows = list.map((preset) => {
    const seconds = preset.secondsHere ?? preset.secondsMeasured
    return [preset.id, preset.title, preset.source, extent(preset), seconds === null ? '–' : `${duration(seconds)}${preset.secondsHere === null ? ' elsewhere' : ''}`, preset.tagline]
  })
  terminal.out(table(['preset', 'title', 'source', 'what it is', 'time', 'what it shows'], rows))
  return exitCodes.done
}

/** `1000 steps`, `9 runs`. */
function extent(preset: PresetSummary): string {
  switch (preset.kind) {
    case 'run':
      return `${preset.config.steps} steps`
    case 'continuation':
      return `${preset.config.steps} steps from ${preset.goesOn.of}`
    case 'set':
      return `${preset.members.length} runs`
    case 'theory':
      return 'no network'
  }
}

/** Without the ghost lines: they are pictures of the page, and long. */
function plain(preset: PresetSummary): unknown {
  const { isFaithful, checkedSeeds, ...rest } = preset
  const known = { ...rest, faithful: isFaithful, seedsChecked: checkedSeeds, seconds: preset.secondsHere ?? preset.secondsMeasured }
  return 'members' in known ? { ...known, members: known.members.map(bare) } : bare(known)
}

function bare(drawn: object): unknown {
  const { expectedCurves: _, ...rest } = { expectedCurves: null, ...drawn }
  return rest
}
