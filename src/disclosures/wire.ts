// Requests and packages as the unit's screens are shown them.
import { displayNames } from "#access";
import type { Transaction } from "#platform";
import { flightKey, personFacts, personsFound } from "#records";
import { maskName } from "#vocabulary";
import { authorityInForce, authorityVersion } from "./authority-store.ts";
import { mayHaveBookings, remedies, silentRefusals, type RefusalCode } from "./code-lists.ts";
import type { FoundPerson, PackageView, RequestDetail, RequestQueue, RequestRow } from "./contract.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { openForm } from "./form.ts";
import { gatesOf } from "./leaving.ts";
import { packagesOf, recallsOf, type PackageRow } from "./package-store.ts";
import {
  earlierRequests,
  hitsOf,
  requestRows,
  reviewsOf,
  searchesOf,
  stepsOf,
  type RequestRecord,
} from "./request-store.ts";
import { requestType } from "./request-types.ts";
import { formFaults } from "./requests.ts";

const shownMax = 200;

export function wireRow(row: RequestRecord, at: Date): RequestRow {
  return {
    id: row.request_id,
    reference: row.reference,
    type: row.type,
    direction: row.direction,
    state: row.state,
    authority: { id: row.authority_id, name: row.authority_name, country: row.authority_country },
    purpose: row.purpose,
    offence: row.offence,
    urgent: row.urgent,
    needsApproval: row.after_travel || row.masked,
    submittedAt: row.submitted_at?.toISOString() ?? null,
    clock:
      row.due_at === null
        ? null
        : { kind: row.due_kind ?? "answer", dueAt: row.due_at.toISOString(), overdue: row.due_at <= at },
  };
}

export async function wireQueue(tx: Transaction, show: "open" | "ended"): Promise<RequestQueue> {
  const waiting = show === "open" ? await packagesOf(tx, { waiting: true }) : [];
  const recipients = new Map<string, string>();
  for (const { authority_id: id } of waiting) {
    if (!recipients.has(id)) recipients.set(id, (await authorityInForce(tx, id))?.name ?? "");
  }
  return {
    asOf: tx.at.toISOString(),
    requests: (await requestRows(tx, show, shownMax)).map((row) => wireRow(row, tx.at)),
    waiting: waiting.map((row) => ({
      id: row.package_id,
      reference: row.reference,
      caseId: row.case_id,
      recipient: recipients.get(row.authority_id) ?? "",
    })),
  };
}

/** One request with everything in it. Persons in clear only where a purpose was stated and it is looked at for the search. */
export async function wireRequest(
  tx: Transaction,
  row: RequestRecord,
  { key }: Pick<DisclosureServices, "key">,
): Promise<RequestDetail> {
  const fields = openForm(key, row);
  const id = row.request_id;
  const steps = await stepsOf(tx, id);
  const searches = await searchesOf(tx, id);
  const found = tx.actor.purpose === null ? [] : await foundPersons(tx, row);
  const packages = await wirePackages(tx, await packagesOf(tx, { request: id }));
  const names = await displayNames(
    tx,
    [
      ...steps.map(({ actor }) => actor),
      ...searches.map(({ by }) => by),
      row.legal_by,
      row.urgency_by,
      row.urgency_confirmed_by,
    ].filter((who) => who !== null),
  );
  const by = (who: string) => ({ id: who, name: names.get(who) ?? who });
  const type = requestType(row.type);
  const authority = await authorityInForce(tx, row.authority_id);
  const code = row.refusal_code as RefusalCode | null;
  return {
    request: wireRow(row, tx.at),
    fields,
    owed:
      type === undefined || authority === null ? [] : [...formFaults(type, fields, authority, tx.at).owed],
    afterTravel: row.after_travel,
    approval: row.approval,
    approvalId: row.approval_id,
    legal:
      row.legal_by === null || row.legal_at === null
        ? null
        : {
            lawful: row.lawful === true,
            reason: row.legal_reason ?? "",
            by: by(row.legal_by),
            at: row.legal_at.toISOString(),
          },
    urgency:
      row.urgency_by === null
        ? null
        : {
            by: by(row.urgency_by),
            reason: row.urgency_reason ?? "",
            confirmed: row.urgency_confirmed_by === null ? null : by(row.urgency_confirmed_by),
            until: row.urgency_until?.toISOString() ?? null,
          },
    refusal:
      code === null
        ? null
        : {
            code,
            reason: row.refusal_reason ?? row.legal_reason ?? "",
            remedy: remedies[code],
            told: !silentRefusals.includes(code),
          },
    result: row.result,
    said: row.said,
    searches: searches.map((each) => ({
      at: each.at.toISOString(),
      by: by(each.by),
      selectors: each.selectors,
      found: each.found,
      refused: each.refused,
    })),
    found,
    packages,
    steps: steps.map((each) => ({
      from: each.from_state,
      to: each.to_state,
      by: by(each.actor),
      role: each.role,
      reason: each.reason,
      profile: each.profile,
      at: each.at.toISOString(),
    })),
    earlier: (await earlierRequests(tx, row)).map((each) => ({
      id: each.request_id,
      reference: each.reference,
      state: each.state,
      submittedAt: each.submitted_at?.toISOString() ?? null,
    })),
  };
}

async function foundPersons(tx: Transaction, request: RequestRecord): Promise<FoundPerson[]> {
  const hits = await hitsOf(tx, request.request_id);
  const authority = await authorityInForce(tx, request.authority_id);
  const bookings = authority !== null && mayHaveBookings(authority.service, request.purpose);
  const rows = await personsFound(
    tx,
    hits.map((hit) => ({ date: hit.flight_date, id: hit.flight_id, person: hit.person_id })),
    bookings ? ["api", "pnr"] : ["api"],
  );
  const reviews = await reviewsOf(tx, request.request_id);
  return rows.map((row) => {
    const flight = flightKey({ date: row.flight_date, id: row.flight_id });
    const same = (each: { flight_id: string; person_id: string }) =>
      each.flight_id === row.flight_id && each.person_id === row.person_id;
    return {
      key: `${flight}_${row.person_id}`,
      subject: hits.find(same)?.subject ?? 0,
      surname: row.surname,
      given: row.given,
      birthDate: row.birth_date,
      nationality: row.nationality,
      document: row.document,
      sources: row.sources,
      flight: {
        key: flight,
        designator: row.designator,
        origin: row.origin,
        destination: row.destination,
        date: row.flight_date,
      },
      reviewed: reviews.find(same)?.outcome ?? null,
    };
  });
}

export async function wirePackages(tx: Transaction, rows: readonly PackageRow[]): Promise<PackageView[]> {
  const recalls = await recallsOf(
    tx,
    rows.map((row) => row.package_id),
  );
  const names = await displayNames(
    tx,
    rows.flatMap((row) => [row.drafted_by, row.second_by, row.protection_by]).filter((id) => id !== null),
  );
  const by = (id: string) => ({ id, name: names.get(id) ?? id });
  const views: PackageView[] = [];
  for (const row of rows) {
    const authority = await authorityVersion(tx, row.authority_id, row.authority_version);
    const personKey = `${flightKey({ date: row.flight_date, id: row.flight_id })}_${row.person_id}`;
    const first = tx.actor.purpose === null ? undefined : (await personFacts(tx, personKey))?.sources[0];
    views.push({
      id: row.package_id,
      reference: row.reference,
      state: row.state,
      personKey,
      maskedName: first === undefined ? "" : maskName(first.surname, first.given),
      recipient: {
        id: row.authority_id,
        name: authority?.name ?? "",
        country: authority?.country ?? "",
        kind: authority?.kind ?? "",
      },
      requestId: row.request_id,
      caseId: row.case_id,
      purpose: row.purpose,
      offence: row.offence,
      measure: row.measure,
      category: row.category,
      elements: row.elements,
      beyondUsual: row.beyond_usual,
      handling: row.handling,
      keepUntil: row.retention_until,
      flags: {
        child: row.child,
        claimant: row.claimant,
        victim: row.victim,
        freeMovement: row.free_movement,
        afterTravel: row.after_travel,
        bookings: row.uses_pnr,
      },
      gates: row.state === "release-check" ? [...(await gatesOf(tx, row))] : [],
      drafted: { by: by(row.drafted_by), at: row.drafted_at.toISOString() },
      released:
        row.second_by === null || row.released_at === null
          ? null
          : { by: by(row.second_by), at: row.released_at.toISOString(), hash: row.hash ?? "" },
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      acknowledgementDueAt: row.ack_due_at?.toISOString() ?? null,
      openedAt: row.opened_at?.toISOString() ?? null,
      outcome:
        row.outcome === null || row.outcome_at === null
          ? null
          : { code: row.outcome, text: row.outcome_text, at: row.outcome_at.toISOString() },
      outcomeDueAt: row.outcome_due_at?.toISOString() ?? null,
      recalls: recalls
        .filter(({ packages }) => packages.includes(row.package_id))
        .map((each) => ({
          kind: each.kind,
          cause: each.cause,
          madeAt: each.made_at.toISOString(),
          acknowledgedAt: each.acknowledged_at?.toISOString() ?? null,
        })),
      protectionConsent:
        row.protection_by === null || row.protection_at === null
          ? null
          : { by: by(row.protection_by), at: row.protection_at.toISOString() },
      override:
        row.override_by === null
          ? null
          : {
              asked: true,
              joined: row.override_joined_by !== null,
              decided: row.override_decided_by !== null,
            },
    });
  }
  return views;
}
