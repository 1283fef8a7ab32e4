export const scheme = 'app'
export const labHost = 'lab'
export const labAddress = `${scheme}://${labHost}/`

/** Whether a document's address is of the lab's own page. */
export function isLabAddress(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === `${scheme}:` && url.host === labHost
}
