/**
 * Joins calls that wait for the same costly round: while one round runs, the next items gather and leave together. Each caller gets the
 * answer for its own item. One slow round makes the next one larger instead of making a queue (group commit).
 * `round` gives one answer an item, in order; when it fails, every caller of that round gets the error.
 */
export function coalesce<I, O>(
  round: (items: readonly I[]) => Promise<readonly O[]>,
  most: number,
): (item: I) => Promise<O> {
  type Waiting = { readonly item: I; readonly resolve: (answer: O) => void; readonly reject: (error: unknown) => void }
  const waiting: Waiting[] = []
  let running = false

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
    running = true
    // Calls made in the same moment join the first round.
    await Promise.resolve()
    while (waiting.length > 0) await serve(waiting.splice(0, most))
    running = false
  }
  return (item) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!running) void drain()
    })
}
