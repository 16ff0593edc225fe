import { type Check, diagnose } from '../diagnose.ts'
import type { Command } from './command.ts'

/** `amiable doctor`: what is right, what is not, and what to do. */
export const command: Command = {
  summary: 'Vérifie l’installation et dit quoi faire',
  usage: 'doctor',
  examples: ['amiable doctor', 'amiable doctor --json'],
  options: {},
  run: async ({ config, services, answer }) => {
    const checks = await diagnose(config, services)
    const failed = checks.some(({ state }) => state === 'fail')
    answer({ ok: !failed, checks }, checks.map(describe).join('\n'))
    return failed ? 1 : 0
  },
}

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const

function describe({ state, title, found, advice }: Check): string {
  return [`${MARKS[state]} ${title} : ${found}`, ...(advice ? [`    → ${advice}`] : [])].join('\n')
}
