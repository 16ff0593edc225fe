import { day } from '../../day.ts'
import type { EcbRate } from '../rates.ts'

/**
 * The ECB main refinancing rate, each value from the day it takes effect (minimum bid rate from June 2000 to October 2008).
 * New rows are added by the owner, or here with a migration of their own; `verified` is false where only a secondary source
 * was read or where the exact day is unsure.
 */
export const ECB_RATES: readonly EcbRate[] = [
  {
    effectiveOn: day('1999-01-01'),
    rateMilliPct: 3000,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('1999-04-09'),
    rateMilliPct: 2500,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('1999-11-05'),
    rateMilliPct: 3000,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2000-02-04'),
    rateMilliPct: 3250,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2000-03-17'),
    rateMilliPct: 3500,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2000-04-28'),
    rateMilliPct: 3750,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2000-06-09'),
    rateMilliPct: 4250,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2000-06-28'),
    rateMilliPct: 4250,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified; switch to variable-rate tender, figure = minimum bid rate',
    verified: false,
  },
  {
    effectiveOn: day('2000-09-01'),
    rateMilliPct: 4500,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2000-10-06'),
    rateMilliPct: 4750,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2001-05-11'),
    rateMilliPct: 4500,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2001-08-31'),
    rateMilliPct: 4250,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2001-09-18'),
    rateMilliPct: 3750,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2001-11-09'),
    rateMilliPct: 3250,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2002-12-06'),
    rateMilliPct: 2750,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2003-03-07'),
    rateMilliPct: 2500,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2003-06-06'),
    rateMilliPct: 2000,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2005-12-06'),
    rateMilliPct: 2250,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2006-03-08'),
    rateMilliPct: 2500,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2006-06-15'),
    rateMilliPct: 2750,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2006-08-09'),
    rateMilliPct: 3000,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2006-10-11'),
    rateMilliPct: 3250,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2006-12-13'),
    rateMilliPct: 3500,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2007-03-14'),
    rateMilliPct: 3750,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2007-06-13'),
    rateMilliPct: 4000,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2008-07-09'),
    rateMilliPct: 4250,
    source:
      'ECB key-rates table as generally known; quarter-end values cross-checked with econstats.com/r/recb_eq1.csv; exact day unverified',
    verified: false,
  },
  {
    effectiveOn: day('2008-10-15'),
    rateMilliPct: 3750,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2008-11-12'),
    rateMilliPct: 3250,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2008-12-10'),
    rateMilliPct: 2500,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2009-01-21'),
    rateMilliPct: 2000,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2009-03-11'),
    rateMilliPct: 1500,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2009-04-08'),
    rateMilliPct: 1250,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2009-05-13'),
    rateMilliPct: 1000,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2011-04-13'),
    rateMilliPct: 1250,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2011-07-13'),
    rateMilliPct: 1500,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2011-11-09'),
    rateMilliPct: 1250,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2011-12-14'),
    rateMilliPct: 1000,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2012-07-11'),
    rateMilliPct: 750,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2013-05-08'),
    rateMilliPct: 500,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2013-11-13'),
    rateMilliPct: 250,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2014-06-11'),
    rateMilliPct: 150,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2014-09-10'),
    rateMilliPct: 50,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2016-03-16'),
    rateMilliPct: 0,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2022-07-27'),
    rateMilliPct: 500,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2022-09-14'),
    rateMilliPct: 1250,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2022-11-02'),
    rateMilliPct: 2000,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2022-12-21'),
    rateMilliPct: 2500,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2023-02-08'),
    rateMilliPct: 3000,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2023-03-22'),
    rateMilliPct: 3500,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2023-05-10'),
    rateMilliPct: 3750,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2023-06-21'),
    rateMilliPct: 4000,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2023-08-02'),
    rateMilliPct: 4250,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2023-09-20'),
    rateMilliPct: 4500,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2024-06-12'),
    rateMilliPct: 4250,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2024-09-18'),
    rateMilliPct: 3650,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2024-10-23'),
    rateMilliPct: 3400,
    source: 'banque-france.fr/en/policy-rates',
    verified: true,
  },
  {
    effectiveOn: day('2024-12-18'),
    rateMilliPct: 3150,
    source: 'retout.fr (ECB and legal rates table)',
    verified: false,
  },
  {
    effectiveOn: day('2025-02-05'),
    rateMilliPct: 2900,
    source: 'retout.fr (ECB and legal rates table)',
    verified: false,
  },
  {
    effectiveOn: day('2025-03-12'),
    rateMilliPct: 2650,
    source: 'retout.fr (ECB and legal rates table)',
    verified: false,
  },
  {
    effectiveOn: day('2025-04-23'),
    rateMilliPct: 2400,
    source: 'retout.fr (ECB and legal rates table)',
    verified: false,
  },
  {
    effectiveOn: day('2025-06-11'),
    rateMilliPct: 2150,
    source: 'ECB press release of 11 Sept 2025 restating the rate; cloudevo table of 5 Feb 2026',
    verified: true,
  },
  {
    effectiveOn: day('2026-06-17'),
    rateMilliPct: 2400,
    source: 'ECB decision of 11 June 2026: ecb.europa.eu/press/pr/date/2026/html/ecb.mp260611~4d41bd5e83.en.html',
    verified: true,
  },
  {
    effectiveOn: day('2026-09-16'),
    rateMilliPct: 2650,
    source:
      'ECB decision of 10 Sept 2026: ecb.europa.eu/press/pr/date/2026/html/ecb.mp260910~314e508016.en.html; later decisions (29 Oct 2026 on) not checked',
    verified: true,
  },
]
