/**
 * Headings met in exports of French and English accounting and invoicing packages, by what they mean; phrases are separated by commas.
 * Accents, case, punctuation, small words and « en euros » do not count. A phrase listed under two fields is decided by what the
 * column holds. `ignored` is a meaning too: an amount without tax is known, and not used.
 */
export const HEADING_PHRASES = {
  invoiceNumber: `
    n° facture, numéro de facture, facture, facture n°, numéro, n° pièce, pièce, réf facture,
    référence facture, n° document, document, n° doc, référence, réf, réf pièce, référence pièce, pieceref,
    invoice, invoice number, invoice no, invoice #, invoice id, document number, number, bill number,
    invoice reference, voucher number, doc no, n° avoir facture, code facture, identifiant facture,
    facture concernée, n° de la facture, libellé facture, facture avoir`,
  issuedOn: `
    date, date facture, date de facturation, facturé le, date pièce, date document, date doc, émise le,
    date émission, émission, date écriture, date comptable, date opération, invoice date, issue date,
    issued on, issued, document date, posting date, date issued, bill date, date of issue, créée le,
    date de création, date vente, invoiced on, transaction date, piecedate`,
  dueOn: `
    échéance, date échéance, date d’échéance, échéance le, à échéance le, due date, due, due on, payment due,
    payment due date, date limite de paiement, date limite, à payer avant le, à régler avant le, payable le,
    date de paiement prévue, date règlement prévue, exigible le, date exigibilité, date ech, ech, maturity,
    maturity date, pay by, date due, échéance prévue, date paiement attendue`,
  amount: `
    montant ttc, ttc, total ttc, montant, montant facture, total, total facture, montant total,
    montant total ttc, prix ttc, net à payer, somme, montant initial, montant origine, montant de la facture,
    amount, total amount, amount incl tax, amount including tax, amount incl vat, gross, gross amount,
    invoice amount, invoice total, grand total, original amount, total incl tax, total inc vat, valeur,
    montant t t c, montant dû initial, total t t c, montant brut ttc, facture ttc, montant du règlement,
    montant ttc facture, amount including vat, montant pièce, montant signé, total toutes taxes,
    montant document, montant échéance`,
  balance: `
    solde, solde dû, reste dû, restant dû, reste à payer, restant à payer, reste à régler, restant, reste,
    solde restant, montant dû, montant restant dû, montant restant, solde facture, non réglé, impayé,
    montant impayé, solde ttc, encours, dû, à payer, à régler, à encaisser, reste à encaisser, balance,
    balance due, amount due, outstanding, outstanding amount, amount outstanding, open amount, remaining,
    remaining amount, unpaid, unpaid amount, amount unpaid, open balance, total due, montant ouvert,
    solde client, montant non soldé, reste à percevoir, residual, amount residual, residual amount,
    reste dû ttc, solde à payer, solde non lettré, restant dû ttc`,
  paid: `
    réglé, montant réglé, déjà réglé, payé, montant payé, déjà payé, encaissé, montant encaissé, versé,
    acompte, acomptes, acompte versé, reçu, règlement, règlements, paiement, paiements, paid, amount paid,
    paid amount, payments, received, amount received, paid to date, total réglé, total payé, montant reçu,
    déjà versé, réglé ttc, montant du paiement, montant règlement, payment amount, montant versé,
    montant lettré`,
  debit: 'débit, debit, montant débit, mouvement débit, débits, solde débiteur, debit amount',
  credit: 'crédit, credit, montant crédit, mouvement crédit, crédits, solde créditeur, credit amount',
  currency: 'devise, monnaie, code devise, currency, currency code, dev, cur, idevise',
  documentType: `
    type, type de pièce, type pièce, type document, type de document, nature, nature pièce, document type,
    invoice type, type facture, sens, type de facture, doc type, facture ou avoir, catégorie document, genre`,
  status: `
    statut, état, status, state, situation, statut facture, état facture, payment status, statut de paiement,
    invoice status, réglé, payée, soldée, paid`,
  label: `
    libellé, objet, description, intitulé, désignation, commentaire, commentaires, motif, subject, memo,
    détail, libellé écriture, note, notes, prestation, objet facture, ecriturelib, libellé opération, details,
    comment, chantier, affaire, dossier, projet, project`,
  partyName: `
    client, nom client, nom du client, raison sociale, société, entreprise, débiteur, nom débiteur,
    dénomination, nom, nom tiers, nom du tiers, tiers, intitulé, intitulé client, intitulé tiers,
    intitulé compte, intitulé du compte, libellé compte, libellé tiers, compauxlib, nom société,
    nom ou raison sociale, nom raison sociale, raison sociale client, customer, customer name, client name,
    company, company name, name, debtor, debtor name, bill to, billed to, partner, partenaire, organisation,
    organization, account name, contact, nom entreprise, destinataire, acheteur, buyer, patient, nom complet,
    dénomination sociale, nom du débiteur, nom adhérent, adhérent, payeur, payer`,
  partyReference: `
    code client, n° client, réf client, référence client, id client, identifiant client, code tiers, n° tiers,
    tiers, compte, compte client, n° compte, compte tiers, compte auxiliaire, code auxiliaire, auxiliaire,
    compauxnum, comptenum, customer code, customer id, customer number, customer no, client code, client id,
    client number, account, account number, account code, code, client, customer, matricule, code débiteur,
    n° débiteur, customer reference, debtor code, contact code, code adhérent, n° adhérent`,
  purchaseOrder: `
    n° commande, commande, bon de commande, n° bon de commande, réf commande, référence commande, po,
    po number, purchase order, order number, votre référence, réf client commande, n° engagement,
    numéro d’engagement, bdc, réf client, référence client, n° bdc, customer po, order, your reference, code service`,
  siren: `
    siren, n° siren, numéro siren, siren client, company registration number, registration number, code siren`,
  siret: 'siret, n° siret, numéro siret, siret client, code siret, siren siret, n° siren siret',
  vatNumber: `
    n° tva, numéro de tva, tva intracommunautaire, tva intracom, tva intra, n° tva intracommunautaire,
    n° tva intra, n° tva intracom, identifiant tva, code tva intracommunautaire, vat number, vat no, vat id,
    tax id, vat registration number, tva`,
  partyKind: `
    type client, type de client, catégorie, catégorie client, nature client, customer type, client type,
    particulier professionnel, qualité, type tiers, type de tiers, forme juridique, pro ou particulier, type`,
  contactName: `
    contact, nom contact, nom du contact, interlocuteur, à l’attention de, attention, contact name,
    contact person, personne à contacter, responsable, prénom nom, contact principal, contact comptabilité,
    contact facturation, nom interlocuteur, prénom et nom`,
  salutation: 'civilité, titre, title, civ, salutation, mme m, m mme',
  contactRole: 'fonction, rôle, poste, job title, role, position, fonction contact, service',
  email: `
    e-mail, email, mail, courriel, adresse e-mail, adresse mail, adresse électronique, mél, email client,
    e-mail client, mail client, email contact, e-mail contact, mail contact, email address, email facturation,
    e-mail facturation, email comptabilité, e-mail comptabilité, customer email, contact email, billing email,
    mail comptabilité, mail facturation, courrier électronique`,
  phone: `
    téléphone, tél, téléphone fixe, tél fixe, n° téléphone, n° tél, numéro de téléphone, phone, phone number,
    telephone, telephone number, fixe, téléphone 1, tél 1, téléphone client, tél client, work phone, standard,
    tel contact, téléphone contact, téléphone bureau`,
  mobile: `
    mobile, portable, téléphone portable, tél portable, téléphone mobile, tél mobile, gsm, n° portable,
    n° mobile, mobile phone, cell, cell phone, téléphone 2, tél 2, mobile number`,
  addressLine1: `
    adresse, adresse 1, rue, adresse ligne 1, ligne 1, adresse facturation, adresse de facturation,
    adresse client, address, address 1, address line 1, street, street address, billing address, voie,
    n° et voie, adresse postale, numéro et rue, numéro et voie, adresse complète`,
  addressLine2: `
    adresse 2, complément adresse, complément d’adresse, complément, adresse ligne 2, ligne 2, address 2,
    address line 2, complément adresse 1, bâtiment, suite adresse`,
  addressLine3: `
    adresse 3, adresse ligne 3, ligne 3, lieu dit, bp, address 3, address line 3, boîte postale,
    complément adresse 2`,
  postcode: `
    code postal, cp, c p, code post, postcode, postal code, zip, zip code, zipcode, code postal client,
    cp client, code postal facturation`,
  city: 'ville, commune, localité, city, town, ville client, ville facturation, bureau distributeur',
  country: 'pays, country, code pays, country code, pays client, pays facturation',
  paidOn: `
    date règlement, date de règlement, réglé le, date paiement, date de paiement, payé le, encaissé le,
    date encaissement, date valeur, date de valeur, payment date, date paid, paid on, paid date, received on,
    date received, date du règlement, date du paiement, date dernier règlement, dernier règlement,
    date dernier paiement, réglé, payé, paid, date réception, règlement le, value date, date virement`,
  paymentReference: `
    référence règlement, référence paiement, réf règlement, réf paiement, n° règlement, n° chèque, n° paiement,
    référence virement, n° pièce règlement, payment reference, payment number, payment id, cheque number,
    transaction, transaction id, n° transaction, référence bancaire, réf bancaire, n° remise,
    référence, réf, reference`,
  paymentMethod: `
    mode de règlement, mode règlement, mode paiement, mode de paiement, moyen de paiement, moyen paiement,
    type de règlement, type règlement, payment method, payment type, payment mode, means of payment,
    moyen de règlement, moyen`,
  ignored: `
    montant ht, total ht, ht, prix ht, hors taxes, montant hors taxe, montant hors taxes, base ht, montant tva,
    total tva, taux tva, taux de tva, tva 20, tva, vat, vat amount, tax, tax amount, net amount, net, subtotal,
    amount excl tax, amount excl vat, total excl tax, jours de retard, retard, nb jours, nombre de jours,
    nb jours retard, jours retard, days overdue, days late, age, non échu, échu, à échoir, 0 30, 0 30 jours,
    1 30, 1 30 jours, 30 60, 31 60, 31 60 jours, 60 90, 61 90, 61 90 jours, 90, 90 jours, plus 90 jours,
    de 90 jours, 120, journal, code journal, lettrage, lettre, let, l, solde cumulé, solde progressif, cumul,
    relance, niveau relance, niveau de relance, date relance, dernière relance, commercial, représentant,
    vendeur, code représentant, date livraison, delivery date, conditions, conditions de règlement,
    conditions de paiement, délai, délai de paiement, délai de règlement, payment terms, terms, iban, bic, rib,
    site web, site internet, website, fax, télécopie, n° écriture, n° mouvement, n° ligne, solde compte,
    created at, updated at, modifié le, mis à jour le, code naf, code ape, naf, ape, capital, rcs, prénom,
    agence, établissement, analytique, section, contrepartie, fichier, pdf, url, lien, link, envoyée le,
    sent on, date envoi, remise, discount, quantité, quantity`,
} as const
