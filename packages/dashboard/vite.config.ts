import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
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

/** What asks runs as soon as it is there, and does not wait for what draws: that imports it, and finds it done. */
const askedFirst: Plugin = {
  name: 'asked-first',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replace(/<script type="module"(?= crossorigin src="\/assets\/first-)/, '<script type="module" async'),
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
        if (file.type === 'chunk' && ['first', 'react', 'index'].includes(file.name))
          file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
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
  plugins: [react(), preloadFonts, askedFirst, worldShapesPlugin, compiledAtOnce, squeezed],
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
            { name: 'index', test: /src[\\/]main\.tsx$/, priority: 0 },
          ],
        },
      },
    },
    target: 'es2022',
  },
  server: { proxy: { '/api': 'http://localhost:4242', '/f.js': 'http://localhost:4242' } },
})
