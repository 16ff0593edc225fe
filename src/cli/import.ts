import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Day } from '../domain/day.ts'
import type { Refusal } from '../domain/refusal.ts'
import { searchText } from '../domain/search-text.ts'
import { commitImport } from '../flow/import/commit.ts'
import type { ImportCounts, ImportFile } from '../flow/import/contract.ts'
import { previewImport } from '../flow/import/preview.ts'
import { notePaymentsKnown } from '../flow/ledger/post-entries.ts'
import { DAILY_JOB } from '../flow/plan/routes.ts'
import { addCreditor, readCreditors } from '../flow/setup/creditors.ts'
import { todayInParis } from '../platform/clock.ts'
import { inTenant } from '../platform/db.ts'
import type { Services } from '../services.ts'
import { formatAmount } from '../web/format-amount.ts'
import { sayRefusal } from '../words/say-refusal.ts'
import type { Command, CommandContext } from './command.ts'
import { inOfficeOrNew, OFFICE_OPTION } from './office.ts'
import { optionalDay, optionalText, refusingOptions } from './read-options.ts'
import { sayCount } from './say-reason.ts'

/** Who entered what a command line entered: nobody signed in. */
const ACTOR = 'cli'

/** `amiable import`: enters files of unpaid invoices, contacts, payments or books; with `--preview`, only says what it would do. */
export const command: Command = {
  summary: 'Importe des fichiers (CSV, Excel, FEC)\u00a0; --preview montre sans rien enregistrer',
  usage: 'import FICHIER… [--creditor NOM] [--preview] [--payments-known JOUR] [--office NOM]',
  examples: [
    'amiable import factures.csv --preview',
    'amiable import factures.csv reglements.csv',
    'amiable import impayes.csv --payments-known 2026-11-20',
    'amiable import 123456782FEC20261231.txt --creditor "Menuiserie Dupré" --json',
  ],
  options: {
    creditor: { type: 'string' },
    preview: { type: 'boolean' },
    'payments-known': { type: 'string' },
    ...OFFICE_OPTION,
  },
  run: async (context, { values, positionals }) => {
    const missing = positionals.find((file) => !existsSync(file))
    if (positionals.length === 0)
      return context.refuse(
        { code: 'file_missing', facts: {} },
        'Indiquez au moins un fichier\u00a0: amiable import FICHIER…',
      )
    if (missing !== undefined)
      return context.refuse({ code: 'file_unreadable', facts: { file: missing } }, `Impossible de lire ${missing}.`)
    const named = optionalText(values, 'creditor')
    return refusingOptions(() => {
      const knownUntil = optionalDay(values, 'payments-known')
      return inOfficeOrNew(context, values, named, async (services, { tenantId }) => {
        const creditor = await creditorOf(services, tenantId, named)
        if (!creditor.ok) return context.refuse(creditor.refusal, creditor.words)
        const place = { services, tenantId, creditorId: creditor.creditorId, at: context.clock() }
        const preview = values.preview === true
        const noted = knownUntil && !preview ? await noteKnown(place, knownUntil) : null
        if (noted && !noted.ok) return context.refuse(noted.refusal, sayRefusal(noted.refusal).fr)
        return importFiles(context, place, positionals, preview)
      })
    }, context.refuse)
  },
}

/** A bare list of invoices does not say what has been paid: a person says up to what day the payments are known. */
function noteKnown({ services, tenantId, creditorId, at }: Place, untilDay: Day) {
  return inTenant(services.db, tenantId, (tx) =>
    notePaymentsKnown(tx, tenantId, ACTOR, { creditorId, untilDay, source: 'person' }, todayInParis(at)),
  )
}

type Place = { readonly services: Services; readonly tenantId: string; readonly creditorId: string; readonly at: Date }
type Chosen =
  | { readonly ok: true; readonly creditorId: string }
  | { readonly ok: false; readonly refusal: Refusal; readonly words: string }

/** The creditor named, or the only one. The first one of an office is made from its name: its details are for the pages. */
async function creditorOf({ db }: Services, tenantId: string, wanted: string | null): Promise<Chosen> {
  return inTenant(db, tenantId, async (tx) => {
    const creditors = await readCreditors(tx, tenantId)
    const named = wanted === null ? creditors : creditors.filter(({ name }) => searchText(name) === searchText(wanted))
    const [found, other] = named
    if (found && !other) return { ok: true, creditorId: found.creditorId }
    if (creditors.length === 0 && wanted !== null) {
      const added = await addCreditor(tx, tenantId, ACTOR, { name: wanted })
      if (added.ok) return { ok: true, creditorId: added.value.creditorId }
    }
    return whyNoCreditor(
      creditors.map(({ name }) => name),
      wanted,
    )
  })
}

function whyNoCreditor(creditors: readonly string[], given: string | null): Chosen {
  const list = creditors.map((name) => `«\u00a0${name}\u00a0»`).join(', ')
  const facts = { given, creditors }
  if (creditors.length === 0)
    return {
      ok: false,
      refusal: { code: 'creditor_missing', facts },
      words: 'Nommez le créancier avec --creditor\u00a0: il sera créé.',
    }
  if (given === null)
    return {
      ok: false,
      refusal: { code: 'creditor_ambiguous', facts },
      words: `Précisez le créancier avec --creditor\u00a0: ${list}.`,
    }
  const words = `Aucun créancier ne s’appelle «\u00a0${given}\u00a0». Il y a\u00a0: ${list}.`
  return { ok: false, refusal: { code: 'creditor_unknown', facts }, words }
}

async function importFiles(
  context: CommandContext,
  place: Place,
  files: readonly string[],
  preview: boolean,
): Promise<number> {
  const done: FileAnswer[] = []
  for (const file of files) done.push(await importOne(place, file, preview))
  if (!preview) await place.services.wake(DAILY_JOB)
  context.answer({ preview, files: done }, done.map(describe).join('\n\n'))
  const refused = done.filter(({ refusal }) => refusal !== null)
  for (const { file, refusal } of refused) if (refusal) context.say(`${file}\u00a0: ${refusal.text}`)
  return refused.length > 0 ? 1 : 0
}

type FileAnswer = Awaited<ReturnType<typeof importOne>>

async function importOne({ services, tenantId, creditorId, at }: Place, file: string, preview: boolean) {
  const today = todayInParis(at)
  const source = { name: basename(file), path: resolve(file) }
  const read = await previewImport(services, tenantId, ACTOR, { creditorId, source, today, now: at })
  if (!read.ok) return { file, import: null, refusal: worded(read.refusal) }
  const { importId } = read.value
  if (preview) return { file, import: importAnswer(read.value), refusal: wholeFileRefusal(read.value) }
  const entered = await commitImport(services, tenantId, ACTOR, importId, today, at)
  if (!entered.ok)
    return { file, import: importAnswer(read.value), refusal: wholeFileRefusal(read.value) ?? worded(entered.refusal) }
  return {
    file,
    import: importAnswer({ ...read.value, state: 'committed', counts: entered.value.counts }),
    refusal: null,
  }
}

function importAnswer({ importId, format, state, counts, problems, committedBeforeAt, absent }: ImportFile) {
  const told = problems.map((problem) => ({ ...problem, text: sayRefusal(problem).fr }))
  return { importId, format, state, counts, problems: told, committedBeforeAt, absent }
}

const worded = (refusal: Refusal) => ({ ...refusal, text: sayRefusal(refusal).fr })

/** The problem for which nothing of a file can be taken. */
function wholeFileRefusal({ problems }: ImportFile) {
  const found = problems.find(({ severity }) => severity === 'file_refused')
  return found ? worded({ code: found.code, facts: found.facts }) : null
}

function describe({ file, import: done }: FileAnswer): string {
  if (done === null) return `${file}\u00a0: refusé.`
  const { counts, problems, format, state, committedBeforeAt } = done
  const title = `${file} (${format})\u00a0: ${state === 'committed' ? 'enregistré' : 'rien n’est enregistré'}.`
  const again =
    committedBeforeAt === null ? [] : ['  Ce fichier a déjà été importé\u00a0: rien n’est compté deux fois.']
  return [title, ...again, ...linesOf(counts), ...problems.map(describeProblem)].join('\n')
}

const KINDS = {
  debtors: 'débiteurs',
  contacts: 'contacts',
  invoices: 'factures',
  credits: 'règlements et avoirs',
} as const

function linesOf(counts: ImportCounts): string[] {
  const kinds = ['debtors', 'contacts', 'invoices', 'credits'] as const
  const lines = kinds.flatMap((kind) => {
    const { new: added, changed, already, refused } = counts[kind]
    if (added + changed + already + refused === 0) return []
    const told = [
      sayCount(added, 'nouveau', 'nouveaux'),
      sayCount(changed, 'changé'),
      `${already} déjà là`,
      sayCount(refused, 'refusé'),
    ]
    return [`  ${KINDS[kind]}\u00a0: ${told.join(', ')}`]
  })
  const totals = counts.totals.map(
    ({ currency, invoicedCents, creditedCents }) =>
      `  facturé ${formatAmount(invoicedCents, 'fr', currency)}, réglé ${formatAmount(creditedCents, 'fr', currency)}`,
  )
  return [...lines, ...totals]
}

const MARKS = { file_refused: '✗', refused: '✗', warning: '!', note: '·' } as const

function describeProblem({
  severity,
  line,
  column,
  text,
}: NonNullable<FileAnswer['import']>['problems'][number]): string {
  const where = [line === null ? null : `ligne ${line}`, column === null ? null : `colonne ${column}`]
    .filter(Boolean)
    .join(', ')
  return `  ${MARKS[severity]} ${where === '' ? '' : `${where}\u00a0: `}${text}`
}
