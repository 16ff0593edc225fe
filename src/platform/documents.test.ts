import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Documents, openDocuments, sha256Of } from './documents.ts'

let folder: string
let documents: Documents
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amiable documents '))
  documents = openDocuments(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pathOf = (sha256: string) => join(folder, 'documents', sha256.slice(0, 2), sha256)

describe('documents (I14: bytes archived = bytes sent)', () => {
  it('gives back the exact bytes under their SHA-256, for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        const sha256 = await documents.put(bytes)
        expect(sha256).toBe(sha256Of(bytes))
        expect(new Uint8Array(await documents.get(sha256))).toEqual(bytes)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps the same bytes once, also when put many times at once', async () => {
    const bytes = Buffer.from('une seule fois')
    const [sha256 = ''] = await Promise.all(Array.from({ length: 20 }, () => documents.put(bytes)))
    expect(readdirSync(dirname(pathOf(sha256))).filter((name) => name.startsWith(sha256))).toEqual([sha256])
  })

  it('refuses bytes that changed on the disk, by a single bit', async () => {
    const sha256 = await documents.put(Buffer.from('a'))
    writeFileSync(pathOf(sha256), Buffer.from('`'))
    await expect(documents.get(sha256)).rejects.toThrow(`Document damaged: ${sha256}`)
  })

  it('mends a damaged document when the same bytes are put again', async () => {
    const sha256 = await documents.put(Buffer.from('réparable'))
    writeFileSync(pathOf(sha256), Buffer.from('abîmé'))
    await documents.put(Buffer.from('réparable'))
    expect((await documents.get(sha256)).toString()).toBe('réparable')
  })

  it('a folder that could not be made is tried again at the next document', async () => {
    const elsewhere = join(folder, 'elsewhere')
    const store = openDocuments(elsewhere)
    writeFileSync(elsewhere, 'a file where the folder should be')
    await expect(store.put(Buffer.from('b'))).rejects.toThrow('ENOTDIR')
    rmSync(elsewhere)
    expect(await store.has(await store.put(Buffer.from('b')))).toBe(true)
  })

  it('says when a document is missing', async () => {
    const sha256 = sha256Of(Buffer.from('never kept'))
    expect(await documents.has(sha256)).toBe(false)
    await expect(documents.get(sha256)).rejects.toThrow(`Document missing: ${sha256}`)
  })

  it('never makes a path of a name from outside', async () => {
    await expect(documents.get('../../etc/passwd')).rejects.toThrow('Not a SHA-256')
    expect(() => documents.has(`${'a'.repeat(63)}/`)).toThrow('Not a SHA-256')
  })

  it('is closed to the machine’s other users', async () => {
    const sha256 = await documents.put(Buffer.from('privé'))
    expect(statSync(pathOf(sha256)).mode & 0o077).toBe(0)
    expect(statSync(dirname(pathOf(sha256))).mode & 0o077).toBe(0)
  })
})
