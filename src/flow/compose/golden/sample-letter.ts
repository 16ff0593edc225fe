import type { Language, Regime } from '../../../domain/party.ts'
import type { TextCode } from '../../../domain/text-code.ts'
import { builtInTemplate } from '../built-in-templates.ts'
import { type LetterModel, type LetterSource, letterModel } from '../letter-model.ts'
import { renderLetter } from '../render.ts'
import { type SampleOptions, sampleVariables } from './sample-variables.ts'

const SAMPLE_LETTERHEAD: LetterSource['letterhead'] = {
  name: 'Menuiserie Dupré SARL',
  legalForm: 'SARL',
  capitalCents: 1_000_000,
  siren: '123456782',
  rcsCity: 'Nantes',
  vatNumber: 'FR12123456782',
  address: { lines: ['12 rue de l’Huissier'], postcode: '44000', city: 'Nantes', country: 'FR' },
  phone: '02 40 11 22 33',
  email: 'contact@dupre.example',
  logo: null,
}

const PERSON: readonly Regime[] = ['consumer', 'non_professional']

/** A letter of invented parties. @throws Error when the text cannot become a letter. */
export function sampleLetter(
  code: TextCode,
  regime: Regime,
  language: Language = 'fr',
  options: SampleOptions = {},
): LetterModel {
  const template = builtInTemplate(code, regime, language)
  if (!template) throw new Error(`No ${language} text ${code} for ${regime}`)
  const canal = template.channels.includes('post') ? 'courrier' : 'recommande'
  const sample = sampleVariables(regime, language, options)
  const envoi = canal === 'courrier' ? { mode: 'Lettre simple', numero: null } : sample.envoi
  const variables = { ...sample, canal, envoi } as const
  const rendered = renderLetter(template, variables, canal)
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.refusal))
  const model = letterModel({
    code,
    language,
    rendered: rendered.value,
    variables,
    letterhead: SAMPLE_LETTERHEAD,
    addressee: {
      name: PERSON.includes(regime) ? 'Madame Jeanne Petit' : 'Ateliers Lœwenberg SAS',
      attention: PERSON.includes(regime) ? null : 'Service comptabilité',
      address: { lines: ['Bâtiment B', '4 impasse du Moulin'], postcode: '49000', city: 'Angers', country: 'FR' },
    },
    firstMessage: code === 'first-reminder',
  })
  if (!model.ok) throw new Error(JSON.stringify(model.refusal))
  return model.value
}
