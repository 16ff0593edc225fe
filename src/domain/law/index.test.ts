import { expect, it } from 'vitest'
import { LAW } from './index.ts'

it('each rule has its own identifier, an article, a section of the legal facts, and a source for each dated value', () => {
  expect(new Set(LAW.map((rule) => rule.id)).size).toBe(LAW.length)
  for (const rule of LAW) {
    expect(rule.articles.length, rule.id).toBeGreaterThan(0)
    expect(rule.sections.length, rule.id).toBeGreaterThan(0)
    for (const value of rule.values) expect(value.source, `${rule.id} ${value.name}`).not.toBe('')
  }
})

it('prints no abrogated article: penalties are L441-10, never L441-6 (S2-17)', () => {
  expect(JSON.stringify(LAW)).not.toContain('L441-6')
})
