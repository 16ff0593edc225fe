import type { ParseArgsOptionsConfig } from 'node:util'
import type { Refusal } from '../domain/refusal.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import type { Services } from '../services.ts'

/** One command of `amiable`: a module of this folder exports one as `command`, and `cli.ts` lists it. */
export type Command = {
  /** One line, in French, for the list of commands. */
  readonly summary: string
  /** What follows `amiable `, for example `import FICHIER… [--creditor NOM]`. */
  readonly usage: string
  /** Whole command lines that work. */
  readonly examples: readonly string[]
  /** Options of node:util parseArgs. `--json` and `--help` are added to every command. */
  readonly options: ParseArgsOptionsConfig
  /** Set by a command that stops in its own order on SIGINT and SIGTERM. */
  readonly ownsSignals?: boolean
  /** Ends with the exit code: 0 done, 1 refused or failed. */
  readonly run: (context: CommandContext, args: CommandArguments) => Promise<number>
}

export type CommandArguments = {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

/** What a command is given. Answers go to standard output, everything else to standard error. */
export type CommandContext = {
  readonly config: Config
  readonly log: Log
  /** The instant it is: the only clock of a command. */
  readonly clock: () => Date
  /** Whether `--json` was given. */
  readonly json: boolean
  /**
   * Opens the database and the rest, whether or not a server runs on the data folder; closed when the command ends.
   * @throws OperatorError when it cannot.
   */
  readonly services: () => Promise<Services>
  /** Prints the answer: the object as one line of JSON with `--json`, the text otherwise. Returns 0. */
  readonly answer: (value: object, text: string) => number
  /** Prints a piece of an answer that is too long to hold (see answer-list), and waits until it is taken. */
  readonly print: (piece: string) => Promise<void>
  /** Prints a refusal: its French words on standard error, and with `--json` its code and facts on standard output. Returns 1. */
  readonly refuse: (refusal: Refusal, words: string) => number
  /** Prints a message on standard error. */
  readonly say: (message: string) => void
}
