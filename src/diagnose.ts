import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import nodemailer from 'nodemailer'
import { addMonths, type Day } from './domain/day.ts'
import { BUSINESS_ZONE, now, todayInParis } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Db } from './platform/db.ts'
import { diskSpace } from './platform/disk.ts'
import { folderHolder } from './platform/folder-lock.ts'
import type { Services } from './services.ts'

/** One point that was looked at. */
export type Check = {
  readonly id: string
  readonly state: 'ok' | 'warn' | 'fail'
  /** In French, as `found` and `advice`. */
  readonly title: string
  readonly found: string
  /** What to do, when something is to be done. */
  readonly advice?: string
}

type Finding = Omit<Check, 'id' | 'title'>

const ok = (found: string): Finding => ({ state: 'ok', found })
const warn = (found: string, advice: string): Finding => ({ state: 'warn', found, advice })
const fail = (found: string, advice: string): Finding => ({ state: 'fail', found, advice })

/** Looks at the machine, the data folder, the database and the mail account. @param open opens the services, once the folder is known to be right. */
export async function diagnose(config: Config, open: () => Promise<Services>): Promise<Check[]> {
  const machine = [
    check('node', 'Node', () => nodeVersion()),
    check('folder', 'Dossier de données', () => folder(config)),
    check('disk', 'Espace disque', () => disk(config)),
    check('server', 'Serveur', () => server(config)),
    check('clock', 'Horloge', () => clock(config)),
    check('secret', 'Clé de l’installation', () => secret(config)),
    check('mail', 'Messagerie (SMTP_URL)', () => mail(config)),
  ]
  const checks = await Promise.all(machine)
  return [...checks, ...(await databaseChecks(config, open))]
}

async function check(id: string, title: string, look: () => Finding | Promise<Finding>): Promise<Check> {
  try {
    return { id, title, ...(await look()) }
  } catch (error) {
    return { id, title, ...fail((error as Error).message, 'Corrigez ce point, puis relancez amiable doctor.') }
  }
}

function nodeVersion(): Finding {
  const version = process.versions.node
  return Number(version.split('.')[0]) >= 26 ? ok(version) : fail(version, 'Lancez npm ci : il apporte Node 26.')
}

const exists = ({ dataFolder }: Config) => existsSync(dataFolder)

function folder(config: Config): Finding {
  if (!exists(config)) return warn(`${config.dataFolder} n’existe pas encore`, 'Lancez npm start : il le crée.')
  try {
    accessSync(config.dataFolder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return fail(
      `${config.dataFolder} n’est pas accessible en écriture`,
      'Donnez ce dossier à l’utilisateur qui lance Amiable (chown).',
    )
  }
  return ok(config.dataFolder)
}

function disk({ dataFolder }: Config): Finding {
  const { freeBytes, level } = diskSpace(dataFolder)
  const found = `${Math.floor(freeBytes / 1_000_000)} Mo libres`
  if (level === 'full') return fail(found, 'Libérez au moins 200 Mo : Amiable ne démarre pas en dessous.')
  return level === 'low' ? warn(found, 'Libérez de la place avant qu’il reste moins de 200 Mo.') : ok(found)
}

function server(config: Config): Finding {
  const holder = exists(config) ? folderHolder(config.dataFolder) : null
  return ok(holder?.purpose === 'server' ? `en marche (processus ${holder.pid} sur ${holder.host})` : 'arrêté')
}

/** A clock before the last write in the data folder has gone back: sends would be dated wrongly (reliability A4). */
function clock(config: Config): Finding {
  const marker = join(config.dataFolder, 'postgres.log')
  const found = `${todayInParis()} à Paris (${BUSINESS_ZONE})`
  if (!existsSync(marker) || statSync(marker).mtime <= now()) return ok(found)
  return fail(
    `${found}, avant la dernière écriture d’Amiable`,
    'L’horloge a reculé : remettez la machine à l’heure (NTP).',
  )
}

function secret(config: Config): Finding {
  if (config.secret !== null) return ok('donnée par AMIABLE_SECRET')
  const path = join(config.dataFolder, 'secret.key')
  if (!existsSync(path)) return ok('sera tirée au premier démarrage')
  if ((statSync(path).mode & 0o077) !== 0)
    return warn(`${path} est lisible par d’autres`, `Fermez-la : chmod 600 ${path}`)
  return ok(`${path} : gardez-en une copie, elle n’est pas dans les sauvegardes`)
}

async function mail({ smtpUrl }: Config): Promise<Finding> {
  if (smtpUrl === null) return ok('non réglée ici (réglable dans les pages)')
  const { hostname, port, protocol, username, password } = new URL(smtpUrl)
  const transport = nodemailer.createTransport({
    host: hostname,
    port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
    secure: protocol === 'smtps:',
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
  })
  try {
    await transport.verify()
    return ok(`connexion acceptée par ${hostname}`)
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'inconnu'
    return fail(
      `connexion refusée (${code})`,
      'Vérifiez l’adresse, le port, l’utilisateur et le mot de passe de SMTP_URL.',
    )
  } finally {
    transport.close()
  }
}

/** Opening the services applies the migrations; a folder that was never started is left alone. */
async function databaseChecks(config: Config, open: () => Promise<Services>): Promise<Check[]> {
  if (config.databaseUrl === null && !existsSync(join(config.dataFolder, 'postgres'))) return []
  let db: Db
  try {
    db = (await open()).db
  } catch (error) {
    return [
      await check('database', 'Base de données', () => fail((error as Error).message, 'Voyez le message ci-dessus.')),
    ]
  }
  return Promise.all([
    check('database', 'Base de données', () => database(db)),
    check('rates', 'Taux légaux', () => rates(db, todayInParis())),
  ])
}

async function database(db: Db): Promise<Finding> {
  const { rows } = await sql<{ version: string; zones: number; sorts: number }>`
    select current_setting('server_version') as version,
      (select count(*) from pg_timezone_names where name = ${BUSINESS_ZONE}) as zones,
      (select count(*) from pg_collation where collname = 'fr-x-icu') as sorts`.execute(db)
  const [found] = rows
  const version = `PostgreSQL ${found?.version}, à jour`
  if (found?.zones !== 1)
    return fail(version, `Le fuseau ${BUSINESS_ZONE} manque à ce serveur PostgreSQL : installez ses fuseaux horaires.`)
  return found.sorts === 1
    ? ok(version)
    : warn(version, 'Ce serveur n’a pas le tri français (ICU) : les listes seront triées autrement.')
}

/** A half-year without its rates makes every interest of that half-year a refusal (architecture: never a silent reuse). */
async function rates(db: Db, today: Day): Promise<Finding> {
  const legalUntil = await db
    .selectFrom('law.legal_interest_rate')
    .select((e) => e.fn.max('to_on').as('day'))
    .executeTakeFirst()
  const last = legalUntil?.day ?? null
  if (last === null || last < today)
    return fail(`aucun taux légal pour le ${today}`, 'Saisissez le taux du semestre en cours (Réglages, Taux).')
  const soon = last < addMonths(today, 1)
  return soon
    ? warn(`connus jusqu’au ${last}`, 'Saisissez le taux du semestre suivant dès sa parution.')
    : ok(`connus jusqu’au ${last}`)
}
