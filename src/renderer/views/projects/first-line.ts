/** The first words of a note, without the signs of Markdown, for a line in a table. */
export function plainFirstLine(note: string): string {
  const line = note.split('\n').find((text) => /[\p{L}\p{N}]/u.test(text)) ?? ''
  return line.replace(/^[\s#>*+-]+/, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`]/g, '').trim()
}
