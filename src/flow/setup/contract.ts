import { z } from 'zod'
import type { ContactPolicy } from '../../domain/contact-policy.ts'
import type { Scenario } from '../../domain/scenario.ts'
import { DayShape, Id, Instant, Line, Paragraph, PositiveCents, pageOf } from '../../platform/http/shapes.ts'

export const RoleShape = z.enum(['owner', 'collector', 'reader'])
const Email = z.string().trim().max(254)
const Password = z.string().min(12).max(128)

export const SendingShape = z.strictObject({
  position: z.enum(['on', 'off']),
  /** False until somebody switches it on for the first time. */
  everOn: z.boolean(),
  since: Instant.nullable(),
})
export type Sending = z.output<typeof SendingShape>

export const SessionShape = z.strictObject({
  /** True while the installation has no office: the first person makes it. */
  signUpOpen: z.boolean(),
  caller: z.strictObject({ userId: Id('usr'), name: z.string(), email: z.string(), role: RoleShape }).nullable(),
  office: z.strictObject({ name: z.string() }).nullable(),
  /** The day it is in Paris. */
  today: DayShape,
  sending: SendingShape.nullable(),
})
export type Session = z.output<typeof SessionShape>

export const NewOffice = z.strictObject({ name: Line(100), officeName: Line(100), email: Email, password: Password })
export const SignIn = z.strictObject({ email: Email, password: z.string().max(128) })

export const SwitchChange = z.strictObject({ position: z.enum(['on', 'off']), reason: Paragraph(500).optional() })

const ChargesDefault = z.enum(['claim', 'reserve', 'waive'])
const OptionalLine = (maxLength?: number) => Line(maxLength).nullable().optional()

/** Fields of a creditor, as typed: SIREN, VAT number, IBAN, BIC, e-mail, postcode and terms are checked one by one. */
export const CreditorFields = z.strictObject({
  name: Line(),
  legalForm: OptionalLine(60),
  siren: OptionalLine(20),
  vatNumber: OptionalLine(20),
  addressLines: z.array(Line(100)).max(5).optional(),
  postcode: z.string().trim().max(12).optional(),
  city: z.string().trim().max(80).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  territory: z.string().max(20).optional(),
  rcsCity: OptionalLine(80),
  capitalCents: PositiveCents.nullable().optional(),
  iban: OptionalLine(50),
  bic: OptionalLine(11),
  accountHolder: OptionalLine(100),
  signatoryName: OptionalLine(100),
  signatoryRole: OptionalLine(100),
  phone: OptionalLine(30),
  email: OptionalLine(254),
  mediatorName: OptionalLine(),
  mediatorAddress: OptionalLine(),
  mediatorSite: OptionalLine(),
  paymentTerms: Line(30).optional(),
  /** Yearly rate of the terms of sale, in percent with at most three decimals; null: the legal default rate. */
  penaltyRatePct: z.number().min(0).max(100).multipleOf(0.001).nullable().optional(),
  discountTerms: OptionalLine(300),
  chargesDefault: ChargesDefault.optional(),
  scenarioCode: Line(60).optional(),
})
export type CreditorInput = z.output<typeof CreditorFields>
export const CreditorChange = CreditorFields.partial()

const Text = z.string().nullable()
export const CreditorShape = z.strictObject({
  creditorId: Id('crd'),
  name: z.string(),
  legalForm: Text,
  siren: Text,
  vatNumber: Text,
  addressLines: z.array(z.string()),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  territory: z.string(),
  rcsCity: Text,
  capitalCents: z.int().nullable(),
  iban: Text,
  bic: Text,
  accountHolder: Text,
  signatoryName: Text,
  signatoryRole: Text,
  phone: Text,
  email: Text,
  mediatorName: Text,
  mediatorAddress: Text,
  mediatorSite: Text,
  paymentTerms: z.string(),
  penaltyRatePct: z.number().nullable(),
  discountTerms: Text,
  chargesDefault: ChargesDefault,
  scenarioCode: z.string(),
  /** Last day up to which its payments are known. */
  paymentsKnownUntil: DayShape.nullable(),
})
export type Creditor = z.output<typeof CreditorShape>
export const CreditorPage = pageOf(CreditorShape)

const HoursShape = z
  .strictObject({ fromMinute: z.int().min(0).max(1439), toMinute: z.int().min(1).max(1440) })
  .refine((hours) => hours.fromMinute < hours.toMinute)
const HoursByDebtor = z.strictObject({ professional: z.array(HoursShape).max(4), consumer: z.array(HoursShape).max(4) })

/** When debtors may be contacted (domain/contact-policy). */
export const PolicyShape: z.ZodType<ContactPolicy, ContactPolicy> = z.strictObject({
  minGapDays: z.int().min(1).max(60),
  capPerWeek: z.int().min(1).max(7),
  floorCents: z.int().min(0).max(10_000_000),
  paymentsFreshDays: z.int().min(1).max(60),
  promiseGraceDays: z.int().min(0).max(30),
  undoMinutes: z.int().min(0).max(120),
  hours: z.strictObject({
    email: HoursByDebtor,
    post: HoursByDebtor,
    registered: HoursByDebtor,
    sms: HoursByDebtor,
    phone: HoursByDebtor,
  }),
})

/** A scenario as the domain has it. */
export const ScenarioShape = z.custom<Scenario>().meta({ type: 'object' })
export const ScenarioList = z.strictObject({ items: z.array(ScenarioShape), nextCursor: z.null() })

export const MailAccountInput = z.strictObject({
  fromName: Line(100),
  fromEmail: Email,
  replyTo: Email.nullable().optional(),
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.-]{1,253}$/),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  user: Line(254).nullable().optional(),
  /** Left out: the password kept before is used again. Never given back. */
  password: z.string().max(500).optional(),
})
export type MailAccountFields = z.output<typeof MailAccountInput>
export const MailAccountShape = z.strictObject({
  fromName: z.string(),
  fromEmail: z.string(),
  replyTo: Text,
  host: z.string(),
  port: z.int(),
  security: z.enum(['tls', 'starttls', 'none']),
  user: Text,
})
export type MailAccount = z.output<typeof MailAccountShape>
export const MailAccountAnswer = z.strictObject({ account: MailAccountShape.nullable() })

const UserShape = z.strictObject({ userId: Id('usr'), name: z.string(), email: z.string(), role: RoleShape })
export const UserList = z.strictObject({
  items: z.array(UserShape),
  invited: z.array(z.strictObject({ email: z.string(), role: RoleShape, expiresAt: Instant })),
  nextCursor: z.null(),
})
export const NewUser = z.strictObject({ email: Email, role: RoleShape })
/** The link is shown once, to be given to the person invited. */
export const InvitationMade = z.strictObject({ path: z.string(), expiresAt: Instant })
export const InvitationShape = z.strictObject({ officeName: z.string(), email: z.string(), role: RoleShape })
export const Acceptance = z.strictObject({ name: Line(100), password: Password })
