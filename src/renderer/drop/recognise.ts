import { readPngMetadata } from '../../figures/png-metadata.ts'
import { FigureSpec } from '../../figures/spec.ts'
import { readSource, readSvgMetadata, type FigureMetadata } from '../../figures/to-svg.ts'
import { LabError } from '../../shared/errors.ts'
import { parseCsv } from '../../shared/formats/csv.ts'
import { parseIdx } from '../../shared/formats/idx.ts'
import { parseSplitFile } from '../../shared/formats/split-file.ts'
import { decodeSafetensors } from '../../shared/safetensors.ts'
import { RunConfig } from '../../shared/schema/run-config.ts'

/** What a file turned out to be, by its content; its name only helps to say it. */
export type Recognised =
  | { readonly kind: 'table'; readonly rows: number; readonly columns: number; readonly names: readonly string[] | null }
  | { readonly kind: 'idx'; readonly shape: readonly number[] }
  | { readonly kind: 'weights'; readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[] }
  | { readonly kind: 'split'; readonly train: number; readonly test: number | null }
  | { readonly kind: 'config'; readonly config: RunConfig }
  | { readonly kind: 'figure'; readonly spec: FigureSpec; readonly metadata: FigureMetadata | null }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Reads a file as each thing that the lab can open. Nothing is stored, and nothing that is wrong with a file is an error here. */
export function recognise(name: string, bytes: Uint8Array): Recognised {
  if (bytes.length === 0) return unknown('It is empty')
  if (looksLikePicture(bytes)) return fromPicture(bytes)
  if (looksLikeIdx(bytes)) return attempt(() => ({ kind: 'idx', shape: parseIdx(bytes).shape }))
  if (/\.safetensors$/i.test(name) || looksLikeSafetensors(bytes)) {
    return attempt(() => ({ kind: 'weights', tensors: Object.entries(decodeSafetensors(bytes)).map(([tensor, { shape }]) => ({ name: tensor, shape })) }))
  }
  const json = parseJson(bytes)
  if (json !== undefined) return fromJson(json, bytes)
  return attempt(() => {
    const hasNames = firstLineIsNames(bytes)
    const { names, rows } = parseCsv(bytes, hasNames)
    return { kind: 'table', rows: rows.length, columns: rows[0]?.length ?? 0, names }
  })
}

function fromJson(json: unknown, bytes: Uint8Array): Recognised {
  if (!isObject(json)) return unknown('It is JSON, but neither a configuration, a split nor a figure')
  if ('train' in json) return attempt(() => {
    const { train, test } = parseSplitFile(bytes)
    return { kind: 'split', train: train.length, test: test?.length ?? null }
  })
  if ('panels' in json || json['kind'] === 'curves' || json['kind'] === 'matrix' || json['kind'] === 'plots') {
    const spec = FigureSpec.safeParse(json)
    return spec.success ? { kind: 'figure', spec: spec.data, metadata: null } : unknown(`It looks like the specification of a figure, but ${firstIssue(spec.error)}`)
  }
  // By itself, or within what the command line prints of a run.
  const inner = [json, json['config'], isObject(json['run']) ? json['run']['config'] : undefined].find((value) => isObject(value) && 'task' in value)
  if (inner === undefined) return unknown('It is JSON, but neither a configuration, a split nor a figure')
  const config = RunConfig.safeParse(inner)
  return config.success ? { kind: 'config', config: config.data } : unknown(`It looks like a configuration, but ${firstIssue(config.error)}`)
}

const unknown = (reason: string): Recognised => ({ kind: 'unknown', reason: /[.!?]$/.test(reason) ? reason : `${reason}.` })
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

function attempt(read: () => Recognised): Recognised {
  try {
    return read()
  } catch (error) {
    return unknown(error instanceof LabError ? error.message : `It cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function firstIssue({ issues }: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }): string {
  const [issue] = issues
  return issue === undefined ? 'it does not hold together' : `${issue.path.map(String).join('.') || 'the whole'}: ${issue.message}`
}

/** PNG by its first byte, which no text has; SVG by its first tag. */
function looksLikePicture(bytes: Uint8Array): boolean {
  return bytes[0] === 0x89 || /^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(new TextDecoder().decode(bytes.subarray(0, 200)))
}

/** A figure that the lab made brings its specification with it. */
function fromPicture(bytes: Uint8Array): Recognised {
  const text = bytes[0] === 0x89 ? readPngMetadata(bytes) : null
  const inside = bytes[0] === 0x89 ? text === null ? null : readSource(text) : readSvgMetadata(new TextDecoder().decode(bytes))
  return inside === null ? unknown('It is a picture, but none with a figure of this lab inside, or one of a newer version') : { kind: 'figure', ...inside }
}

/** Two zeros, unsigned bytes, one to four axes. */
function looksLikeIdx(bytes: Uint8Array): boolean {
  return bytes.length > 8 && bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0x08 && (bytes[3] ?? 0) >= 1 && (bytes[3] ?? 0) <= 4
}

/** Eight bytes of a length, then the brace that begins the header. */
function looksLikeSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > 10 && bytes[8] === 0x7b && bytes[7] === 0 && bytes[6] === 0 && bytes[5] === 0
}

function parseJson(bytes: Uint8Array): unknown {
  const first = bytes.find((byte) => byte > 0x20)
  if (first !== 0x7b && first !== 0x5b) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

/** A first line of words over a second that has a number. */
function firstLineIsNames(bytes: Uint8Array): boolean {
  const [first = '', second = ''] = new TextDecoder().decode(bytes.subarray(0, 65_536)).split(/\r?\n/)
  const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell))
  return !first.split(',').some(isNumber) && second.split(',').some(isNumber)
}
