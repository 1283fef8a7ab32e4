import { realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

/** Only what a build of the page holds; anything else is not served, whatever the folder contains. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

export interface PageFile {
  readonly path: string
  readonly type: string
  readonly bytes: number
  /** Vite names the files in `assets/` after their content: they never change. */
  readonly neverChanges: boolean
}

/**
 * The file of the page that a raw request path names (still encoded, without query), or null. A path is decoded once and
 * may not climb, name a drive, or leave the folder through a link: what looks like an attempt is refused, not repaired.
 */
export async function findPageFile(root: string, requestPath: string): Promise<PageFile | null> {
  const parts = partsOf(requestPath)
  if (parts === null) return null
  const path = join(root, ...(parts.length === 0 ? ['index.html'] : parts))
  const type = contentTypes[extname(path).toLowerCase()]
  if (type === undefined) return null
  try {
    const [folder, real] = await Promise.all([realpath(root), realpath(path)])
    if (!real.startsWith(folder + sep)) return null
    const found = await stat(real)
    return found.isFile() ? { path: real, type, bytes: found.size, neverChanges: parts[0] === 'assets' } : null
  } catch {
    return null
  }
}

function partsOf(requestPath: string): readonly string[] | null {
  if (!requestPath.startsWith('/')) return null
  let decoded: string
  try {
    decoded = decodeURIComponent(requestPath)
  } catch {
    return null
  }
  if (/[\0\\:]/.test(decoded)) return null
  const parts = decoded.split('/').filter((part) => part !== '')
  return parts.some((part) => part === '.' || part === '..') ? null : parts
}
