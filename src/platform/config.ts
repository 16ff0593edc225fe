import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { LOG_LEVELS, type LogLevel } from './log.ts'
import { OperatorError } from './operator-error.ts'

/** Settings of the process. None is required. */
export type Config = {
  /** Absolute. */
  readonly dataFolder: string
  /** Null: Amiable runs its own PostgreSQL in the data folder. */
  readonly databaseUrl: string | null
  readonly host: string
  readonly port: number
  /** What people type in their browser, without a final slash; null: `http://localhost:PORT`. */
  readonly publicUrl: string | null
  readonly smtpUrl: string | null
  /** Null: kept in the data folder (see secret.ts). */
  readonly secret: string | null
  readonly logLevel: LogLevel
}

type Variable = {
  /** Checks the text and gives the value. */
  readonly schema: z.ZodType<string | number>
  /** What a right value looks like, in French, for the message. */
  readonly expected: string
}

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number <= 65_535)

/** The environment variables, each also readable from the file named by `NAME_FILE`. At most twelve (issue 2). */
export const VARIABLES = {
  AMIABLE_DATA: { schema: z.string().min(1), expected: 'un dossier, par exemple ./data' },
  DATABASE_URL: {
    schema: url(['postgres:', 'postgresql:']),
    expected: 'une adresse PostgreSQL, par exemple postgres://amiable:motdepasse@base:5432/amiable',
  },
  HOST: { schema: z.string().min(1), expected: 'une adresse d’écoute, par exemple 127.0.0.1 ou 0.0.0.0' },
  PORT: { schema: port, expected: 'un numéro de port entre 0 et 65535, par exemple 3000' },
  AMIABLE_PUBLIC_URL: {
    schema: url(['http:', 'https:']),
    expected: 'une adresse web, par exemple https://relances.exemple.fr',
  },
  SMTP_URL: {
    schema: url(['smtp:', 'smtps:']),
    expected: 'une adresse SMTP, par exemple smtps://compta%40exemple.fr:motdepasse@smtp.exemple.fr:465',
  },
  AMIABLE_SECRET: { schema: z.string().min(32), expected: 'au moins 32 caractères tirés au hasard' },
  LOG_LEVEL: { schema: z.enum(LOG_LEVELS), expected: `l’un de : ${LOG_LEVELS.join(', ')}` },
} as const satisfies Readonly<Record<string, Variable>>

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings. @throws OperatorError naming the variable and what it should be. */
export function readConfig(env: Environment = process.env): Config {
  return {
    dataFolder: resolve(read(env, 'AMIABLE_DATA') ?? 'data'),
    databaseUrl: read(env, 'DATABASE_URL'),
    host: read(env, 'HOST') ?? '127.0.0.1',
    port: read(env, 'PORT') ?? 3000,
    publicUrl: read(env, 'AMIABLE_PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
    smtpUrl: read(env, 'SMTP_URL'),
    secret: read(env, 'AMIABLE_SECRET'),
    logLevel: read(env, 'LOG_LEVEL') ?? 'info',
  }
}

type Name = keyof typeof VARIABLES
type Value<N extends Name> = z.output<(typeof VARIABLES)[N]['schema']>

function read<N extends Name>(env: Environment, name: N): Value<N> | null {
  const text = readText(env, name)
  if (text === null) return null
  const { schema, expected } = VARIABLES[name]
  const result = schema.safeParse(text)
  // The value is not repeated: it may hold a password.
  if (!result.success) throw new OperatorError(`La variable ${name} n’est pas valable. Il faut ${expected}.`)
  return result.data as Value<N>
}

/** The variable, or the content of the file it names. Empty means not set: that is how compose files pass what is not given. */
function readText(env: Environment, name: Name): string | null {
  const fileName = env[`${name}_FILE`]
  const direct = env[name]
  if (!fileName) return direct || null
  if (direct)
    throw new OperatorError(`Les variables ${name} et ${name}_FILE sont données toutes les deux : gardez-en une.`)
  try {
    return readFileSync(fileName, 'utf8').trim() || null
  } catch {
    throw new OperatorError(`La variable ${name}_FILE nomme un fichier illisible : ${fileName}.`)
  }
}
