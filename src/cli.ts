import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Command, CommandArguments, CommandContext } from './cli/command.ts'
import { now } from './platform/clock.ts'
import { readConfig } from './platform/config.ts'
import { createLog } from './platform/log.ts'
import { OperatorError } from './platform/operator-error.ts'
import { openForCommand, type Services } from './services.ts'

/** The commands, in the order of the help. Loaded one at a time: `amiable law` need not load the server. */
const COMMANDS: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  start: () => import('./cli/start.ts'),
  demo: () => import('./cli/demo.ts'),
  creditor: () => import('./cli/creditor.ts'),
  import: () => import('./cli/import.ts'),
  plan: () => import('./cli/plan.ts'),
  run: () => import('./cli/run.ts'),
  simulate: () => import('./cli/simulate.ts'),
  sending: () => import('./cli/sending.ts'),
  letters: () => import('./cli/letters.ts'),
  scenario: () => import('./cli/scenario.ts'),
  law: () => import('./cli/law.ts'),
  doctor: () => import('./cli/doctor.ts'),
}

/** 64 of sysexits.h: the command line itself is wrong. */
const USAGE_ERROR = 64
const INTERRUPTED = 130

const say = (message: string) => void process.stderr.write(`${message}\n`)
const print = (text: string) => void process.stdout.write(`${text}\n`)
/** Resolves when the piece is taken; one that nobody reads any more (`| head`) is taken too. */
const printPiece = (piece: string) => new Promise<void>((taken) => void process.stdout.write(piece, () => taken()))

/** Runs one command line and returns its exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = argv
  if (['help', '--help', '-h'].includes(name)) return listCommands()
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) {
    say(`Commande inconnue : ${name}. La liste : amiable --help`)
    return USAGE_ERROR
  }
  const { command } = await load()
  const args = readArguments(command, rest)
  if (args === null) return USAGE_ERROR
  if (args.values.help === true) return showHelp(command)
  return runCommand(command, args)
}

async function listCommands(): Promise<number> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) => `  ${name.padEnd(12)}${(await load()).command.summary}`),
  )
  print(
    [
      'Usage : amiable COMMANDE [options]',
      '',
      ...lines,
      '',
      'Chaque commande a --help (avec des exemples) et --json.',
    ].join('\n'),
  )
  return 0
}

function showHelp({ summary, usage, examples, options }: Command): number {
  const names = Object.entries(options).map(([name, { type }]) =>
    type === 'string' ? `--${name} VALEUR` : `--${name}`,
  )
  const optionList = ['--json', '--help', ...names].map((name) => `  ${name}`)
  const exampleList = examples.map((example) => `  ${example}`)
  print(
    [summary, '', 'Exemples :', ...exampleList, '', `Usage : amiable ${usage}`, '', 'Options :', ...optionList].join(
      '\n',
    ),
  )
  return 0
}

function readArguments(command: Command, argv: readonly string[]): CommandArguments | null {
  const options = { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (error) {
    say(`${inFrench(error as NodeJS.ErrnoException)} Usage : amiable ${command.usage}`)
    return null
  }
}

function inFrench({ code, message }: NodeJS.ErrnoException): string {
  const option = /'(-[^' ]*)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Option inconnue : ${option}.`
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `Valeur manquante ou de trop après l’option ${option}.`
  return 'Ligne de commande incomprise.'
}

async function runCommand(command: Command, args: CommandArguments): Promise<number> {
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const one of closing.splice(0)) await one()
  }
  const interrupt = () => void close().finally(() => process.exit(INTERRUPTED))
  if (command.ownsSignals !== true) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
  try {
    return await command.run(contextOf(args, closing), args)
  } finally {
    await close()
  }
}

function contextOf(args: CommandArguments, closing: (() => Promise<void>)[]): CommandContext {
  const json = args.values.json === true
  const config = readConfig()
  const log = createLog(config.logLevel)
  let opened: Promise<Services> | null = null
  return {
    config,
    log,
    clock: now,
    json,
    say,
    services: () => {
      opened ??= openForCommand(config, log).then(({ services, close }) => {
        closing.push(close)
        return services
      })
      return opened
    },
    answer: (value, text) => {
      print(json ? JSON.stringify(value) : text)
      return 0
    },
    print: printPiece,
    refuse: (refusal, words) => {
      if (json) print(JSON.stringify({ refusal }))
      say(words)
      return 1
    },
  }
}

/** People read the message of an error they can repair; anything else is a defect of ours and shows its stack. */
function explain(error: unknown): number {
  say(error instanceof OperatorError ? error.message : `Défaut d’Amiable : ${(error as Error).stack}`)
  return 1
}

// Without this, a reader that leaves (`| head`) would end the process before it has closed what it opened.
process.stdout.on('error', () => {})
if (existsSync('.env')) process.loadEnvFile('.env')
process.exitCode = await main(process.argv.slice(2)).catch(explain)
