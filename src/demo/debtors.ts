import { type ContactRole, DEBTOR_KINDS, type DebtorKind, type Territory } from '../domain/party.ts'
import { BUILT_IN_SCENARIOS } from '../domain/scenarios/index.ts'
import type { DebtorFields } from '../flow/ledger/post-debtors.ts'

/** A debtor of the sample data. Every name is invented. */
export type DemoDebtor = {
  readonly key: string
  readonly fields: DebtorFields
  readonly contact: {
    readonly name: string | null
    readonly salutation: string | null
    readonly role: ContactRole
    readonly email: string | null
    readonly phone: string | null
    readonly mobile: string | null
  } | null
}

/**
 * One debtor a line: key, name, kind, street, place, contact, and what differs from the usual (a French one with an address, an e-mail and
 * a telephone).
 */
const ROWS = `
lenvern | Lenvern Rénovation SAS | company | 14 rue des Tanneurs | 44000 Nantes | Madame Solène Kerdoncuff
mirepont | Hôtel Mirepont | company | 3 place du Marché | 49000 Angers | Monsieur Hugo Valtine
ostrava | Ostrava Bureaux SAS | company | 21 avenue Leclerc | 35000 Rennes | Madame Inès Roquefère | large
pallion | Boulangerie Pallion | trader | 9 rue de la Halle | 44300 Nantes | Monsieur Paul Pallion | s4-methode mobile
garmeau | Garmeau Promotion | company | 2 cours Voltaire | 33000 Bordeaux | Monsieur Loïc Garmeau | bad-payer charges-claim
tessoule | Clinique de la Tessoule | company | 40 boulevard des Tilleuls | 85000 La Roche-sur-Yon | Madame Mona Estrel | large
vibrac | Vibrac Paysages | craftsman | 6 chemin du Lavoir | 44119 Treillières | Monsieur Yvan Vibrac | mobile
dauzac | Restaurant Chez Dauzac | trader | 17 rue Basse | 17000 La Rochelle | Madame Lina Dauzac | s4-methode mobile
ferrandel | Ferrandel Logistique | company | 120 rue de l’Entrepôt | 59000 Lille | Service comptabilité | large
quenard | Cabinet Quenard Architectes | civil_professional | 5 rue des Carmes | 44000 Nantes | Madame Élodie Quenard
salvetat | Salvetat Immobilier | company | 11 rue du Pont | 31000 Toulouse | Monsieur Bruno Salvetat
toulemont | Toulemont et Fils | craftsman | 28 route de Vannes | 44800 Saint-Herblain | Monsieur Jean Toulemont
ursule | École des Trois Châtaignes | association | 1 rue de l’Abbaye | 44200 Nantes | Madame Agathe Morvan
commune | Commune de Saint-Brévan | public_body | Place de la Mairie | 44999 Saint-Brévan | Service des finances
syndicat | Syndicat des eaux du Val d’Orme | public_body | 7 allée des Sources | 72000 Le Mans | Madame Ruth Delmas
amicale | Amicale des Voiliers | association | Quai du Port | 44490 Le Croisic | Monsieur Serge Pornic
copro | Copropriété Les Glycines | condominium | 33 rue Jean Moulin | 44100 Nantes | Cabinet de syndic Arvel
klingen | Klingenthal Menuiseries | company | 18 rue des Tonneliers | 67000 Strasbourg | Monsieur Marc Hueber | alsace_moselle
whitlow | Whitlow Interiors Ltd | foreign | 12 Harbour Road | BS1 4XE Bristol | Ms Joan Whitlow | GB english
vandries | Vandries Design NV | foreign | Kaaistraat 8 | 9000 Gent | Mr Pieter Vandries | BE english
petitjean | Petitjean-Lorme Odile | consumer | 4 allée des Merles | 44240 La Chapelle-sur-Erdre | Madame Odile Petitjean-Lorme | mobile
marsac | Marsac Étienne | consumer | 22 rue des Vignes | 44330 Vallet | Monsieur Étienne Marsac | mobile
bougrain | Bougrain Nadia | consumer | 8 impasse du Puits | 44700 Orvault | Madame Nadia Bougrain | mobile
cormery | Cormery Alain | consumer | 51 rue du Général Buat | 44000 Nantes | Monsieur Alain Cormery
delaunoy | Delaunoy Sabine | consumer | 13 rue de la Fontaine | 44600 Saint-Nazaire | Madame Sabine Delaunoy | mobile
escoffre | Escoffre Michel | consumer | 70 route de Clisson | 44120 Vertou | Monsieur Michel Escoffre
fontanet | Fontanet Claire | consumer | 2 rue du Moulin | 49100 Angers | Madame Claire Fontanet | mobile
gruelle | Gruelle Thomas | consumer | 15 avenue de la Mer | 44500 La Baule-Escoublac | Monsieur Thomas Gruelle | mobile
hervouin | Hervouin Denise | consumer | 6 rue du Presbytère | 44450 Divatte-sur-Loire | Madame Denise Hervouin | no-email
isambert | Isambert Luc | consumer | 19 rue des Hauts | 85300 Challans | Monsieur Luc Isambert | mobile
jarnoux | Jarnoux Électricité | craftsman | 31 rue de l’Artisanat | 44980 Sainte-Luce-sur-Loire | Monsieur Éric Jarnoux | mobile
kermadeuc | Kermadeuc Charpente | craftsman | 5 zone du Bois Cesbron | 44700 Orvault | Monsieur Yann Kermadeuc
lussault | Lussault Plomberie | craftsman | 10 rue du Cuivre | 44400 Rezé | Madame Karine Lussault | s4-methode mobile
mondeville | Mondevert Peinture | craftsman | 44 rue des Ocres | 35000 Rennes | Monsieur Ali Mondevert
nerval | Nervalis Conseil | civil_professional | 60 rue Crébillon | 44000 Nantes | Monsieur Simon Nerval
orgemont | Pharmacie Orgevel | trader | 1 rue de la Paix | 44110 Châteaubriant | Madame Julie Orgemont
pontchart | Pontchart Énergies | company | 88 boulevard de Doulon | 44300 Nantes | Service fournisseurs | large
quillan | Quillandre Cuisines | company | 27 rue des Ardennes | 44470 Carquefou | Madame Rosa Quillan
roncier | Roncière Événements | company | 3 rue de l’Écluse | 44000 Nantes | Monsieur Noé Roncière | s3-pre-contentieux mobile
sourdeval | Sourdevelle Transports | company | 9 rue du Fret | 44150 Ancenis-Saint-Géréon | Madame Paule Sourdeval
tremblade | Trembladelle Optique | company | 12 rue d’Orléans | 44000 Nantes | Monsieur Félix Trembladelle | s1-relance-amiable
uzerche | Uzerchoix Mobilier | company | 77 rue de la Scierie | 87000 Limoges | Madame Ève Uzerchoix | s1-relance-amiable
valbelle | Valbellin Traiteur | company | 20 rue du Four | 44000 Nantes | Monsieur Guy Valbelle
wissant | Wissandre Textiles | company | 14 rue du Rouet | 59100 Roubaix | Service comptable
xaintrie | Xaintrac Bois | company | 2 route des Scieurs | 19000 Tulle | Madame Léa Xaintrac
yvetot | Yvernaud Garage | company | 36 route de Paris | 44300 Nantes | Monsieur Rémi Yvernaud | direct-debit
zelande | Zélandine Fleurs | trader | 5 rue Contrescarpe | 44000 Nantes | Madame Iris Zélandine
arcambal | Arcambrou Fitness | company | 100 route de Clisson | 44200 Nantes | Monsieur Tom Arcambrou
belcastel | Belcastrel Assurances | company | 6 place Graslin | 44000 Nantes | Madame Anaïs Belcastrel | large
cadillon | Cadillonne Vins | company | 18 chai des Bruyères | 33000 Bordeaux | Monsieur Jean Cadillonne
doucelin | Doucelinières SCI | company | 24 rue Racine | 44000 Nantes | Madame Maud Doucelin
estaing | Estaingues Hôtellerie | company | 2 quai de la Fosse | 44000 Nantes | Monsieur Omar Estaingues | charges-waive
falaise | Falaisière Notaires | civil_professional | 9 rue Voltaire | 44000 Nantes | Maître Alix Falaisière
gimont | Gimontal Sport | company | 55 avenue des Sports | 44240 Sucé-sur-Erdre | Madame Cléo Gimontal
houlgate | Houlgatine Spa | company | 30 esplanade Benoît | 44500 La Baule-Escoublac | Madame Ada Houlgatine
illiers | Illierson Presse | company | 7 rue du Calvaire | 44000 Nantes | Monsieur Léon Illierson | unreachable
joyeuse | Crèche Les Joyeux Lutins | association | 12 rue des Écoliers | 44800 Saint-Herblain | Madame Flora Joyel
kaysers | Kayserlin Cycles | craftsman | 21 rue des Alliés | 57000 Metz | Monsieur Otto Kayserlin | alsace_moselle mobile
lormont | Lormonde Couture | craftsman | 3 passage Pommeraye | 44000 Nantes | Madame Zoé Lormonde | mobile
montsegre | Montsègre Ascenseurs | company | 48 rue de la Tour | 31000 Toulouse | Service règlements | large
`

type Row = {
  readonly key: string
  readonly name: string
  readonly kind: DebtorKind
  readonly street: string
  readonly place: string
  readonly contact: string
  readonly traits: ReadonlySet<string>
}

/** The sixty debtors, in a fixed order. */
export const DEMO_DEBTORS: readonly DemoDebtor[] = ROWS.trim().split('\n').map(readRow).map(debtorOf)

function readRow(line: string): Row {
  const [key = '', name = '', word = '', street = '', place = '', contact = '', traits = ''] = line.split(' | ')
  const kind = DEBTOR_KINDS.find((one) => one === word)
  if (!kind) throw new Error(`Unknown kind in the sample data: ${line}`)
  return { key, name, kind, street, place, contact, traits: new Set(traits.split(' ')) }
}

function debtorOf(row: Row, rank: number): DemoDebtor {
  const { key, name, kind, street, traits } = row
  const country = ['GB', 'BE'].find((code) => traits.has(code)) ?? 'FR'
  const isReachable = !traits.has('unreachable')
  const hasSiren = kind !== 'consumer' && kind !== 'foreign' && kind !== 'condominium'
  const fields: DebtorFields = {
    name,
    reference: `C${rank + 101}`,
    kind,
    siren: hasSiren ? demoSiren(rank) : null,
    language: traits.has('english') ? 'en' : 'fr',
    territory: territoryOf(row),
    directDebit: traits.has('direct-debit'),
    largeAccount: traits.has('large'),
    badPayer: traits.has('bad-payer'),
    scenarioCode: BUILT_IN_SCENARIOS.find(({ code }) => traits.has(code))?.code ?? null,
    chargesDefault: (['claim', 'waive'] as const).find((decision) => traits.has(`charges-${decision}`)) ?? null,
    ...(isReachable ? { address: { lines: [street], ...placeOf(row.place, country), country } } : {}),
  }
  return { key, fields, contact: isReachable ? contactOf(row, rank) : null }
}

function territoryOf({ traits }: Row): Territory {
  return traits.has('alsace_moselle') ? 'alsace_moselle' : 'metropole'
}

function placeOf(place: string, country: string): { postcode: string; city: string } {
  const match = country === 'GB' ? /^(\S+ \S+) (.+)$/.exec(place) : /^(\S+) (.+)$/.exec(place)
  return { postcode: match?.[1] ?? '', city: match?.[2] ?? place }
}

function contactOf({ key, kind, contact, traits }: Row, rank: number): DemoDebtor['contact'] {
  const match = /^(Madame|Monsieur|Maître|Ms|Mr) (.+)$/.exec(contact)
  const digits = String(1000 + rank * 37).padStart(4, '0')
  const isConsumer = kind === 'consumer'
  return {
    name: match?.[2] ?? contact,
    salutation: match?.[1] ?? null,
    role: isConsumer ? 'decision_maker' : match ? 'executive' : 'accounts_payable',
    email: traits.has('no-email') ? null : `${isConsumer ? 'courrier' : 'comptabilite'}@${key}.example`,
    // Numbers that the French plan keeps for fiction: 02 61 91 and 06 39 98.
    phone: isConsumer ? null : `+3326191${digits}`,
    mobile: traits.has('mobile') ? `+3363998${digits}` : null,
  }
}

/** A number of the form of a SIREN, whose check digit holds, in a range where none was given. */
function demoSiren(rank: number): string {
  const body = `1234${String(5100 + rank)}`
  const sum = [...body].reduce((total, digit, at) => total + luhnPart(Number(digit), at % 2 === 1), 0)
  return body + String((10 - (sum % 10)) % 10)
}

function luhnPart(digit: number, doubled: boolean): number {
  const value = doubled ? digit * 2 : digit
  return value > 9 ? value - 9 : value
}
