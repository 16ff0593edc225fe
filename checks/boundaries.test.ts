import { describe, expect, it } from 'vitest'
import { type Import, type SourceFile, sourceFiles } from './source-files.ts'

const files = sourceFiles('src')
const production = files.filter(({ path, isTest }) => !isTest && !path.includes('/testing/'))

/** The only places that wire things and read the clock. */
const ENTRANCES = /^src\/(cli\/|[^/]+\.ts$)/
const DOORS = ['src/flow/ledger/post-entries.ts', 'src/flow/ledger/read-balance.ts', 'src/flow/timeline/append.ts']

const flowFolder = (path: string) => /^src\/flow\/([^/]+)\//.exec(path)?.[1]

/** Imports of the files under a folder that a rule does not allow, as `file -> target`. */
function crossing(
  folder: string,
  allows: (target: string, file: SourceFile, what: Import) => boolean,
  among = production,
): string[] {
  return among
    .filter(({ path }) => path.startsWith(folder))
    .flatMap((file) =>
      file.imports.filter((what) => !allows(what.target, file, what)).map(({ target }) => `${file.path} -> ${target}`),
    )
}

const isOurs = (target: string) => target.startsWith('src/')

describe('direction of imports (STYLE 2)', () => {
  it('domain imports nothing of ours outside domain: the decision runs anywhere, on any day', () => {
    expect(crossing('src/domain/', (target) => !isOurs(target) || target.startsWith('src/domain/'))).toEqual([])
  })

  it('domain imports no module of Node: no clock, no file, no network', () => {
    expect(crossing('src/domain/', (target) => !target.startsWith('node:'))).toEqual([])
  })

  it('platform imports nothing of ours but the values of the domain (day, money, …): it knows no business verb', () => {
    const allows = (target: string) =>
      !isOurs(target) || target.startsWith('src/platform/') || target.startsWith('src/domain/')
    expect(crossing('src/platform/', allows)).toEqual([])
  })

  it('a flow folder imports domain, platform, itself, and three doors of its neighbours: folders hand over through tables', () => {
    const allows = (target: string, { path }: SourceFile) =>
      !isOurs(target) ||
      /^src\/(domain|platform)\//.test(target) ||
      flowFolder(target) === flowFolder(path) ||
      DOORS.includes(target)
    expect(
      crossing(
        'src/flow/',
        (target, file, what) => allows(target, file) || (what.typeOnly && target === 'src/services.ts'),
      ),
    ).toEqual([])
  })

  it('web imports itself, pure functions of the domain, and types only of the routes: the API is its only door', () => {
    const allows = (target: string, _file: SourceFile, { typeOnly }: Import) =>
      !isOurs(target) || /^src\/(web|domain)\//.test(target) || typeOnly
    expect(crossing('src/web/', allows)).toEqual([])
  })

  it('nobody imports an entrance but another entrance: they are where things are wired', () => {
    const allows = (target: string, { path }: SourceFile, { typeOnly }: Import) =>
      !ENTRANCES.test(target) || ENTRANCES.test(path) || typeOnly
    expect(crossing('src/', allows)).toEqual([])
  })

  it('nothing outside tests imports test files', () => {
    const allows = (target: string) => !/\.test\.tsx?$|\/testing\//.test(target)
    expect(crossing('src/', allows)).toEqual([])
  })
})

describe('the rule sees what it must refuse', () => {
  it('a flow folder that reaches into another, and a domain file that reads a file', () => {
    const file = (path: string, target: string): SourceFile => ({
      path,
      text: '',
      lineCount: 1,
      isTest: false,
      functions: [],
      imports: [{ target, typeOnly: false }],
    })
    const bad = [file('src/domain/x.ts', 'node:fs'), file('src/domain/y.ts', 'src/platform/db.ts')]
    expect(crossing('src/domain/', (target) => !target.startsWith('node:') && !isOurs(target), bad)).toHaveLength(2)
  })

  it('finds imports, dynamic ones and re-exports in the real tree', () => {
    expect(files.length).toBeGreaterThan(100)
    const cli = files.find(({ path }) => path === 'src/cli.ts')
    expect(cli?.imports).toContainEqual({ target: 'src/cli/start.ts', typeOnly: false })
    expect(cli?.imports).toContainEqual({ target: 'src/cli/command.ts', typeOnly: true })
  })
})
