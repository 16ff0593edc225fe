import { describe, expect, it } from 'vitest'
import { checkDisk, diskSpace, judgeSpace } from './disk.ts'

describe('free space at start (reliability A6: refuse under 200 MB, warn under 1 GB)', () => {
  it.each([
    [199_999_999, 'full'],
    [200_000_000, 'low'],
    [999_999_999, 'low'],
    [1_000_000_000, 'ok'],
  ])('%i bytes: %s', (freeBytes, level) => {
    expect(judgeSpace(freeBytes).level).toBe(level)
  })

  it('refuses in French and says how much to free', () => {
    expect(() => checkDisk('data', judgeSpace(150_000_000))).toThrow(/150 Mo.*Libérez au moins 200 Mo/)
  })

  it('warns between the two, is silent above', () => {
    expect(checkDisk('data', judgeSpace(500_000_000))).toMatch('500 Mo')
    expect(checkDisk('data', judgeSpace(5_000_000_000))).toBeNull()
  })

  it('reads the disk of a folder that does not exist yet', () => {
    expect(diskSpace('/a folder/that is/not there').freeBytes).toBe(diskSpace('/').freeBytes)
  })
})
