/**
 * Numbers as the whole lab writes them: narrow no-break spaces as the thousands mark, a true minus, a space before %, powers of ten with
 * superscripts. NaN and infinity are results and are written as such.
 */
const thousandsMark = '\u202F'
const minus = '\u2212'
const space = '\u00A0'
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** What is not a finite number, in words; null for finite values. */
function notFinite(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN'
  if (value === Infinity) return '∞'
  return value === -Infinity ? `${minus}∞` : null
}

function grouped(digits: string): string {
  return digits.length > 3 ? digits.replace(/\B(?=(\d{3})+$)/g, thousandsMark) : digits
}

/** −1 234.50 with a fixed number of decimals. A value that rounds to zero has no sign. */
export function formatFixed(value: number, decimals: number): string {
  const word = notFinite(value)
  if (word !== null) return word
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const text = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`
  return value < 0 && /[1-9]/.test(text) ? minus + text : text
}

/** 1 286: steps and counts. */
export function formatInteger(value: number): string {
  return formatFixed(Math.round(value), 0)
}

/** +245, −3, 0: differences always carry their sign. */
export function formatSigned(value: number, decimals = 0): string {
  const text = formatFixed(value, decimals)
  return value > 0 && /[1-9∞]/.test(text) ? `+${text}` : text
}

/** 84.7 % of a share of 1. */
export function formatPercent(share: number, decimals = 1): string {
  return `${formatFixed(share * 100, decimals)}${space}%`
}

/** ⁻⁶ */
export function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (d) => superscripts.charAt(Number(d)))
  return exponent < 0 ? `⁻${digits}` : digits
}

/** 2.30·10⁻³ */
export function formatScientific(value: number, decimals = 2): string {
  const word = notFinite(value)
  if (word !== null) return word
  if (value === 0) return '0'
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential(decimals).split('e') // rounds 9.999 up to 1.00·10¹
  return `${value < 0 ? minus : ''}${mantissa}·10${superscript(Number(exponent))}`
}

/** 10⁻⁶, 0.1 as 10⁻¹, 1, 10, 100, 1 000, 10⁴: labels of a log axis. */
export function formatDecade(exponent: number): string {
  return exponent >= 0 && exponent <= 3 ? formatInteger(10 ** exponent) : `10${superscript(exponent)}`
}

/** A measured value in a readout: three decimals, or a power of ten below 0.01 and from 100 000 on. */
export function formatValue(value: number): string {
  const size = Math.abs(value)
  if (value === 0) return '0'
  if (size < 0.01 || (size >= 1e5 && size < Infinity)) return formatScientific(value)
  return formatFixed(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3)
}

/** A place on an x axis: steps and counts in full, what is more than any run has of those as a power of ten. */
export function formatPlace(x: number): string {
  return Number.isInteger(x) && Math.abs(x) < 1e9 ? formatInteger(x) : formatValue(x)
}

/** A value of a series that is written with a fixed number of decimals, or a power of ten from 100 000 on: what diverges still fits its place. */
export function formatMeasured(value: number, decimals: number): string {
  const size = Math.abs(value)
  return size >= 1e5 && size < Infinity ? formatScientific(value) : formatFixed(value, decimals)
}

/** The shortest text of a tick among ticks that are `spacing` apart. */
export function formatTick(value: number, spacing: number): string {
  const decimals = Math.max(0, Math.min(12, -Math.floor(Math.log10(spacing) + 1e-9)))
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e6 || decimals > 4)) return formatScientific(value, 1)
  if (decimals > 4) return '0'
  const exact = (spacing * 10 ** decimals) % 1 > 1e-6 && (spacing * 10 ** decimals) % 1 < 1 - 1e-6 ? decimals + 1 : decimals // 2.5, 0.25
  return formatFixed(value, exact)
}

/** "104 of 104 logged points drawn", the footer fact of `look.md` 4. */
export function formatDrawn(drawn: number, total: number): string {
  return `${formatInteger(drawn)} of ${formatInteger(total)} logged points drawn`
}
