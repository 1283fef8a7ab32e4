/** What TeX would read as a command, and marks that its text fonts lack. */
const words: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '$': '\\$', '&': '\\&', '#': '\\#', '%': '\\%', '_': '\\_', '"': "''",
  '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '<': '$<$', '>': '$>$', '|': '$|$',
  '–': '--', '—': '---', '…': '\\ldots{}', '’': "'", '‘': '`', '“': '``', '”': "''", '„': ',,', '‚': ',', '•': '$\\bullet$', '′': "$'$", '″': "$''$",
  '\u202f': '\\,', '\u2009': '\\,', '\u00a0': '~', '\n': ' ', '\r': '', '\t': ' ',
}

/** Marks of the lab and of formulas in names, by the command that sets them in a formula. */
const symbols: Readonly<Record<string, string>> = {
  '−': '-', '±': '\\pm', '×': '\\times', '·': '\\cdot', '≥': '\\geq', '≤': '\\leq', '≈': '\\approx', '≠': '\\neq', '∞': '\\infty', '‖': '\\|', '∥': '\\|',
  '→': '\\rightarrow', '←': '\\leftarrow', '↔': '\\leftrightarrow', '⇒': '\\Rightarrow', '⊥': '\\perp', '∇': '\\nabla', '∂': '\\partial', '√': '\\surd', '∑': '\\sum', '∏': '\\prod', '∈': '\\in', '∘': '\\circ',
  'Γ': '\\Gamma', 'Δ': '\\Delta', 'Θ': '\\Theta', 'Λ': '\\Lambda', 'Ξ': '\\Xi', 'Π': '\\Pi', 'Σ': '\\Sigma', 'Φ': '\\Phi', 'Ψ': '\\Psi', 'Ω': '\\Omega',
  'α': '\\alpha', 'β': '\\beta', 'γ': '\\gamma', 'δ': '\\delta', 'ε': '\\varepsilon', 'ζ': '\\zeta', 'η': '\\eta', 'θ': '\\theta', 'ι': '\\iota', 'κ': '\\kappa', 'λ': '\\lambda', 'μ': '\\mu', 'ν': '\\nu', 'ξ': '\\xi',
  'π': '\\pi', 'ρ': '\\rho', 'σ': '\\sigma', 'τ': '\\tau', 'υ': '\\upsilon', 'φ': '\\varphi', 'χ': '\\chi', 'ψ': '\\psi', 'ω': '\\omega', 'ϕ': '\\phi', 'ϵ': '\\epsilon',
}

/** What pdfLaTeX sets in its usual encoding: ASCII, and the letters and signs of Latin that it can compose. Found by compiling each of them. */
const settable = /^[\x20-\x7e\u00a1-\u017f]$/
const notSettable = new Set('«»ÐÞðþĄąĐđĘęĦħĮįĸĿŀŉŊŋŦŧŲųſ')

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const subscripts = '₀₁₂₃₄₅₆₇₈₉'

/** A letter that only an engine with Unicode fonts has; the others set its number in its place, and compile. */
function elsewhere(mark: string): string {
  const code = (mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `{\\ifdefined\\Umathcode ${mark}\\else U+${code}\\fi}`
}

function latexMark(mark: string): string {
  const word = words[mark]
  if (word !== undefined) return word
  const symbol = symbols[mark]
  if (symbol !== undefined) return `$${symbol}$`
  if (settable.test(mark) && !notSettable.has(mark)) return mark
  // What has no ink: spaces of other widths, marks of direction, halves of letters.
  if (/^\s$/u.test(mark)) return ' '
  return /^[\p{Cc}\p{Cf}\p{Cs}\p{Cn}]$/u.test(mark) ? '' : elsewhere(mark)
}

/** Text that TeX sets as it stands here. A list in brackets may begin a cell: `\\` before it would take it for a length. */
export function latexText(text: string): string {
  const raised = text
    .normalize('NFC')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (run) => `\u0001^{${Array.from(run, (mark) => (mark === '⁻' ? '-' : String(superscripts.indexOf(mark)))).join('')}}\u0001`)
    .replace(/[₀₁₂₃₄₅₆₇₈₉]+/g, (run) => `\u0001_{${Array.from(run, (mark) => String(subscripts.indexOf(mark))).join('')}}\u0001`)
  const set = raised.split('\u0001').map((part, i) => (i % 2 === 1 ? `$${part}$` : Array.from(part, latexMark).join(''))).join('')
  return set.startsWith('[') || set.startsWith('*') ? `{}${set}` : set
}
