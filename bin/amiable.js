#!/usr/bin/env node
// Runs the command line under the Node that npm installed with Amiable, whatever Node the machine has.
import { spawn } from 'node:child_process'
import module, { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
// What Node makes of the sources is kept: later starts are quicker, and take 30 MB less than reading TypeScript again.
const compiled = fileURLToPath(new URL('../node_modules/.cache/amiable', import.meta.url))

if (Number(process.versions.node.split('.')[0]) >= 26) {
  module.enableCompileCache(compiled)
  await import(cli)
} else {
  const node = createRequire(import.meta.url).resolve('node/bin/node')
  const child = spawn(node, [cli, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  })
  // Ctrl+C reaches the child by itself (same terminal group); the other signals are sent to this process alone.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0)
  })
}
