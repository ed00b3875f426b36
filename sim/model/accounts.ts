/**
 * Who pays whom (ODD 4): every euro of a policy or a rent leaves one account and enters another, so
 * the accounts sum to zero. Amounts are real euros a month of all households the simulated ones stand for.
 */
import { invariant } from "../core/assert.ts";

/** Those who pay and are paid. `world` is everybody outside the model. */
export const ACCOUNTS = ["households", "landlords", "investors", "public", "platforms", "world"] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Purposes of payments: from whom to whom. */
export const PURPOSES = {
  rent: { from: "households", to: "landlords" },
  rentInstitutions: { from: "households", to: "investors" },
  rentSocial: { from: "households", to: "public" },
  rentShort: { from: "world", to: "investors" },
  ownerCosts: { from: "households", to: "world" },
  homes: { from: "households", to: "households" },
  landlordsPurchase: { from: "landlords", to: "households" },
  landlordsSale: { from: "households", to: "landlords" },
  landlordsCosts: { from: "landlords", to: "world" },
  landlordsTax: { from: "landlords", to: "public" },
  investorsPurchase: { from: "investors", to: "households" },
  investorsSale: { from: "households", to: "investors" },
  investorsCosts: { from: "investors", to: "world" },
  investorsTax: { from: "investors", to: "public" },
  vacancyTax: { from: "households", to: "public" },
  policy: { from: "public", to: "world" },
  savings: { from: "world", to: "public" },
  carbonPrice: { from: "households", to: "public" },
  dataCentreLevy: { from: "platforms", to: "public" },
  repairs: { from: "households", to: "world" },
  disaster: { from: "public", to: "world" },
  platformCity: { from: "public", to: "platforms" },
  cancelled: { from: "public", to: "platforms" },
  platformLevy: { from: "platforms", to: "public" },
  benefits: { from: "public", to: "households" },
} as const satisfies Record<string, { readonly from: Account; readonly to: Account }>;

export type Purpose = keyof typeof PURPOSES;

/** Euros paid this month by purpose. */
export type Ledger = { [P in Purpose]: number };

/** A ledger in which nobody has paid yet. */
export function makeLedger(): Ledger {
  return Object.fromEntries(Object.keys(PURPOSES).map((each) => [each, 0])) as Ledger;
}

/** Forgets all payments: a new month. */
export function emptyLedger(ledger: Ledger): void {
  for (const each of Object.keys(PURPOSES)) ledger[each as Purpose] = 0;
}

/** Books a payment of the month. @param eur real euros, at least 0 */
export function pay(ledger: Ledger, purpose: Purpose, eur: number): void {
  invariant(eur >= 0 && eur < Number.POSITIVE_INFINITY, () => `${purpose}: a payment of ${eur} EUR`);
  ledger[purpose] += eur;
}

/**
 * What policies cost the public this month, less their revenue [EUR]. Rents of social dwellings, which
 * keep these dwellings up, are left out: nobody counts their upkeep. Benefits of the unemployed are in.
 */
export function publicCost(ledger: Ledger): number {
  return ledger.rentSocial - balance(ledger, "public");
}

/** Received less paid by an account this month [EUR]. */
export function balance(ledger: Ledger, account: Account): number {
  let sum = 0;
  for (const [purpose, { from, to }] of Object.entries(PURPOSES)) {
    const eur = ledger[purpose as Purpose];
    if (to === account) sum += eur;
    if (from === account) sum -= eur;
  }
  return sum;
}
