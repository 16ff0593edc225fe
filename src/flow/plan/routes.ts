import type { RateTables } from '../../domain/law/rates.ts'
import { accept, refuse } from '../../domain/refusal.ts'
import { todayInParis } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { officeRoute, type Route } from '../../platform/http/route.ts'
import { Done, Made } from '../../platform/http/shapes.ts'
import { decideActions } from './approve.ts'
import * as shapes from './contract.ts'
import { endHold, placeHold } from './place-hold.ts'
import { readActions } from './read-actions.ts'
import { readCase } from './read-case.ts'
import { readCases } from './read-cases.ts'
import { readToday } from './read-today.ts'
import { confirmRun } from './run-day.ts'
import { sendNow } from './send-now.ts'
import { whyNot } from './why-not.ts'

export type PlanServices = {
  readonly clock: () => Date
  readonly rates: (tx: Tx) => Promise<RateTables>
}

/** The worker job that plans and sends: the server wakes it after each change by a person. */
export const DAILY_JOB = 'daily-run'

export function planRoutes(services: PlanServices): readonly Route[] {
  return [...dayRoutes(services), ...caseRoutes(services), ...actRoutes(services), ...holdRoutes(services)]
}

function dayRoutes({ clock }: PlanServices): readonly Route[] {
  return [
    officeRoute({
      method: 'GET',
      path: '/today',
      summary: 'What to do today, what it is worth, and what is held.',
      role: 'reader',
      answer: shapes.TodayShape,
      handle: async ({ tx, caller }) => accept(await readToday(tx, caller.tenantId, todayInParis(clock()))),
    }),
    officeRoute({
      method: 'GET',
      path: '/actions',
      summary: 'One list of the day, what is worth most first.',
      role: 'reader',
      query: shapes.ActionQuery,
      answer: shapes.ActionPage,
      handle: async ({ tx, caller, query }) => {
        const key = query.cursor ? readCursor(query.cursor, 2) : accept(null)
        if (!key.ok) return key
        const after = key.value ? { totalCents: Number(key.value[0]), actionId: String(key.value[1]) } : null
        const items = await readActions(tx, caller.tenantId, query.section, { limit: query.limit, after })
        const last = items.length === query.limit ? items.at(-1) : undefined
        return accept({ items, nextCursor: last ? writeCursor([last.totalCents, last.actionId]) : null })
      },
    }),
  ]
}

function caseRoutes({ clock, rates }: PlanServices): readonly Route[] {
  return [
    officeRoute({
      method: 'GET',
      path: '/cases',
      summary: 'The cases, searched and sorted.',
      role: 'reader',
      query: shapes.CaseQuery,
      answer: shapes.CasePage,
      handle: async ({ tx, caller, query }) => {
        const key = query.cursor ? readCursor(query.cursor, 2) : accept(null)
        if (!key.ok) return key
        const after = key.value ? { value: key.value[0] ?? '', caseId: String(key.value[1]) } : null
        const items = await readCases(tx, caller.tenantId, query, after)
        const last = items.length === query.limit ? items.at(-1) : undefined
        return accept({ items, nextCursor: last ? writeCursor([sortValue(last, query.sort), last.caseId]) : null })
      },
    }),
    officeRoute({
      method: 'GET',
      path: '/cases/:id',
      summary: 'One case: who owes what, charges line by line, what holds it.',
      role: 'reader',
      params: shapes.CaseParams,
      answer: shapes.CaseFileShape,
      handle: async ({ tx, caller, params }) => {
        const file = await readCase(tx, caller.tenantId, params.id, todayInParis(clock()), await rates(tx))
        return file ? accept(file) : refuse('case_unknown', { caseId: params.id })
      },
    }),
    officeRoute({
      method: 'GET',
      path: '/cases/:id/why',
      summary: 'Why nothing has left, or what would leave, on a day.',
      role: 'reader',
      params: shapes.CaseParams,
      query: shapes.WhyQuery,
      answer: shapes.WhyShape,
      handle: async ({ tx, caller, params, query }) => {
        const why = await whyNot(tx, caller.tenantId, params.id, query.on ?? todayInParis(clock()))
        return why ? accept(why) : refuse('case_unknown', { caseId: params.id })
      },
    }),
  ]
}

function sortValue(row: shapes.CaseRow, sort: shapes.CaseQueryInput['sort']): string | number {
  if (sort === 'overdue') return row.overdueCents
  return sort === 'oldest' ? (row.oldestDueOn ?? '2999-12-31') : row.sortText
}

function actRoutes({ clock }: PlanServices): readonly Route[] {
  return [
    officeRoute({
      method: 'POST',
      path: '/run-confirmations',
      summary: 'Let an unusually large day leave, once a person has looked at it.',
      role: 'collector',
      idempotent: true,
      answer: Done,
      handle: async ({ tx, caller }) => {
        await confirmRun(tx, caller.tenantId, caller.userId)
        return accept({ done: true as const })
      },
    }),
    officeRoute({
      method: 'POST',
      path: '/approvals',
      summary: 'Approve, refuse or withdraw acts; each one is judged alone.',
      role: 'collector',
      idempotent: true,
      body: shapes.ApprovalInput,
      answer: shapes.ApprovalResultShape,
      handle: async ({ tx, caller, body }) => {
        const now = clock()
        const result = await decideActions(tx, caller.tenantId, caller.userId, body, todayInParis(now), now)
        return accept(result)
      },
    }),
    officeRoute({
      method: 'POST',
      path: '/cases/:id/sendings',
      summary: 'Take a step now: the calendar is answered by the person, the rest by the same decision.',
      role: 'collector',
      idempotent: true,
      params: shapes.CaseParams,
      body: shapes.SendingInput,
      answer: Made('act'),
      handle: async ({ tx, caller, params, body }) => {
        const now = clock()
        const made = await sendNow(
          tx,
          caller.tenantId,
          caller.userId,
          { caseId: params.id, stepCode: body.stepCode },
          todayInParis(now),
          now,
        )
        return made.ok ? accept({ id: made.value.actionId }) : made
      },
    }),
  ]
}

function holdRoutes({ clock }: PlanServices): readonly Route[] {
  return [
    officeRoute({
      method: 'POST',
      path: '/cases/:id/holds',
      summary: 'Hold a debtor or one invoice: pause, dispute, promise, insolvency…',
      role: 'collector',
      params: shapes.CaseParams,
      body: shapes.HoldInput,
      answer: Made('hld'),
      status: 201,
      handle: ({ tx, caller, params, body }) =>
        placeHold(tx, caller.tenantId, caller.userId, params.id, body, todayInParis(clock())),
    }),
    officeRoute({
      method: 'POST',
      path: '/holds/:id/endings',
      summary: 'End a hold.',
      role: 'collector',
      params: shapes.HoldParams,
      body: shapes.HoldEnding,
      answer: Done,
      handle: ({ tx, caller, params, body }) =>
        endHold(tx, caller.tenantId, caller.userId, params.id, body.reason ?? null, clock()),
    }),
  ]
}
