import { frenchDay, frenchPercent } from '../../domain/law/explain-in-french.ts'
import { percentOf } from '../../domain/law/percent.ts'
import { type RatesOn, ratesOn } from '../../domain/law/rates-on.ts'
import { semesterLabel } from '../../domain/law/semester.ts'
import { todayInParis } from '../../platform/clock.ts'
import { optionalDay } from '../read-options.ts'
import { type LawCommand, ratesOf, refuseInFrench } from './law-command.ts'

/** `amiable law rates`: the legal rate, the ECB rate and what follows from them on a day. */
export const rates: LawCommand = async (context, values) => {
  const on = optionalDay(values, 'on') ?? todayInParis()
  const found = ratesOn(await ratesOf(context), on)
  if (!found.ok) return refuseInFrench(context, found.refusal)
  const { legal, ecb, freezeOn, frozenMilliPct, penaltyMilliPct, floorMilliPct, publicMilliPct } = found.value
  const answer = {
    on,
    semester: semesterLabel(on),
    legal: {
      from: legal.fromOn,
      to: legal.toOn,
      individualPct: percentOf(legal.individualMilliPct),
      otherPct: percentOf(legal.otherMilliPct),
      source: legal.source,
      verified: legal.verified,
    },
    ecb: {
      effectiveOn: ecb.effectiveOn,
      ratePct: percentOf(ecb.rateMilliPct),
      source: ecb.source,
      verified: ecb.verified,
    },
    frozen: { on: freezeOn, ratePct: percentOf(frozenMilliPct) },
    penaltyPct: percentOf(penaltyMilliPct),
    floorPct: percentOf(floorMilliPct),
    publicPct: percentOf(publicMilliPct),
  }
  return context.answer(answer, [`Taux au ${frenchDay(on)}`, '', ...table(found.value)].join('\n'))
}

function table({
  legal,
  freezeOn,
  frozenMilliPct,
  penaltyMilliPct,
  floorMilliPct,
  publicMilliPct,
}: RatesOn): readonly string[] {
  const rows = [
    ['Intérêt légal, créancier professionnel', legal.otherMilliPct],
    ['Intérêt légal, créancier particulier', legal.individualMilliPct],
    [`BCE, refinancement, au ${frenchDay(freezeOn)}`, frozenMilliPct],
    ['Pénalités entre professionnels (BCE + 10 points)', penaltyMilliPct],
    ['Minimum d’un taux convenu (3 fois l’intérêt légal)', floorMilliPct],
    ['Acheteur public (BCE + 8 points)', publicMilliPct],
  ] as const
  const lines = rows.map(([label, milliPct]) => `${label.padEnd(54)}${frenchPercent(percentOf(milliPct)).padStart(9)}`)
  return legal.verified ? lines : [...lines, '', `À vérifier\u00a0: ${legal.source}`]
}
