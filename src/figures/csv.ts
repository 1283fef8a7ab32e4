/** Lines end as RFC 4180 has it. */
export const csvLineEnd = '\r\n'

/** One field: quoted when it has to be (RFC 4180). */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
