import { parseArgs } from 'node:util'
import type { Services } from '../../services.ts'
import type { Command } from '../command.ts'

export type Ran = { readonly code: number; readonly out: string; readonly err: string }

/** Runs a command in this process as `cli.ts` does, on services that are open already; without a database for those that need none. */
export async function runCommand(
  command: Command,
  services: Pick<Services, 'config' | 'log'> & Partial<Services>,
  clock: () => Date,
  args: readonly string[],
): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const options = { ...command.options, json: { type: 'boolean' } } as const
  const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  const json = parsed.values.json === true
  const say = (message: string) => void err.push(`${message}\n`)
  const code = await command.run(
    {
      config: services.config,
      log: services.log,
      clock,
      json,
      say,
      services: async () => services as Services,
      answer: (value, text) => {
        out.push(`${json ? JSON.stringify(value) : text}\n`)
        return 0
      },
      print: async (piece) => void out.push(piece),
      refuse: (refusal, words) => {
        if (json) out.push(`${JSON.stringify({ refusal })}\n`)
        say(words)
        return 1
      },
    },
    parsed,
  )
  return { code, out: out.join(''), err: err.join('') }
}
