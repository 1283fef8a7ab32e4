import { tensorIndex, type MatrixChoice } from './matrix-choices.ts'

/** What a cell is, in words: "weight from input a = 17 to neuron 49 in layers.0.weight". */
export function cellWords(choice: MatrixChoice, row: number, column: number): string {
  const { tensor, rowName, columnName, isTurned, isStrip } = choice
  if (isStrip) return `${/bias$/.test(tensor) ? 'bias' : 'value'} ${column} of ${tensor}`
  const [from, to] = [named(rowName, row), named(columnName, column)]
  if (choice.leading.length > 0) return `weight [${tensorIndex(choice, row, column).join(', ')}] of ${tensor}`
  return isTurned ? `weight from ${to} to ${from} in ${tensor}` : `weight from ${from} to ${to} in ${tensor}`
}

/** "input a" and 17: "input a = 17"; "neuron" and 49: "neuron 49"; "neuron of layer 1" and 3: "neuron 3 of layer 1". */
function named(name: string, index: number): string {
  if (/ [ab]$/.test(name)) return `${name} = ${index}`
  return name.includes(' of ') ? name.replace(' of ', ` ${index} of `) : `${name} ${index}`
}

/**
 * How the cell enters what the network computes, as a formula with its own indices; null where its place does not tell.
 * Layers of an MLP on symbols: h = σ(…), logits = ….
 */
export function cellFormula(choice: MatrixChoice, row: number, column: number): string | null {
  const layer = /^layers\.(\d+)\.weight$/.exec(choice.tensor)?.[1]
  if (layer === undefined || choice.isStrip) return null
  const w = choice.label.split(' ')[0] ?? choice.label
  if (choice.rowName.startsWith('input ')) {
    const symbol = choice.rowName.slice('input '.length)
    return `h${sub(column)}(a, b) = σ(… + ${w}[${symbol}, ${column}] + …), counted where ${symbol} = ${row}`
  }
  if (choice.rowName === 'output') return `output${sub(row)} = … + ${w}[${column}, ${row}] · x${sub(column)} + …`
  if (choice.rowName === 'input') return `h${sub(column)} = σ(… + ${w}[${row}, ${column}] · x${sub(row)} + …)`
  if (choice.rowName === 'answer') return `logit${sub(row)} = … + ${w}[${column}, ${row}] · h${sub(column)} + …`
  return `h′${sub(column)} = σ(… + ${w}[${row}, ${column}] · h${sub(row)} + …)`
}

const digits = '₀₁₂₃₄₅₆₇₈₉'
const sub = (n: number): string => String(n).replace(/\d/g, (digit) => digits.charAt(Number(digit)))
