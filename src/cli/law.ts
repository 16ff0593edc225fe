import type { Command } from './command.ts'
import { dueDate } from './law/due-date.ts'
import { holidays } from './law/holidays.ts'
import { interest } from './law/interest.ts'
import type { LawCommand } from './law/law-command.ts'
import { limitation } from './law/limitation.ts'
import { rates } from './law/rates.ts'
import { refusingOptions } from './read-options.ts'

const CALCULATORS: Readonly<Record<string, LawCommand>> = {
  interest,
  rates,
  'due-date': dueDate,
  limitation,
  holidays,
}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const

/** `amiable law …`: the calculators of the law, without a case. */
export const command: Command = {
  summary: 'Calcule intérêts, échéance, prescription, jours fériés ; donne les taux',
  usage: `law ${Object.keys(CALCULATORS).join('|')} [options]`,
  examples: [
    'amiable law interest --amount 980.00 --due 2025-03-31 --until 2026-08-10 --debtor company',
    'amiable law interest --amount 980.00 --due 2025-03-31 --notice 2025-05-12 --debtor consumer --payment 2025-06-02:300.00',
    'amiable law rates --on 2026-11-22',
    'amiable law due-date --issued 2026-07-20 --terms 45fdm-b',
    'amiable law limitation --debtor consumer --due 2025-03-31 --event acknowledgement:2026-01-15',
    'amiable law holidays --year 2027 --place 67',
  ],
  options: {
    amount: text,
    due: text,
    until: text,
    issued: text,
    debtor: text,
    law: text,
    rate: text,
    notice: text,
    insolvency: text,
    payment: texts,
    credit: texts,
    imputation: text,
    'day-count': text,
    crossing: text,
    capitalise: text,
    on: text,
    delivered: text,
    received: text,
    terms: text,
    sector: text,
    periodic: { type: 'boolean' },
    claim: text,
    completed: text,
    invoiced: text,
    event: texts,
    year: text,
    place: text,
  },
  run: async (context, { values, positionals }) => {
    const name = positionals[0] ?? ''
    const calculator = Object.hasOwn(CALCULATORS, name) && positionals.length === 1 ? CALCULATORS[name] : undefined
    if (!calculator) {
      const choices = Object.keys(CALCULATORS)
      const refusal = { code: 'calculation_unknown', facts: { given: positionals.join(' '), choices } }
      return context.refuse(refusal, `Indiquez un calcul au choix\u00a0: ${choices.join(', ')}.`)
    }
    return refusingOptions(() => calculator(context, values), context.refuse)
  },
}
