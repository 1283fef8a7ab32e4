// Takes pictures of the running lab: a store of its own, real runs, both themes.
//   node scripts/pictures.mjs [FOLDER]
// With a folder, every picture goes there; without one, those that README shows go to docs/images.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isThisNode } from '../bin/node.mjs'
import { reportSetupError, setUp } from './setup.mjs'

const size = { width: 1440, height: 900 }
const inReadme = ['lab-light', 'insides-light', 'compare-light']

async function takePictures(root, node, folder, isWanted) {
  const { chromium } = await import('@playwright/test')
  const { findChromium } = await import('./chromium.ts')
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium to take pictures with. Install one (on Debian: apt-get install chromium).')

  const store = mkdtempSync(join(tmpdir(), 'grokscope-pictures-'))
  const grokscope = (...words) => {
    const { status, stdout, stderr } = spawnSync(node, [join(root, 'bin', 'grokscope.mjs'), ...words, '--json', '--store', store], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return JSON.parse(stdout)
  }
  mkdirSync(folder, { recursive: true })
  process.stderr.write('Training three runs of pocket-grok.\n')
  const runs = [
    grokscope('run', 'pocket-grok', '--seed', '0'),
    grokscope('run', 'pocket-grok', '--seed', '1'),
    grokscope('run', 'pocket-grok', '--seed', '0', '--set', 'optimiser.weight_decay=2'),
  ]

  const server = spawn(node, [join(root, 'out', 'main', 'server.js'), '--no-open', '--store', store], { stdio: ['ignore', 'pipe', 'inherit'] })
  const browser = await chromium.launch({ executablePath })
  try {
    const [said] = await once(server.stdout.setEncoding('utf8'), 'data')
    const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const address = /http:\S+/.exec(said)[0]
    await page.goto(address)
    const { origin } = new URL(address)
    const shot = async (name, ready) => {
      await ready()
      await page.getByText(/^Reading \d+ of/).waitFor({ state: 'hidden' })
      for (const theme of ['light', 'dark']) {
        if (!isWanted(`${name}-${theme}`)) continue
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
        await page.evaluate(() => document.fonts.ready)
        // Two frames: the charts draw once more after a change of theme.
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
        const file = join(folder, `${name}-${theme}.png`)
        await page.screenshot({ path: file, animations: 'disabled' })
        process.stdout.write(`${file}\n`)
      }
    }
    const canvas = () => page.locator('main canvas, main svg').first().waitFor()

    await shot('start', () => page.getByRole('region', { name: 'Experiments' }).getByRole('button').first().waitFor())
    const open = async (path) => {
      await page.goto(`${origin}/#${path}`)
      await canvas()
    }
    await shot('lab', () => open(`/runs/${runs[0].runId}`))
    await shot('insides', () => open(`/runs/${runs[0].runId}/insides`))
    await shot('compare', async () => {
      await page.goto(`${origin}/#/runs`)
      const grid = page.getByRole('grid', { name: 'Runs' })
      await grid.waitFor()
      const boxes = grid.getByRole('checkbox', { name: /^Choose / })
      for (let i = 0; i < runs.length; i++) await boxes.nth(i).click()
      await page.getByRole('region', { name: 'Title and actions' }).getByRole('button', { name: /^Compare/ }).click()
      await canvas()
      await page.waitForLoadState('networkidle')
    })
  } finally {
    await browser.close()
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
    rmSync(store, { recursive: true, force: true })
  }
}

try {
  const { root, node } = await setUp()
  if (!isThisNode(node)) {
    process.exitCode = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1
  } else {
    const [folder] = process.argv.slice(2)
    if (folder === undefined) await takePictures(root, node, join(root, 'docs', 'images'), (picture) => inReadme.includes(picture))
    else await takePictures(root, node, resolve(folder), () => true)
  }
} catch (error) {
  process.exitCode = reportSetupError(error)
}
