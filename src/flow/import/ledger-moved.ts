/** Thrown to roll an import back: a row of its plan met one that was not there when the plan was made. */
export class LedgerMoved extends Error {
  override readonly name = 'LedgerMoved'
}
