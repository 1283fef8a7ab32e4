import { LabError } from '../errors.ts'

/** A table of text: every line has as many cells, none is empty. */
export interface CsvTable {
  /** Names of the columns, or null where the file has no line of them. */
  readonly names: readonly string[] | null
  readonly rows: readonly (readonly string[])[]
  /** Line of the file on which each row begins, counted from 1. */
  readonly lines: readonly number[]
}

const quote = '"'

/**
 * Reads comma-separated values (RFC 4180: cells may stand in quotes, a quote within is written twice). Spaces around a cell do not count,
 * empty lines neither.
 *
 * @throws LabError `bad-input` for a gap, with its line and column, and for lines of different length
 */
export function parseCsv(bytes: Uint8Array, hasNames: boolean): CsvTable {
  const records = recordsOf(textOf(bytes))
  const [first] = records
  if (first === undefined) throw refusal('it is empty')
  const width = first.cells.length
  if (width < 2) throw refusal(`line ${first.line} has one column, and an example needs at least one input and its answer`)
  for (const { cells, line } of records) {
    if (cells.length !== width) throw refusal(`line ${line} has ${cells.length} columns, and the first line has ${width}`)
    const gap = cells.indexOf('')
    if (gap >= 0) throw refusal(`line ${line} has nothing in column ${gap + 1}`)
  }
  const body = hasNames ? records.slice(1) : records
  if (body.length < 2) throw refusal(`it holds ${body.length === 0 ? 'no examples' : 'one example'}, and there must be some to train on and some to test on`)
  return { names: hasNames ? first.cells : null, rows: body.map(({ cells }) => cells), lines: body.map(({ line }) => line) }
}

interface Line {
  readonly cells: readonly string[]
  readonly line: number
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refusal('it is not text in UTF-8')
  }
}

function recordsOf(text: string): readonly Line[] {
  const records: Line[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const began = line
    const cells: string[] = []
    for (;;) {
      const cell = cellAt(text, at, line, cells.length + 1)
      cells.push(cell.value)
      line += cell.breaks
      at = cell.end
      if (text[at] !== ',') break
      at++
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    line++
    if (cells.length > 1 || cells[0] !== '') records.push({ cells, line: began })
  }
  return records
}

/** The cell that begins at `at`; its end is a comma, the end of the line or that of the text. */
function cellAt(text: string, at: number, line: number, column: number): { readonly value: string; readonly end: number; readonly breaks: number } {
  let start = at
  while (text[start] === ' ' || text[start] === '\t') start++
  if (text[start] !== quote) {
    let end = start
    while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++
    return { value: text.slice(start, end).trim(), end, breaks: 0 }
  }
  let value = ''
  for (let i = start + 1; ; i++) {
    const c = text[i]
    if (c === undefined) throw refusal(`the quotes of line ${line}, column ${column} are never closed`)
    if (c !== quote) value += c
    else if (text[i + 1] === quote) value += text[++i]
    else {
      let end = i + 1
      while (text[end] === ' ' || text[end] === '\t') end++
      if (end < text.length && !',\r\n'.includes(text[end] ?? '')) throw refusal(`line ${line}, column ${column} goes on after its quotes`)
      return { value: value.trim(), end, breaks: value.split('\n').length - 1 }
    }
  }
}

function refusal(what: string): LabError {
  return new LabError('bad-input', `This is not a table that the lab can read: ${what}. Nothing was changed; correct the file.`)
}
