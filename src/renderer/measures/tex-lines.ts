/** The lines of a formula as cards have it: parted by `\\`, which stands in no group of braces there. */
export function texLines(formula: string): readonly string[] {
  return formula.split('\\\\').map((line) => line.trim()).filter((line) => line !== '')
}
