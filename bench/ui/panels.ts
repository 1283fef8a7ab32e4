import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { Browser } from '@playwright/test'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** Twenty panels of ten runs of 100 000 points, drawn by the charts of the lab in a page of their own, ms for each round. */
export async function drawPanels(browser: Browser, root: string, rounds: number): Promise<{ readonly ms: readonly number[]; readonly points: number }> {
  const folder = join(root, '.cache', 'bench', 'panels')
  await build({ root: join(root, 'bench', 'ui', 'panels'), base: './', configFile: false, logLevel: 'error', plugins: [vue()], build: { outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 5000 } })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = join(folder, path === '/' ? 'index.html' : path)
    readFile(file).then(
      (bytes) => response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' }).end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  try {
    const ms: number[] = []
    let points = 0
    for (let round = 0; round < rounds; round++) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await page.goto(`http://127.0.0.1:${port}/`)
      await page.waitForFunction(() => 'measure' in globalThis, null, { timeout: 60_000 })
      const found = (await page.evaluate('measure()')) as { readonly ms: number; readonly points: number }
      ms.push(found.ms)
      points = found.points
      await page.close()
    }
    return { ms, points }
  } finally {
    await new Promise((closed) => server.close(closed))
  }
}
