/**
 * Joins calls that wait for the same costly round: while rounds run, the next items gather and leave together (group commit). Each caller
 * gets the answer for its own item. At most `parallel` rounds at once, of at most `most` items.
 * `round` gives one answer an item, in order; when it fails, every caller of that round gets the error.
 */
export function coalesce<I, O>(
  round: (items: readonly I[]) => Promise<readonly O[]>,
  most: number,
  parallel = 1,
): (item: I) => Promise<O> {
  type Waiting = { readonly item: I; readonly resolve: (answer: O) => void; readonly reject: (error: unknown) => void }
  const waiting: Waiting[] = []
  let running = 0

  const serve = async (group: readonly Waiting[]) => {
    try {
      const answers = await round(group.map((one) => one.item))
      if (answers.length !== group.length) throw new Error(`A round of ${group.length} gave ${answers.length} answers`)
      group.forEach((one, at) => {
        one.resolve(answers[at] as O)
      })
    } catch (error) {
      for (const one of group) one.reject(error)
    }
  }
  const drain = async () => {
    running++
    // Calls made in the same moment join the same round.
    await Promise.resolve()
    while (waiting.length > 0) await serve(waiting.splice(0, most))
    running--
  }
  return (item) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (running < parallel) void drain()
    })
}
