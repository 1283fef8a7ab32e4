import 'katex/dist/katex.min.css'
import { render } from 'katex'

/**
 * Sets one line of TeX into an element, with the same formula as MathML for those who listen. Fonts and styles come from the build of
 * the page; nothing is loaded from elsewhere, and no command of TeX may name an address.
 */
export function typeset(tex: string, element: HTMLElement): void {
  render(tex, element, { displayMode: true, throwOnError: false, trust: false, strict: 'ignore', output: 'htmlAndMathml' })
}
