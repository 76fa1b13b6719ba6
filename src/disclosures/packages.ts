// A package from its draft to its release: one person, one recipient, what is needed and no more, past every gate, by two persons.
import { unmaskedFor } from "#approvals";
import { isRefusal, newId, refuse, seal, type Refusal, type Transaction } from "#platform";
import { awaitsNcb, confirmedAlert, type ConfirmedAlert } from "#cases";
import { flightKey, partsOfKey, personFacts, type PersonFacts } from "#records";
import { alpha2, travelDocumentCodeKind } from "#vocabulary";
import { interpolLists } from "#watchlists";
import { adverseFaults } from "./adverse.ts";
import { authorityInForce } from "./authority-store.ts";
import { authorityExpired, isUsable, noSuchAuthority } from "./authorities.ts";
import { acknowledgementDue, outcomeDue } from "./clocks.ts";
import { accusingCategories, mayHaveBookings, protectiveMeasures } from "./code-lists.ts";
import { elementsOf, factsHash, type OpenedValue } from "./content.ts";
import type { Referral, ReplyPackage } from "./contract.ts";
import type { DisclosureServices } from "./disclosure-services.ts";
import { elementFacts, usualElements, type Element } from "./elements.ts";
import { unitKey, wrap } from "./envelope.ts";
import { contentOf, gatesOf } from "./leaving.ts";
import { hasRightToEnter, isChild } from "./gates.ts";
import { changePackage, insertNotice, insertPackage, packageById, type PackageRow } from "./package-store.ts";
import { insertReview, nextReference, requestById, reviewsOf, type RequestRecord } from "./request-store.ts";
import { digest, noSuchRequest } from "./steps.ts";

export const noSuchPackage = refuse("no-such-package", "There is no such package. Reload the page.", 404);
const recordGone = refuse(
  "record-gone",
  "The law has taken the person's record away: nothing can be told.",
  410,
);
const hour = 3_600_000;

/** What the records say of somebody that the gates go by. */
type Standing = {
  readonly child: boolean;
  readonly claimant: boolean;
  readonly victim: boolean;
  readonly freeMovement: boolean;
  readonly nationalities: readonly string[];
  readonly due: Date | null;
};

/** Flags by the data and by what persons said; whichever says so, protects. */
function standingOf(
  facts: PersonFacts,
  said: {
    readonly flags: readonly string[];
    readonly origin: string | null;
    readonly protects: boolean;
    readonly state: string;
    /** Of a masked person, what was opened. */
    readonly births: readonly string[];
  },
): Standing {
  const births = [
    ...facts.sources.map(({ birthDate }) => birthDate).filter((date) => date !== null),
    ...said.births,
  ];
  const ages = births.map((birth) => isChild(birth, facts.flight.flight_date));
  const typed = facts.sources.some(({ facts: more }) =>
    more.some(({ label, value }) => label === "type" && /^(CHD|INF|IN|CH|UNN|UMNR)$/i.test(value)),
  );
  const codes = facts.sources.flatMap(({ nationality, documents }) => [
    nationality,
    ...documents.map(({ issuer }) => issuer),
  ]);
  const nationalities = [
    ...facts.sources.map(({ nationality }) => (nationality === null ? undefined : alpha2(nationality))),
    said.origin ?? undefined,
  ].filter((code) => code !== undefined);
  const { flight } = facts;
  return {
    // Unknown age with any sign of a child is taken for one (HR-CHILD-2).
    child: said.flags.includes("child") || ages.includes(true) || (typed && !ages.includes(false)),
    // A refugee's or stateless person's document is no indicator of risk: it is a reason to protect (HR-NR-2).
    claimant:
      said.flags.includes("asylum") ||
      codes.some((code) => code !== null && travelDocumentCodeKind(code) === "person-status"),
    victim: said.flags.includes("victim") || said.protects,
    nationalities: [...new Set(nationalities)],
    freeMovement: hasRightToEnter(nationalities, said.state),
    due:
      flight.direction === "inbound"
        ? (flight.arrives_at ?? flight.departs_at)
        : (flight.departs_at ?? flight.arrives_at),
  };
}

/** The assessment before arrival ends with it, some hours for the border included (PNRD-6.2a). */
const assessmentHours = 6;

function isOver(due: Date | null, flightDate: string, at: Date, graceHours: number): boolean {
  const end = due ?? new Date(Date.parse(flightDate) + 48 * hour);
  return end.getTime() + graceHours * hour < at.getTime();
}

type Choice = Omit<ReplyPackage, "person">;

function choiceFaults(
  choice: Choice,
  offence: string | null,
  asked: readonly Element[] | null,
): null | Refusal {
  const strange = choice.elements.filter((element) => asked !== null && !asked.includes(element));
  if (strange.length > 0) {
    return refuse("element-not-asked", `Nobody asked for: ${strange.join(", ")}. Leave it out.`, 422, {
      fields: [{ field: "elements", text: "only what was asked for" }],
    });
  }
  const usual = usualElements(choice.measure, offence);
  const beyond = choice.elements.filter((element) => !usual.includes(element));
  if (beyond.length > 0 && (choice.beyondUsual ?? "").trim().length < 10) {
    return refuse(
      "more-than-needed",
      `More than this measure and offence usually need: ${beyond.join(", ")}. Say why, or leave it out.`,
      422,
      {
        fields: [{ field: "beyondUsual", text: "why these elements are needed" }],
      },
    );
  }
  return null;
}

/** Drafts the package of one person whom a request asked about and who was reviewed as the one. Returns its id. */
export async function draftReply(
  tx: Transaction,
  requestId: string,
  said: ReplyPackage,
  services: DisclosureServices,
): Promise<string | Refusal> {
  const request = await requestById(tx, requestId, true);
  if (request === null) return noSuchRequest;
  if (request.state !== "review" && request.state !== "release-check") {
    return refuse("request-moved", "Packages are drafted after the review. Reload the request.");
  }
  const { person, date, id } = partsOfKey(said.person);
  const review = (await reviewsOf(tx, requestId)).find(
    (each) => each.flight_id === id && each.person_id === person,
  );
  if (review?.outcome !== "is-the-person") {
    return refuse(
      "person-not-reviewed",
      "Nobody has found by an individual review that this is the person asked about.",
      409,
    );
  }
  const refusal = choiceFaults(said, request.offence, request.fields.elements ?? []);
  if (refusal !== null) return refusal;
  const opened =
    said.unmasking === undefined
      ? null
      : await unmaskedFor(tx, services.key, said.unmasking, `${flightKey({ date, id })}_${person}`);
  if (isRefusal(opened)) return opened;
  return draft(tx, services, {
    choice: said,
    person: { date, id, person },
    opened: opened === null || said.unmasking === undefined ? null : { by: said.unmasking, values: opened },
    request,
    alert: null,
    authorityId: request.authority_id,
    purpose: request.purpose ?? "SERIOUS",
    offence: request.offence,
    legalBasis: request.legal_basis ?? "LB-CASE",
    reviewId: review.review_id,
    reviewedBy: review.decided_by,
    flags: [...said.protection, ...(request.fields.protection ?? [])],
    origin: request.fields.origin ?? null,
    interpolCheckedAt: null,
  });
}

/** Refers a confirmed alert to an authority: the review that it rests on, and the package, to be released by another. Returns its id. */
export async function draftReferral(
  tx: Transaction,
  said: Referral,
  services: DisclosureServices,
): Promise<string | Refusal> {
  const alert = await confirmedAlert(tx, said.alertKind, said.alertId);
  if (alert === null) {
    return refuse(
      "alert-not-confirmed",
      "Only what a person has confirmed is referred: decide the alert first.",
      409,
    );
  }
  const refusal = choiceFaults(said, said.offence, null);
  if (refusal !== null) return refusal;
  const person = { date: alert.flight_date, id: alert.flight_id, person: alert.person_id };
  const reviewId = await insertReview(tx, {
    outcome: "is-the-person",
    statement: said.statement,
    checks: said.checks,
    assertion: said.assertion,
    reliability: said.reliability,
    credibility: said.credibility,
    person,
    of: { alert: said.alertId, kind: said.alertKind, decision: alert.decision_id },
    specialist: tx.actor.roles.includes("protection-reviewer"),
  });
  if (reviewId === null) return noSuchPackage;
  return draft(tx, services, {
    choice: said,
    person,
    opened: null,
    request: null,
    alert: { ...alert, kind: said.alertKind },
    authorityId: said.authorityId,
    purpose: said.purpose,
    offence: said.offence,
    legalBasis: said.purpose === "CHILD_PROTECTION" ? "LB-CHILD" : "LB-ASSESS",
    reviewId,
    reviewedBy: tx.actor.id,
    flags: said.protection,
    origin: null,
    interpolCheckedAt: said.interpolCheckedAt === undefined ? null : new Date(said.interpolCheckedAt),
  });
}

async function draft(
  tx: Transaction,
  { profile, key: sealing }: DisclosureServices,
  made: {
    readonly choice: Choice;
    readonly person: { readonly date: string; readonly id: string; readonly person: string };
    readonly opened: { readonly by: string; readonly values: readonly OpenedValue[] } | null;
    readonly request: RequestRecord | null;
    readonly alert: (ConfirmedAlert & { readonly kind: "listed" | "rule" }) | null;
    readonly authorityId: string;
    readonly purpose: string;
    readonly offence: string | null;
    readonly legalBasis: string;
    readonly reviewId: string;
    readonly reviewedBy: string;
    readonly flags: readonly string[];
    readonly origin: string | null;
    readonly interpolCheckedAt: Date | null;
  },
): Promise<string | Refusal> {
  const authority = await authorityInForce(tx, made.authorityId);
  if (authority === null) return noSuchAuthority;
  if (!isUsable(authority, tx.at)) return authorityExpired;
  const key = `${flightKey(made.person)}_${made.person.person}`;
  const facts = await personFacts(tx, key);
  if (facts === null) return recordGone;
  const standing = standingOf(facts, {
    flags: made.flags,
    origin: made.origin,
    protects: made.alert?.protects ?? false,
    state: profile.state,
    births: (made.opened?.values ?? [])
      .filter(({ field }) => field === "birth_date")
      .map(({ value }) => value),
  });
  const bookings = mayHaveBookings(authority.service, made.purpose);
  const elements = made.choice.elements.filter((element) => bookings || !elementFacts[element].booking);
  if (elements.length === 0) {
    return refuse(
      "nothing-left",
      "Of what was chosen this authority may be told nothing: it comes from bookings.",
      422,
    );
  }
  const { choice } = made;
  const isProtected = standing.child || standing.claimant || standing.victim;
  const handling =
    isProtected && !choice.handling.includes("HP") ? [...choice.handling, "HP" as const] : choice.handling;
  const faults = protectionFaults(choice, standing, made.alert?.kind === "rule");
  if (faults !== null) return faults;
  const adverse = await adverseFaults(tx, choice, made);
  if (adverse !== null) return adverse;
  const id = newId(tx.at);
  const interpol = made.alert === null ? [] : await interpolLists(tx, made.alert.lists);
  await insertPackage(tx, {
    package_id: id,
    reference: await nextReference(tx, "package"),
    request_id: made.request?.request_id ?? null,
    case_id: made.alert?.case_id ?? null,
    review_id: made.reviewId,
    reviewed_by: made.reviewedBy,
    authority_id: authority.authority_id,
    authority_version: authority.version,
    tenant: authority.tenant,
    flight_date: made.person.date,
    flight_id: made.person.id,
    person_id: made.person.person,
    legal_basis: made.legalBasis,
    purpose: made.purpose,
    offence: made.offence,
    measure: choice.measure,
    measure_reference: choice.measureReference ?? null,
    elements,
    beyond_usual: choice.beyondUsual ?? null,
    handling,
    retention_until: new Date(tx.at.getTime() + choice.keepDays * 24 * hour).toISOString().slice(0, 10),
    category: choice.category,
    uses_pnr: bookings && elementsOf(facts, elements, true).some(({ source }) => source === "pnr"),
    after_travel: isOver(standing.due, made.person.date, tx.at, made.request === null ? assessmentHours : 0),
    child: standing.child,
    claimant: standing.claimant,
    victim: standing.victim,
    free_movement: standing.freeMovement,
    by_rule: made.alert?.kind === "rule",
    nationalities: [...standing.nationalities],
    transfer: choice.transfer ?? null,
    interpol: interpol.length > 0,
    interpol_checked_at: made.interpolCheckedAt,
    // A reply goes to its check with its request; a referral waits for its second person at once.
    state: "release-check",
    drafted_by: tx.actor.id,
    drafted_at: tx.at,
    ...(made.opened === null
      ? {}
      : {
          unmasked_by: made.opened.by,
          sealed_opened: seal(
            sealing,
            `package opened ${id}`,
            Buffer.from(JSON.stringify(made.opened.values)),
          ),
        }),
  });
  tx.record({
    action: "package.drafted",
    subjectKind: "package",
    subjectId: id,
    about: [made.person.person],
    recipient: authority.tenant,
    detail: {
      elements,
      measure: choice.measure,
      purpose: made.purpose,
      review: made.reviewId,
      request: made.request?.request_id ?? null,
      unmasking: made.opened?.by ?? null,
    },
  });
  tx.announce("package", id);
  return id;
}

/** What would never pass is not drafted either: the database refuses it as well. */
function protectionFaults(choice: Choice, { child, victim }: Standing, byRule: boolean): null | Refusal {
  if (choice.measure === "ARREST-WARRANT-EXISTS" && choice.measureReference === undefined) {
    return refuse("warrant-reference-needed", "Give the number of the warrant.", 422, {
      fields: [{ field: "measureReference", text: "the number" }],
    });
  }
  if (child && byRule && accusingCategories.includes(choice.category)) {
    return refuse("child-no-suspect", "A child is never a suspect by a rule: choose another category.", 422, {
      fields: [{ field: "category", text: "not a suspect" }],
    });
  }
  if (victim && accusingCategories.includes(choice.category)) {
    return refuse("victim-no-suspect", "A victim is not told of as a suspect.", 422, {
      fields: [{ field: "category", text: "not a suspect" }],
    });
  }
  if (
    (child || victim) &&
    !["INFORM-ONLY", "CONTACT-AUTHORITY", "PROTECTION-REFERRAL"].includes(choice.measure)
  ) {
    return refuse(
      "measure-not-protective",
      "Of a child or a victim only protection or contact is asked.",
      422,
      { fields: [{ field: "measure", text: "a protective measure" }] },
    );
  }
  return null;
}

/** Why a package cannot be released by the actor now; null: nothing is in the way. Changes nothing. */
export async function releaseHindrance(
  tx: Transaction,
  row: PackageRow,
  services: DisclosureServices,
): Promise<null | Refusal> {
  if (row.state !== "release-check")
    return refuse("package-moved", "This package has been decided already. Reload the page.");
  if (row.drafted_by === tx.actor.id || row.reviewed_by === tx.actor.id) {
    return refuse("own-package", "You reviewed or drafted this yourself: another person releases it.", 403);
  }
  const gates = await gatesOf(tx, row);
  const closedGates = gates.filter(({ passed }) => !passed);
  if (closedGates.length > 0) {
    return refuse("gate-closed", closedGates.map(({ text }) => text).join(" "), 409, {
      fields: closedGates.map(({ gate, text }) => ({ field: gate, text })),
    });
  }
  // Protection is never held up by a bureau; whatever else is asked waits for it (IPOL-SLTD).
  const awaiting = protectiveMeasures.includes(row.measure) ? null : await awaitsNcb(tx, row);
  if (awaiting !== null) return awaiting;
  if ((await authorityInForce(tx, row.authority_id)) === null) return noSuchAuthority;
  const content = await contentOf(tx, row, services, "");
  if (content === null) return recordGone;
  return content.elements.length > 0
    ? null
    : refuse("nothing-left", "The records hold nothing of what was chosen.", 409);
}

/** Releases a package as the second person: every gate anew, signed, encrypted, and told to whom it must be told. */
export async function releasePackage(
  tx: Transaction,
  row: PackageRow,
  reason: string,
  services: DisclosureServices,
): Promise<null | Refusal> {
  const hindrance = await releaseHindrance(tx, row, services);
  if (hindrance !== null) return hindrance;
  const authority = await authorityInForce(tx, row.authority_id);
  const content = await contentOf(tx, row, services, reason.trim());
  if (authority === null) return noSuchAuthority;
  if (content === null) return recordGone;
  const wrapped = await wrap(content, { sign: unitKey(services.key), recipient: authority.encryption_key });
  const kinds = noticesOf(authority.kind, row.after_travel);
  const facts = await personFacts(
    tx,
    `${flightKey({ date: row.flight_date, id: row.flight_id })}_${row.person_id}`,
  );
  const lands = facts?.flight.arrives_at ?? null;
  await changePackage(tx, row.package_id, {
    state: "released",
    second_by: tx.actor.id,
    second_reason: reason.trim(),
    released_at: tx.at,
    sealed: seal(services.key, `package ${row.package_id}`, Buffer.from(wrapped.signed)),
    file: wrapped.file,
    hash: wrapped.hash,
    // Of the records themselves: what was opened of a masked person is not among what may change later.
    facts_hash: facts === null ? null : factsHash(elementsOf(facts, row.elements, row.uses_pnr)),
    facts_at: tx.at,
    ack_due_at: acknowledgementDue(tx.at, lands),
    outcome_due_at: outcomeDue(tx.at, lands),
  });
  for (const kind of kinds) {
    await insertNotice(tx, {
      kind,
      packageId: row.package_id,
      requestId: row.request_id,
      authorityId: row.authority_id,
      text: row.reference,
    });
    tx.announce("notice", row.package_id);
  }
  tx.record({
    action: "package.released",
    subjectKind: "package",
    subjectId: row.package_id,
    about: [row.person_id],
    recipient: authority.tenant,
    detail: {
      hash: wrapped.hash,
      elements: row.elements,
      review: row.review_id,
      measure: row.measure,
      purpose: row.purpose,
      offence: row.offence,
      legalBasis: row.legal_basis,
      dpoTold: kinds.length > 0,
    },
  });
  tx.announce("package", row.package_id);
  return null;
}

/** Of what the data protection officer is told when a package leaves; the database refuses it without (PNRD-10, -11.4, -12.3). */
function noticesOf(kind: string, afterTravel: boolean) {
  const transfers = {
    "third-country": "third-country-transfer",
    europol: "europol",
    "partner-unit": "partner-transfer",
  } as const;
  const transfer = Object.entries(transfers).find(([each]) => each === kind)?.[1];
  return [...(transfer === undefined ? [] : [transfer]), ...(afterTravel ? ["after-travel" as const] : [])];
}

/** Refuses a package as the second person, with the reason. */
export async function refusePackage(tx: Transaction, id: string, reason: string): Promise<null | Refusal> {
  const row = await packageById(tx, id, true);
  if (row === null) return noSuchPackage;
  if (row.state !== "release-check")
    return refuse("package-moved", "This package has been decided already. Reload the page.");
  await changePackage(tx, id, { state: "refused", second_reason: reason.trim() });
  tx.record({
    action: "package.refused",
    subjectKind: "package",
    subjectId: id,
    about: [row.person_id],
    detail: { reason: digest(reason) },
  });
  tx.announce("package", id);
  return null;
}

/** Another reviewer for protection agrees that a protected person's package goes (F02). */
export async function agreeForProtection(
  tx: Transaction,
  id: string,
  reason: string,
): Promise<null | Refusal> {
  const row = await packageById(tx, id, true);
  if (row === null) return noSuchPackage;
  if (row.state !== "release-check")
    return refuse("package-moved", "This package has been decided already. Reload the page.");
  if (row.drafted_by === tx.actor.id || row.reviewed_by === tx.actor.id) {
    return refuse("own-package", "You reviewed or drafted this yourself: another person agrees.", 403);
  }
  await changePackage(tx, id, {
    protection_by: tx.actor.id,
    protection_at: tx.at,
    protection_reason: reason.trim(),
  });
  tx.record({
    action: "package.protection-agreed",
    subjectKind: "package",
    subjectId: id,
    about: [row.person_id],
    detail: { reason: digest(reason) },
  });
  tx.announce("package", id);
  return null;
}

/**
 * The override of the block of non-refoulement (F11): the legal adviser asks, the data protection officer joins, the head
 * decides; each a person of their own, each in the ledger, and the data protection officer is told.
 */
export async function overrideBlock(tx: Transaction, id: string, reason: string): Promise<null | Refusal> {
  const row = await packageById(tx, id, true);
  if (row === null) return noSuchPackage;
  if (row.state !== "release-check" || !(row.claimant || row.transfer !== null)) {
    return refuse("override-not-possible", "There is no block on this package that could be overridden.");
  }
  const { roles, id: me } = tx.actor;
  if ([row.override_by, row.override_joined_by, row.override_decided_by].includes(me)) {
    return refuse("own-override", "You took a part in this already: it needs three persons.", 403);
  }
  const part =
    row.override_by === null
      ? "legal-adviser"
      : row.override_joined_by === null
        ? "data-protection-officer"
        : row.override_decided_by === null
          ? "head"
          : null;
  if (part === null) return refuse("override-decided", "The override has been decided already.");
  if (!roles.includes(part)) {
    return refuse(
      "override-order",
      `It is asked for by the legal adviser, joined by the data protection officer, decided by the head: now it is for the ${part.replaceAll("-", " ")}.`,
      403,
    );
  }
  await changePackage(
    tx,
    id,
    part === "legal-adviser"
      ? { override_by: me, override_reason: reason.trim() }
      : part === "data-protection-officer"
        ? { override_joined_by: me }
        : { override_decided_by: me, override_at: tx.at },
  );
  if (part === "head") {
    await insertNotice(tx, {
      kind: "override",
      packageId: id,
      authorityId: row.authority_id,
      text: row.reference,
    });
    tx.announce("notice", id);
  }
  tx.record({
    action: "package.override",
    subjectKind: "package",
    subjectId: id,
    about: [row.person_id],
    detail: { part, reason: digest(reason) },
  });
  tx.announce("package", id);
  return null;
}
