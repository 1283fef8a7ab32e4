import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const entry = (path: string): string => resolve(import.meta.dirname, path)

// better-sqlite3 finds its addon beside its own files and electron is not a file at all; everything else is bundled,
// so that a package holds one folder of code and one of addons.
const external = ['electron', 'better-sqlite3']

/** Formulas are set with fonts in one format: every engine that this page runs in reads it. */
const oneFontFormat: Plugin = {
  name: 'one-font-format',
  enforce: 'pre',
  transform: (code, id) => (/katex[^/]*\.css/.test(id) ? code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, '') : null),
}

/** Where one usually begins: named in the page, so that they are fetched beside the code that goes there and not after it. */
const firstViews: Plugin = {
  name: 'first-views',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const views = Object.values(bundle).filter((file) => file.type === 'chunk' && /[/](?:Runs|Start)View[.]vue/.test(file.facadeModuleId ?? ''))
      const found = new Set<string>()
      const add = (fileName: string): void => {
        const file = bundle[fileName]
        if (file?.type !== 'chunk' || found.has(fileName)) return
        found.add(fileName)
        file.viteMetadata?.importedCss.forEach((css) => found.add(css))
        file.imports.forEach(add)
      }
      views.forEach(({ fileName }) => add(fileName))
      return [...found]
        .filter((fileName) => !html.includes(fileName))
        .map((fileName) => ({ tag: 'link', injectTo: 'head' as const, attrs: { rel: fileName.endsWith('.css') ? 'stylesheet' : 'modulepreload', crossorigin: true, href: `./${fileName}` } }))
    },
  },
}

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      target: 'node24',
      rollupOptions: {
        external,
        input: {
          index: entry('src/main/index.ts'),
          server: entry('src/main/server.ts'),
          cli: entry('src/main/cli.ts'),
          worker: entry('src/main/worker/index.ts'),
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: { external, input: { index: entry('src/preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [vue(), oneFontFormat, firstViews],
    build: {
      rollupOptions: {
        input: entry('src/renderer/index.html'),
        // What several views share is one file; each view has another, fetched when it is opened. Eighty small ones would each be asked for.
        // Files that are put together so can import each other: modules still run in the order of their imports.
        output: { strictExecutionOrder: true, codeSplitting: { groups: [{ name: 'shared', minShareCount: 3 }] } },
      },
      assetsInlineLimit: 0,
      minify: true,
    },
  },
})
