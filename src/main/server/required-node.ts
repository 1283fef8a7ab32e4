/** The store's addon needs Node-API 10 and ends an older Node without a word; so every entry asks first. */
export function complaintAboutNode(versions: Readonly<Record<string, string | undefined>> = process.versions): string | null {
  if (Number(versions['napi']) >= 10) return null
  return `Grokscope needs Node.js 22.14 or newer (Node-API 10); this is ${versions['node']}. Nothing was opened or changed. Start it with "npm start" or "npx grokscope", which bring their own.`
}
