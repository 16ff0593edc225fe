import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseAst } from 'vite'

const root = join(import.meta.dirname, '..')

export type SourceFile = {
  /** From the root of the repository, with `/`. */
  readonly path: string
  readonly text: string
  readonly lineCount: number
  readonly isTest: boolean
  readonly imports: readonly Import[]
  readonly functions: readonly { readonly line: number; readonly lineCount: number }[]
}

export type Import = {
  /** From the root for our own files, as written for packages (`kysely`, `node:fs`). */
  readonly target: string
  /** `import type`: erased before it runs. */
  readonly typeOnly: boolean
}

/** Every TypeScript file under the given folders, parsed once. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap(walk).map(readSource)
}

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return walk(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown }

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const nodes = [...nodesOf(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }))]
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  return {
    path,
    text,
    lineCount: text.trimEnd().split('\n').length,
    isTest: /\.test\.tsx?$/.test(path),
    imports: nodes.flatMap((node) => importOf(path, node)),
    functions: nodes
      .filter(({ type }) => FUNCTIONS.has(type))
      .map(({ start, end }) => ({ line: lineAt(start), lineCount: lineAt(end) - lineAt(start) + 1 })),
  }
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
const IMPORTS = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function* nodesOf(value: unknown): Generator<Node> {
  if (value === null || typeof value !== 'object') return
  if ('type' in value && typeof value.type === 'string' && 'start' in value) yield value as Node
  for (const child of Object.values(value)) yield* nodesOf(child)
}

function importOf(path: string, node: Node): Import[] {
  if (!IMPORTS.has(node.type)) return []
  const source = (node.source ?? node.argument) as { value?: unknown } | null
  if (typeof source?.value !== 'string') return []
  const written = source.value
  const target = written.startsWith('.') ? relative(root, join(root, dirname(path), written)) : written
  return [{ target, typeOnly: node.type === 'TSImportType' || isTypeOnly(node) }]
}

function isTypeOnly(node: Node): boolean {
  const specifiers = (node.specifiers ?? []) as { importKind?: string }[]
  const allTypes = specifiers.length > 0 && specifiers.every(({ importKind }) => importKind === 'type')
  return node.importKind === 'type' || node.exportKind === 'type' || allTypes
}
