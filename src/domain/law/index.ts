import { DELAIS_DE_PAIEMENT } from './delais-de-paiement.ts'
import { INDEMNITE_FORFAITAIRE } from './indemnite-forfaitaire.ts'
import { INTERET_LEGAL } from './interet-legal.ts'
import { INTERETS_MORATOIRES } from './interets-moratoires.ts'
import { JOURS_FERIES } from './jours-feries.ts'
import { LONGUEURS_DE_PRESCRIPTION } from './longueurs-de-prescription.ts'
import { PENALITES_DE_RETARD } from './penalites-de-retard.ts'
import { PLAFONDS_SECTORIELS } from './plafonds-sectoriels.ts'
import { PRESCRIPTION } from './prescription.ts'
import type { LegalRule } from './rule.ts'

/** Every rule of French law that Amiable applies; `docs/law.md` is generated from this list. */
export const LAW: readonly LegalRule[] = [
  DELAIS_DE_PAIEMENT,
  PLAFONDS_SECTORIELS,
  PENALITES_DE_RETARD,
  INDEMNITE_FORFAITAIRE,
  INTERET_LEGAL,
  INTERETS_MORATOIRES,
  LONGUEURS_DE_PRESCRIPTION,
  PRESCRIPTION,
  JOURS_FERIES,
]
