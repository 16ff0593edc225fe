import type { CreditorInput, MailAccountFields } from '../flow/setup/contract.ts'

/** The invented firm of the sample data. Its SIREN and IBAN pass their checks and belong to nobody; `.example` is never delivered. */
export const FIRM: CreditorInput = {
  name: 'Atelier Brévanne',
  legalForm: 'SARL',
  siren: '123 450 074',
  vatNumber: 'FR63123450074',
  addressLines: ['8 quai des Copeaux'],
  postcode: '44000',
  city: 'Nantes',
  country: 'FR',
  rcsCity: 'Nantes',
  capitalCents: 2_000_000,
  iban: 'FR76 3000 6000 0112 3456 7890 189',
  bic: 'AGRIFRPP',
  accountHolder: 'Atelier Brévanne',
  signatoryName: 'Claire Brévanne',
  signatoryRole: 'Gérante',
  phone: '02 61 91 04 10',
  email: 'comptabilite@atelier-brevanne.example',
  mediatorName: 'Médiation des Métiers du Bois',
  mediatorAddress: '2 rue des Chevilles, 44000 Nantes',
  mediatorSite: 'mediation-bois.example',
  paymentTerms: '30',
  discountTerms: 'Pas d’escompte pour paiement anticipé',
  chargesDefault: 'reserve',
  scenarioCode: 'equilibre',
}

/** A mail account of its own, on a host that does not exist: whatever the installation's `SMTP_URL`, no sample message can leave. */
export const FIRM_MAIL: MailAccountFields = {
  fromName: 'Atelier Brévanne',
  fromEmail: 'comptabilite@atelier-brevanne.example',
  replyTo: null,
  host: 'smtp.atelier-brevanne.example',
  port: 465,
  security: 'tls',
  user: null,
}

/** Who signs in to a demonstration. */
export const DEMO_USER = {
  name: 'Claire Brévanne',
  officeName: 'Atelier Brévanne (démonstration)',
  email: 'claire@atelier-brevanne.example',
}
