import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.ts'

// One host at a time: LAB_HOST=server (the default) in the Chromium of the system, LAB_HOST=electron in the binary that LAB_ELECTRON names.
const host = process.env['LAB_HOST'] === 'electron' ? 'electron' : 'server'
const chromium = findChromium()

export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: `test-results/${host}`,
  // Each spec trains, and training takes the processor.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? `test-results/e2e-${host}.json` }]],
  use: {
    ...(chromium === null ? {} : { launchOptions: { executablePath: chromium } }),
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [{ name: host, use: { browserName: 'chromium' } }],
})
