import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = []
  write(createLog('info', { write: (line) => lines.push(line) }))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the log holds no personal data', () => {
  it('keeps of an error its kind, code and frames, not the values that PostgreSQL quotes', () => {
    const error = Object.assign(new Error('Key (email)=(marie.durand@exemple.fr) already exists'), {
      code: '23505',
      constraint: 'one_email',
    })
    const [line] = logged((log) => log.error({ err: error }, 'refused'))
    expect(JSON.stringify(line)).not.toContain('marie')
    expect(line?.err).toMatchObject({ kind: 'Error', code: '23505', constraint: 'one_email' })
  })

  it('keeps of a request its path, not what was searched', () => {
    const [line] = logged((log) => log.info({ req: { method: 'GET', url: '/api/v1/cases?q=Durand' } }, 'request'))
    expect(line?.req).toEqual({ method: 'GET', path: '/api/v1/cases' })
  })

  it('replaces the keys that hold names, addresses and secrets', () => {
    const [line] = logged((log) =>
      log.info({ debtorId: 'dbt_0001', email: 'a@exemple.fr', contact: { phone: '0601020304' } }, 'x'),
    )
    expect(line).toMatchObject({ debtorId: 'dbt_0001', email: '…', contact: { phone: '…' } })
  })

  it('says nothing below its level', () => {
    expect(logged((log) => log.debug('quiet'))).toEqual([])
  })
})
