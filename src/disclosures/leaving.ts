// What would leave as it stands now: the content of a package from the records, and every gate it has to pass.
import { personProtected } from "#cases";
import { unseal, type Transaction } from "#platform";
import { flightKey, personFacts } from "#records";
import { authorityInForce, type AuthorityRow } from "./authority-store.ts";
import { isUsable, protectsComparably } from "./authorities.ts";
import { conditionsOf, elementsOf, type OpenedValue } from "./content.ts";
import type { GateResult, PackageContent } from "./contract.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { passGates } from "./gates.ts";
import { urgencyStands } from "./clocks.ts";
import { openedOf, type PackageRow } from "./package-store.ts";
import { requestById, reviewById } from "./request-store.ts";

const hour = 3_600_000;

/** Every gate of a package as it stands now. */
export async function gatesOf(tx: Transaction, row: PackageRow): Promise<readonly GateResult[]> {
  const authority = await authorityInForce(tx, row.authority_id);
  const review = await reviewById(tx, row.review_id);
  const request = row.request_id === null ? null : await requestById(tx, row.request_id);
  const usable =
    authority !== null && authority.version === row.authority_version && isUsable(authority, tx.at);
  return passGates({
    recipient: recipientOf(authority, usable, tx.at),
    purpose: row.purpose,
    offence: row.offence,
    measure: row.measure,
    category: row.category,
    bookings: row.uses_pnr,
    afterTravel: row.after_travel,
    approved: request === null ? null : request.approval === "approved" || urgencyStands(request, tx.at),
    child: row.child,
    claimant: row.claimant,
    victim: row.victim,
    helped: await personProtected(tx, { date: row.flight_date, id: row.flight_id, person: row.person_id }),
    byRule: row.by_rule,
    nationalities: row.nationalities,
    transfer: row.transfer,
    specialist: review?.specialist ?? false,
    protectionConsent: row.protection_by !== null,
    overridden: row.override_decided_by !== null,
    interpol: !row.interpol
      ? "not-needed"
      : row.interpol_checked_at !== null &&
          tx.at.getTime() - row.interpol_checked_at.getTime() < hour &&
          row.interpol_checked_at <= tx.at
        ? "fresh"
        : "stale",
  });
}

function recipientOf(authority: AuthorityRow | null, usable: boolean, at: Date) {
  return {
    kind: authority?.kind ?? ("national" as const),
    service: authority?.service ?? ("other" as const),
    country: authority?.country ?? "",
    purposes: authority?.purposes ?? [],
    offences: authority?.offences ?? [],
    deathPenalty: authority?.death_penalty ?? false,
    tortureRisk: authority?.torture_risk ?? false,
    usable,
    protects: authority !== null && protectsComparably(authority, at),
  };
}

/** What the drafter's grant opened of a masked person. */
async function openedValues(
  tx: Transaction,
  { package_id: id }: PackageRow,
  { key }: DisclosureServices,
): Promise<readonly OpenedValue[]> {
  const sealed = await openedOf(tx, id);
  if (sealed === null) return [];
  const plain = unseal(key, `package opened ${id}`, sealed);
  if (plain === null) throw new Error("what was unmasked for a package cannot be opened");
  return JSON.parse(plain.toString()) as OpenedValue[];
}

/** What would leave, word by word, as the records say it now; null where the law has taken the record away. */
export async function contentOf(
  tx: Transaction,
  row: PackageRow,
  services: DisclosureServices,
  second: string,
): Promise<PackageContent | null> {
  const facts = await personFacts(
    tx,
    `${flightKey({ date: row.flight_date, id: row.flight_id })}_${row.person_id}`,
  );
  const review = await reviewById(tx, row.review_id);
  const authority = await authorityInForce(tx, row.authority_id);
  if (facts === null || review === null || authority === null) return null;
  const request = row.request_id === null ? null : await requestById(tx, row.request_id);
  const keepUntil = row.retention_until;
  return {
    format: "openpiu-package/1",
    reference: row.reference,
    review: {
      result: "is-the-person",
      statement: review.statement,
      assertion: review.assertion,
      reliability: review.reliability,
      credibility: review.credibility,
      checks: review.checks,
      reviewedAt: review.decided_at.toISOString(),
      secondReview: { statement: second, at: tx.at.toISOString() },
    },
    from: services.unit,
    to: authority.name,
    request: request?.reference ?? null,
    legalBasis: row.legal_basis,
    purpose: row.purpose,
    offence: row.offence,
    measure: row.measure,
    measureReference: row.measure_reference,
    category: row.category,
    elements: elementsOf(facts, row.elements, row.uses_pnr, await openedValues(tx, row, services)),
    handling: row.handling,
    conditions: conditionsOf(row.handling, { purpose: row.purpose, keepUntil }),
    onwardTransfer: false,
    keepUntil,
    recallAddress: authority.recall_address,
    issuedAt: tx.at.toISOString(),
  };
}
