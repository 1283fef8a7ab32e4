import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    // Two cores: more workers only make the timing of process tests worse.
    maxWorkers: 2,
    // Most of the time would go into the start of processes from the sources: their types are stripped and they are compiled once.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache', 'compile') },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
