// The search of a request: inside what was asked and approved, by single selectors, and looked after for trawling (PNRD-6.2b).
import { refuse, type Refusal, type Transaction } from "#platform";
import { findBySelectors, nameKey, type FoundRow, type PersonSelectors } from "#records";
import { authorityInForce } from "./authority-store.ts";
import { authorityExpired, isUsable } from "./authorities.ts";
import { mayHaveBookings } from "./code-lists.ts";
import type { ReviewCommand, Subject } from "./contract.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { openForm } from "./form.ts";
import { insertNotice, noticedSince } from "./package-store.ts";
import {
  hitsOf,
  insertReview,
  insertSearch,
  requestById,
  searchedFor,
  type RequestRecord,
} from "./request-store.ts";
import { resultsMax, selectorCount, subjectFaults, windowFaults } from "./selectors.ts";
import { digest, moveRequest, noSuchRequest, roleOf } from "./steps.ts";

/** Many small requests are one large one: above these in a day the data protection officer is told. */
export const enumerationLimits = { requests: 10, selectors: 60, persons: 60, hours: 24 } as const;

/**
 * Searches the records for the persons of an approved request and goes on to their review. More persons than a single
 * question can mean are not shown: nobody is.
 */
export async function searchRecords(
  tx: Transaction,
  id: string,
  { key }: Pick<DisclosureServices, "key">,
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  if (request.state !== "approved" || request.checked_by !== null) {
    return refuse("search-not-approved", "Records are searched from an approved request only, once.");
  }
  if (tx.actor.purpose !== request.purpose) {
    return refuse(
      "purpose-differs",
      `The request was approved for the purpose ${request.purpose ?? "(none)"}: state that one.`,
      403,
    );
  }
  const authority = await authorityInForce(tx, request.authority_id);
  if (authority === null || !isUsable(authority, tx.at)) return authorityExpired;
  const { subjects = [], window } = openForm(key, request);
  const faults = [...subjectFaults(subjects), ...(window === undefined ? [] : windowFaults(window))];
  if (window === undefined || faults.length > 0) {
    return refuse("search-too-wide", "The request names nobody singly, or its window is too long.", 422, {
      fields: faults,
    });
  }
  const role = roleOf(tx, "analyst", "protection-reviewer");
  const begun = await moveRequest(tx, request, "searching", { role, reason: "search begun" });
  if (begun !== null) return begun;
  const sources = mayHaveBookings(authority.service, request.purpose)
    ? (["api", "pnr"] as const)
    : (["api"] as const);
  const hits = new Map<string, FoundRow & { readonly subject: number }>();
  for (const [subject, asked] of subjects.entries()) {
    const rows = await findBySelectors(tx, selectorsOf(asked), {
      ...window,
      sources,
      limit: resultsMax + 1 - hits.size,
    });
    for (const row of rows) hits.set(`${row.flight_id} ${row.person_id}`, { ...row, subject });
    if (hits.size > resultsMax) break;
  }
  const tooMany = hits.size > resultsMax;
  const found = tooMany ? [] : [...hits.values()];
  await insertSearch(tx, {
    request,
    subjects: subjects.length,
    selectors: subjects.reduce((sum, subject) => sum + selectorCount(subject), 0),
    window,
    sources,
    refused: tooMany ? "too-many" : null,
    hits: found.map((row) => ({
      date: row.flight_date,
      id: row.flight_id,
      person: row.person_id,
      subject: row.subject,
    })),
  });
  tx.record({
    action: "request.searched",
    subjectKind: "request",
    subjectId: id,
    about: found.map((row) => row.person_id),
    detail: { subjects: subjects.length, found: found.length, tooMany, sources: [...sources] },
  });
  await watchEnumeration(tx, request);
  const searched = await requestById(tx, id, true);
  if (searched === null) return noSuchRequest;
  return moveRequest(tx, searched, "review", {
    role,
    reason: tooMany ? "more found than may be shown" : "search ended",
  });
}

/** What the records are asked, in the forms in which they keep it. */
export function selectorsOf(subject: Subject): PersonSelectors {
  const designator = subject.flight?.designator.toUpperCase().replace(" ", "");
  const parts = /^([A-Z0-9]{2}[A-Z]?)0*(\d{1,4})([A-Z]?)$/.exec(designator ?? "");
  const digits = subject.phone?.replace(/\D/g, "");
  return {
    ...(subject.name === undefined ? {} : { nameKey: nameKey(subject.name.surname, subject.name.given) }),
    ...(subject.birthDate === undefined ? {} : { birthDate: subject.birthDate }),
    ...(subject.document === undefined
      ? {}
      : { document: subject.document.toUpperCase().replace(/[^A-Z0-9]+/g, "") }),
    ...(subject.locator === undefined ? {} : { locator: subject.locator.toUpperCase().trim() }),
    ...(digits === undefined || subject.phone === undefined
      ? {}
      : { phones: [...new Set([subject.phone.trim(), digits, `+${digits}`])] }),
    ...(subject.email === undefined
      ? {}
      : {
          emails: [
            ...new Set([
              subject.email.trim(),
              subject.email.trim().toLowerCase(),
              subject.email.trim().toUpperCase(),
            ]),
          ],
        }),
    ...(parts === null || subject.flight === undefined
      ? {}
      : {
          flight: {
            carrier: parts[1] ?? "",
            number: parts[2] ?? "",
            suffix: parts[3] ?? "",
            date: subject.flight.date,
          },
        }),
  };
}

async function watchEnumeration(tx: Transaction, request: RequestRecord): Promise<void> {
  const since = new Date(tx.at.getTime() - enumerationLimits.hours * 3_600_000);
  const done = await searchedFor(tx, request.tenant, since);
  const above =
    done.requests >= enumerationLimits.requests ||
    done.selectors >= enumerationLimits.selectors ||
    done.persons >= enumerationLimits.persons;
  if (!above || (await noticedSince(tx, "enumeration", request.authority_id, since))) return;
  const notice = await insertNotice(tx, {
    kind: "enumeration",
    requestId: request.request_id,
    authorityId: request.authority_id,
    text: `${done.requests} requests, ${done.selectors} selectors, ${done.persons} persons within ${enumerationLimits.hours} h`,
  });
  tx.record({
    action: "notice.made",
    subjectKind: "notice",
    subjectId: notice,
    detail: { kind: "enumeration", ...done },
  });
  tx.announce("notice", notice);
}

/** One found person, reviewed by a person: whether it is who was asked about (PNRD-6.5). There is no review of several at once. */
export async function reviewPerson(
  tx: Transaction,
  id: string,
  said: ReviewCommand & {
    readonly at: { readonly date: string; readonly id: string; readonly person: string };
  },
): Promise<null | Refusal> {
  const request = await requestById(tx, id, true);
  if (request === null) return noSuchRequest;
  if (request.state !== "review")
    return refuse(
      "request-moved",
      "Persons are reviewed after the search, before the release check. Reload it.",
    );
  const hits = await hitsOf(tx, id);
  if (!hits.some((hit) => hit.flight_id === said.at.id && hit.person_id === said.at.person)) {
    return refuse("person-not-found-by-request", "The search of this request did not find this person.", 403);
  }
  const { at, person: _person, ...review } = said;
  const made = await insertReview(tx, {
    ...review,
    person: at,
    of: { request: id },
    specialist: tx.actor.roles.includes("protection-reviewer"),
  });
  if (made === null)
    return refuse("person-reviewed", "This person has been reviewed in this request already.");
  tx.record({
    action: "request.person-reviewed",
    subjectKind: "request",
    subjectId: id,
    about: [at.person],
    detail: { review: made, outcome: said.outcome, statement: digest(said.statement) },
  });
  tx.announce("request", id);
  return null;
}
