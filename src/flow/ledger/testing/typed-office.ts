import type { Answer, Client, TestServer } from '../../../testing/test-server.ts'
import type { Account } from '../contract.ts'

/** An office with one creditor and one debtor, over HTTP. */
export type TypedOffice = { readonly client: Client; readonly creditorId: string; readonly debtorId: string }

export async function typedOffice(
  server: TestServer,
  debtor: Record<string, unknown> = {},
  creditor: Record<string, unknown> = {},
): Promise<TypedOffice> {
  const client = await server.office()
  const { creditorId = '' } = await client.ok('POST', '/creditors', { name: 'Ozanne', ...creditor })
  const { debtorId = '' } = await client.ok('POST', '/debtors', { creditorId, name: 'Duval & Fils', ...debtor })
  return { client, creditorId, debtorId }
}
export const invoiceOf = (debtorId: string, number: string, more: Record<string, unknown> = {}) => ({
  debtorId,
  number,
  issuedOn: '2026-08-01',
  dueOn: '2026-09-01',
  amountCents: 10_000,
  ...more,
})
export const accountOf = async ({ client, debtorId }: TypedOffice): Promise<Account> => {
  const { accounts } = (await client.get(`/debtors/${debtorId}/account`)).body as { accounts: Account[] }
  if (!accounts[0]) throw new Error('No account')
  return accounts[0]
}
/** `field code` of each refused field, or the code of the refusal. */
export const codesOf = ({ body }: Answer) => {
  const { code, errors } = body as { code: string; errors: { field: string; code: string }[] }
  return errors.length === 0 ? [code] : errors.map((error) => `${error.field} ${error.code}`)
}
