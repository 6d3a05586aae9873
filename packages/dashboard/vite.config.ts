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

export default defineConfig({
  plugins: [react(), preloadFonts, worldShapesPlugin],
  build: {
    // The collector's content security policy allows no `data:` for fonts and scripts: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: { proxy: { '/api': 'http://localhost:4242', '/f.js': 'http://localhost:4242' } },
})
