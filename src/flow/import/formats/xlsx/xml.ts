import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { FileRefused } from '../format.ts'

/** What is done with the elements of a part; names come without their prefix. */
export type XmlHandlers = {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/**
 * Reads XML chunk by chunk; after each chunk, what the handlers gathered can be taken.
 * @throws FileRefused `xml_doctype` (any DOCTYPE, whatever it declares: A7-10), `archive_damaged` when it is not well formed.
 */
export async function* parseXml(chunks: AsyncIterable<string>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false, xmlns: false })
  parser.on('doctype', () => {
    throw new FileRefused('xml_doctype')
  })
  parser.on('error', (error) => {
    throw new FileRefused('archive_damaged', { reason: error.message.slice(0, 200) })
  })
  parser.on('opentag', (tag: SaxesTagPlain) => handlers.open(local(tag.name), tag.attributes))
  if (handlers.text) parser.on('text', handlers.text)
  if (handlers.close) parser.on('closetag', (tag: SaxesTagPlain) => handlers.close?.(local(tag.name)))
  for await (const chunk of chunks) {
    parser.write(chunk)
    yield
  }
  parser.close()
  yield
}

/** The same, to the end. */
export async function readXml(chunks: AsyncIterable<string>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parseXml(chunks, handlers));
}

/** An attribute by its name without prefix (`r:id`), in the file's own text. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(attributes).find(([key]) => local(key) === name)?.[1]
}
