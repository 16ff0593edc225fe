/**
 * A failure that the person who runs the machine can repair: its message is in French, says what happened and what to do.
 * The command line prints the message without a stack and exits with code 1.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}
