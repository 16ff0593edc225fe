import { describe, expect, it } from 'vitest'
import { type SourceFile, sourceFiles } from './source-files.ts'

const files = sourceFiles('src', 'checks', 'bench', 'scenarios', 'e2e')
const production = files.filter(({ path, isTest }) => path.startsWith('src/') && !isTest)

/** Data and generated files, which are as long as what they hold. */
const DATA = ['src/platform/database-types.ts', 'src/domain/law/data/', 'src/domain/wording/lexicon', 'src/web/words.']
const isData = ({ path }: SourceFile) => DATA.some((start) => path.startsWith(start))
const where = (wrong: (file: SourceFile) => boolean) =>
  files.filter(wrong).map(({ path, lineCount }) => `${path} (${lineCount})`)

const code = (file: SourceFile) => file.text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')

describe('small by measure (STYLE 10)', () => {
  it('no file above 300 lines, data and generated files aside', () => {
    expect(where((file) => !isData(file) && !file.isTest && file.lineCount > 300)).toEqual([])
  })

  it('no function above 70 lines', () => {
    const long = files
      .filter(({ isTest }) => !isTest)
      .flatMap(({ path, functions }) =>
        functions.filter(({ lineCount }) => lineCount > 70).map(({ line }) => `${path}:${line}`),
      )
    expect(long).toEqual([])
  })

  it('half of all functions have at most 10 lines', () => {
    const counts = production
      .flatMap(({ functions }) => functions.map(({ lineCount }) => lineCount))
      .sort((a, b) => a - b)
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(10)
  })
})

describe('names (STYLE 11)', () => {
  it('files are in kebab-case', () => {
    expect(where(({ path }) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.tsx?$/.test(path.split('/').at(-1) ?? ''))).toEqual([])
  })

  it('no file is called after nothing: utils, helpers, common, manager, service, base', () => {
    expect(where(({ path }) => /(^|[-/])(utils?|helpers?|common|manager|service|base|misc)(\.|\/)/.test(path))).toEqual(
      [],
    )
  })

  it('index.ts only for the visible lists', () => {
    const lists = [
      'src/domain/law/index.ts',
      'src/domain/scenarios/index.ts',
      'src/flow/import/formats/index.ts',
      'src/flow/dispatch/channels/index.ts',
    ]
    expect(where(({ path }) => /\/index\.tsx?$/.test(path) && !lists.includes(path))).toEqual([])
  })
})

describe('pure domain (STYLE 4)', () => {
  it('no clock and no random under domain: today is an argument', () => {
    const impure = /\bDate\.now\b|new Date\(\)|Temporal\.Now|Math\.random|randomUUID|performance\.now|process\./
    expect(where((file) => file.path.startsWith('src/domain/') && !file.isTest && impure.test(code(file)))).toEqual([])
  })

  it('outside domain, only the clock and the entrances read today', () => {
    const readers = /^src\/(platform\/clock\.ts|platform\/ids\.ts|cli\/|[^/]+\.ts$|web\/)/
    const reading = /new Date\(\)|Temporal\.Now|\btodayInParis\(\)/
    expect(
      where(
        (file) => file.path.startsWith('src/') && !file.isTest && !readers.test(file.path) && reading.test(code(file)),
      ),
    ).toEqual([])
  })
})

describe('nothing left behind (STYLE 14, 16)', () => {
  it('no work announced for later, no disabled test, no test that runs alone', () => {
    expect(where((file) => /\b(TODO|FIXME|XXX|HACK)\b/.test(file.text) && file.path !== 'checks/tidy.test.ts')).toEqual(
      [],
    )
    expect(
      where(
        (file) => /\b(it|test|describe)\.(skip|only|todo)\b/.test(code(file)) && file.path !== 'checks/tidy.test.ts',
      ),
    ).toEqual([])
  })

  it('every file of ours is imported with its extension', () => {
    const bare = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^(src|checks|bench|scenarios|e2e)\//.test(target) && !/\.\w+(\?\w+)?$/.test(target))
        .map(({ target }) => `${path} -> ${target}`),
    )
    expect(bare).toEqual([])
  })
})
