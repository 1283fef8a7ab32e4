import { readFile } from 'node:fs/promises'
import { findPageFile } from '../core/page/page-file.ts'
import { pageHeaders } from '../core/page/page-headers.ts'
import { labHost } from './lab-address.ts'

/** Answers `app://lab/…` with the files of the page: never `file://`, so the page has an origin and a policy like any site. */
export function pageResponder(folder: string): (request: { readonly url: string; readonly method: string }) => Promise<Response> {
  return async ({ url, method }) => {
    const { host, pathname } = new URL(url)
    const file = host === labHost && method === 'GET' ? await findPageFile(folder, pathname) : null
    if (!file) return new Response('There is nothing at this address.\n', { status: 404, headers: { ...pageHeaders(), 'Content-Type': 'text/plain; charset=utf-8' } })
    return new Response(await readFile(file.path), { headers: { ...pageHeaders(), 'Content-Type': file.type } })
  }
}
