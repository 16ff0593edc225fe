import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * The pages, written to dist/web and served by the server. Nothing is inlined, no script, style, font or image: the content security
 * policy refuses it.
 */
export default defineConfig(({ command }) => {
  // A build started by the tests inherits NODE_ENV=test, with which React bundles its development half: 100 kB more.
  if (command === 'build') process.env.NODE_ENV = 'production'
  return {
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
  }
})
