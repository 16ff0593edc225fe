import type { CommandContext } from './command.ts'

/** An answer that holds one long list, printed as it is read: a hundred thousand cases take no more memory than one. */
export type ListAnswer<T> = {
  /** Keys of the object before the list. */
  readonly head: object
  /** Key of the list. */
  readonly key: string
  readonly items: AsyncIterable<T> | Iterable<T>
  /** Keys after the list, once all of it has been read. */
  readonly tail: () => object
  /** One item for people; null prints nothing. */
  readonly line: (item: T) => string | null
  /** Last words for people. */
  readonly summary: () => string
}

/** Prints the list: with `--json` one object on one line, otherwise a line an item and the summary. Returns 0. */
export async function answerList<T>(
  { json, print }: Pick<CommandContext, 'json' | 'print'>,
  list: ListAnswer<T>,
): Promise<number> {
  if (!json) {
    for await (const item of list.items) {
      const line = list.line(item)
      if (line !== null) await print(`${line}\n`)
    }
    await print(`${list.summary()}\n`)
    return 0
  }
  await print(
    `{${membersOf(list.head)
      .map((member) => `${member},`)
      .join('')}${JSON.stringify(list.key)}:[`,
  )
  let separator = ''
  for await (const item of list.items) {
    await print(separator + JSON.stringify(item))
    separator = ','
  }
  await print(
    `]${membersOf(list.tail())
      .map((member) => `,${member}`)
      .join('')}}\n`,
  )
  return 0
}

function membersOf(of: object): string[] {
  return Object.entries(of).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
}
