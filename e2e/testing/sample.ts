import { fillOffice } from '../../src/demo/fill-office.ts'
import type { Day } from '../../src/domain/day.ts'
import { aloneInOffice } from '../../src/platform/alone-in-office.ts'
import { inTenant } from '../../src/platform/db.ts'
import { dispatchServices } from '../../src/worker.ts'
import type { Site } from './site.ts'

/** Fills the only office of a site with the sample data of the demonstration. Gives the case that owes the most, and its creditor. */
export async function fillSite({ services }: Site, today: Day): Promise<{ caseId: string; creditorId: string }> {
  const { db, documents, secret } = services
  const member = await db.selectFrom('auth.member').select(['tenant_id', 'user_id']).executeTakeFirstOrThrow()
  const dispatch = (clock: () => Date) => dispatchServices(services, clock)
  const { creditorId } = await aloneInOffice(db, member.tenant_id, () =>
    fillOffice({ db, documents, secret, dispatch }, member.tenant_id, member.user_id, today),
  )
  return { caseId: await largestCase(services, member.tenant_id), creditorId }
}

async function largestCase({ db }: Site['services'], tenantId: string): Promise<string> {
  const row = await inTenant(db, tenantId, (tx) =>
    tx
      .selectFrom('collection_case')
      .select('case_id')
      .where('tenant_id', '=', tenantId)
      .orderBy('overdue_cents', 'desc')
      .executeTakeFirstOrThrow(),
  )
  return row.case_id
}
