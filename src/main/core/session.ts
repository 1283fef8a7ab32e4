/** What every entry of the lab has in common: what it asks before it begins, and how it ends when it is told to. */

/** A terminal's Ctrl+C can arrive twice, once by itself and once passed on by what started the process. */
export const sameKeyMs = 500

/** The core closes within 5 s, whatever its workers do; this is for the case that it does not. */
export const closingLimitMs = 8_000

/** The store's addon needs Node-API 10 and ends an older Node without a word; so every entry asks before it imports more. */
export function complaintAboutNode(versions: Readonly<Record<string, string | undefined>> = process.versions): string | null {
  if (Number(versions['napi']) >= 10) return null
  return `Grokscope needs Node.js 22.14 or newer (Node-API 10); this is ${versions['node']}. Nothing was opened or changed. Start it with "npm start" or "npx grokscope", which bring their own.`
}
