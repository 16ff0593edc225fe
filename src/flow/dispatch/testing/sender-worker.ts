import { openDb } from '../../../platform/db.ts'
import { openDocuments } from '../../../platform/documents.ts'
import { sendDue } from '../send-due.ts'
import { MORNING, servicesOf } from './office.ts'

/** A sender in a process of its own, that a test can kill: `node sender-worker.ts '{"address":…,"tenantId":…,"smtpUrl":…,"folder":…}'`. */
const { address, tenantId, smtpUrl, folder } = JSON.parse(process.argv[2] ?? '{}')
const db = await openDb(address, { max: 4 })
const services = servicesOf(db, openDocuments(folder), smtpUrl, () => MORNING)
process.stdout.write('ready\n')
const run = await sendDue(services, tenantId)
process.stdout.write(`${JSON.stringify(run)}\n`)
await db.destroy()
