import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'
import { worldShapesPlugin } from './world-shapes.ts'

/** The two fonts of the first page are asked for at once, so that the text does not move when they arrive. */
const preloadFonts: Plugin = {
  name: 'preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /grotes(k|que)-latin-wght-normal/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${file}` },
          injectTo: 'head' as const,
        })),
  },
}

/** What draws: loaded while the first questions are asked, and run after them. */
const drawing = ['rolldown-runtime', 'react', 'mount', 'app']

const isOf = (names: string[], file: Rolldown.OutputChunk | Rolldown.OutputAsset): file is Rolldown.OutputChunk =>
  file.type === 'chunk' && names.includes(file.name)

const preloadApp: Plugin = {
  name: 'preload-app',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.values(bundle ?? {})
        .filter((file) => isOf(drawing, file))
        .map(({ fileName }) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
          injectTo: 'head' as const,
        })),
  },
}

/** Chromium then compiles while it loads, on another thread, what it would compile bit by bit when it is called. */
const compiledAtOnce: Plugin = {
  name: 'compiled-at-once',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (isOf(['first', 'react', 'app'], file)) file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
      }
    },
  },
}

/** Squeezed once, as far as it goes, so that the collector only has to hand it out. */
const squeezed: Plugin = {
  name: 'squeezed',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/\.(js|css|svg)$/.test(fileName)) continue
        const source = file.type === 'chunk' ? file.code : file.source
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source) })
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) })
      }
    },
  },
}

export default defineConfig({
  plugins: [react(), preloadFonts, preloadApp, worldShapesPlugin, compiledAtOnce, squeezed],
  build: {
    // The collector's content security policy allows no `data:` for fonts and scripts: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', test: /src[\\/]first\.ts$/, priority: 2 },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 1 },
            { name: 'mount', test: /src[\\/]mount\.ts$/, priority: 1 },
            { name: 'app', test: /src[\\/]main\.tsx$/, priority: 0 },
          ],
        },
      },
    },
    target: 'es2022',
  },
  server: { proxy: { '/api': 'http://localhost:4242', '/f.js': 'http://localhost:4242' } },
})
