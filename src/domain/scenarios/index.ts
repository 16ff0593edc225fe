import type { Scenario } from '../scenario.ts'
import { equilibre } from './equilibre.ts'
import { lettreOuAppel } from './s0-lettre-ou-appel.ts'
import { relanceAmiable } from './s1-relance-amiable.ts'
import { appelDAbord } from './s2-appel-d-abord.ts'
import { preContentieux } from './s3-pre-contentieux.ts'
import { methode } from './s4-methode.ts'

/** The scenarios that come with Amiable: the default, then one for each of the five source texts. */
export const BUILT_IN_SCENARIOS: readonly Scenario[] = [
  equilibre,
  lettreOuAppel,
  relanceAmiable,
  appelDAbord,
  preContentieux,
  methode,
]

export const DEFAULT_SCENARIO = equilibre
