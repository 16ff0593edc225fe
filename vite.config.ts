import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * The pages, written to dist/web and served by the server. Nothing is inlined, no script, style, font or image: the content security
 * policy refuses it.
 */
export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: () => false,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
})
