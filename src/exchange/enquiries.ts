// Checks with INTERPOL by its national bureau: what a person asks of an alert, what becomes of the answer, and reports of protected
// persons (IPOL-SLTD, IPOL-RPD-1, -2, IPOL-CCF).
import { createHash } from "node:crypto";
import { awaitNcb, ncbAnswered, placesOfAlert, type PlaceOfGround } from "#cases";
import { newId, refuse, seal, unseal, type Refusal, type Transaction } from "#platform";
import { flightKey, personFacts, type PersonFacts } from "#records";
import { alpha2, travelDocumentCodeKind } from "#vocabulary";
import type { AskInterpol, EnquiryAnswer } from "./contract.ts";
import {
  changeEnquiry,
  characterOf,
  enquiryById,
  insertEnquiry,
  isClaimant,
  isWaiting,
  unreportedProtected,
  type EnquiryRow,
} from "./enquiry-store.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import { insertOutgoing } from "./exchange-store.ts";
import type { Answer, AnswerAbout, LineKind } from "./lines/adapter.ts";
import { knownLines, type KnownLine } from "./lines/line-store.ts";

const hour = 3_600_000;
/** A live check is answered within the hour, a confirmation within four or before arrival (roles.md 5.1). */
const times = { check: hour, confirmation: 4 * hour, report: 24 * hour, copy: 24 * hour } as const;
const documentsMax = 5;

export const noSuchEnquiry = refuse("no-such-enquiry", "There is no such check. Reload the page.", 404);
const neutral = refuse(
  "interpol-neutrality",
  "INTERPOL's channels serve ordinary crime only: nothing of a political, military, religious or racial character is asked or used (Constitution, Art. 3).",
  409,
);

type Services = Pick<ExchangeServices, "key">;
type About = PlaceOfGround & { readonly alert_kind: "listed" | "rule"; readonly alert_id: string };

/** Asks INTERPOL of the person of an alert: each travel document, or the person. Sent at once after the commit. */
export async function askInterpol(
  tx: Transaction,
  said: AskInterpol,
  services: Services,
): Promise<null | Refusal> {
  const [place] = await placesOfAlert(tx, said.alertId);
  const facts = place === undefined ? null : await personFacts(tx, keyOf(place));
  if (place === undefined || facts === null)
    return refuse("no-such-alert", "There is no such alert. Reload the queue.", 404);
  const { purpose } = tx.actor;
  if (purpose === null || !["TERR", "SERIOUS", "CHILD_PROTECTION"].includes(purpose)) {
    return refuse("interpol-purpose", "INTERPOL is asked against terrorism and serious crime only.", 422);
  }
  const line = (await knownLines(tx)).find(({ adapter }) => adapter === "interpol");
  if (line === undefined || !line.purposes.includes(purpose)) {
    return refuse(
      "no-interpol-line",
      "No line to the national bureau is in force for this purpose. Two persons admit one under partners.",
      409,
    );
  }
  const offence = said.offence ?? null;
  if (offence !== null && (await characterOf(tx, offence)) !== "ordinary") return neutral;
  if (said.of === "person" && offence === null) {
    return refuse("offence-needed", "Name the offence for which the person is asked about.", 422, {
      fields: [{ field: "offence", text: "one of the list" }],
    });
  }
  const kind = said.of === "person" ? ("person-check" as const) : ("document-check" as const);
  if (await isWaiting(tx, { kind, place }))
    return refuse("enquiry-waiting", "The same is being asked already: wait for the answer.");
  const questions =
    said.of === "person" ? personQuestions(facts, purpose, offence) : documentQuestions(facts, purpose);
  if (questions.length === 0)
    return refuse("no-document", "No travel document of this person is known: there is nothing to ask.", 422);
  const about = { ...place, alert_kind: said.alertKind, alert_id: said.alertId };
  for (const question of questions) {
    await put(tx, services, {
      kind,
      about,
      line,
      of: null,
      purpose,
      offence,
      dueAt: new Date(tx.at.getTime() + times.check),
      question,
    });
  }
  return null;
}

const keyOf = (place: PlaceOfGround): string =>
  `${flightKey({ date: place.flight_date, id: place.flight_id })}_${place.person_id}`;

function documentQuestions({ sources }: PersonFacts, purpose: string): object[] {
  const seen = new Map<string, object>();
  for (const { type, number, issuer } of sources.flatMap(({ documents }) => documents)) {
    const country = issuer === null ? null : (alpha2(issuer) ?? issuer);
    seen.set(`${number} ${country ?? ""}`, { purpose, number, type: type ?? "P", issuer: country });
  }
  return [...seen.values()].slice(0, documentsMax);
}

function personQuestions({ sources }: PersonFacts, purpose: string, offence: string | null): object[] {
  const [first] = sources;
  if (first === undefined) return [];
  const { surname, given, birthDate, sex, nationality } = first;
  return [
    {
      purpose,
      offence,
      surname,
      given,
      birthDate,
      sex,
      nationality: nationality === null ? null : (alpha2(nationality) ?? nationality),
    },
  ];
}

/** Puts an enquiry and its message down in one transaction. */
async function put(
  tx: Transaction,
  { key }: Services,
  what: {
    readonly kind: EnquiryRow["kind"];
    readonly about: About;
    readonly line: Pick<KnownLine, "authority_id" | "tenant">;
    readonly of: string | null;
    readonly purpose: string;
    readonly offence: string | null;
    readonly dueAt: Date;
    readonly question: object;
  },
): Promise<string | null> {
  const id = newId(tx.at);
  const drafted = what.kind === "protected-person";
  const { alert_kind, alert_id, flight_date, flight_id, person_id } = what.about;
  const reference = await insertEnquiry(tx, {
    enquiry_id: id,
    kind: what.kind,
    authority_id: what.line.authority_id,
    alert_kind,
    alert_id,
    flight_date,
    flight_id,
    person_id,
    of_enquiry: what.of,
    purpose: what.purpose,
    offence: what.offence,
    due_at: what.dueAt,
    state: drafted ? "drafted" : "waiting",
    sealed_question: drafted
      ? seal(key, `enquiry question ${id}`, Buffer.from(JSON.stringify(what.question)))
      : null,
  });
  if (reference === null) return null;
  tx.record({
    action: drafted ? "interpol.drafted" : "interpol.asked",
    subjectKind: "enquiry",
    subjectId: id,
    about: [person_id],
    recipient: what.line.tenant,
    detail: { kind: what.kind, purpose: what.purpose, offence: what.offence, alert: alert_id },
  });
  if (!drafted)
    await send(tx, key, {
      id,
      kind: what.kind,
      authorityId: what.line.authority_id,
      question: what.question,
    });
  announce(tx, id, what.about);
  return reference;
}

async function send(
  tx: Transaction,
  key: Services["key"],
  what: {
    readonly id: string;
    readonly kind: LineKind;
    readonly authorityId: string;
    readonly question: object;
  },
): Promise<void> {
  const sealed = seal(key, `exchange outgoing ${what.id}`, Buffer.from(JSON.stringify(what.question)));
  await insertOutgoing(tx, {
    id: what.id,
    authorityId: what.authorityId,
    kind: what.kind,
    subjectId: what.id,
    sealed,
  });
  // Not with the minute: whoever asks is waiting.
  await tx.query("select platform.add_job('exchange-enquiries', '{}', 'exchange-enquiries')");
}

function announce(tx: Transaction, id: string, about: Pick<About, "alert_kind" | "alert_id">): void {
  tx.announce("exchange", id);
  tx.announce(about.alert_kind === "listed" ? "alert" : "criterion-alert", about.alert_id);
}

/** What an answer is, before it is kept: barred where its own class is not ordinary, or is none that is known. */
async function standing(
  tx: Transaction,
  about: AnswerAbout,
  result: string,
): Promise<{ barred: boolean; known: string | null }> {
  if (result !== "hit" || about.offenceClass === null) return { barred: false, known: null };
  const character = await characterOf(tx, about.offenceClass);
  return { barred: character !== "ordinary", known: character === null ? null : about.offenceClass };
}

/** Takes the bureau's answer to an enquiry. One that came before is not taken again; a late one is, and says so. */
export async function takeAnswer(
  tx: Transaction,
  { key }: Services,
  id: string,
  answer: Extract<Answer, { taken: true }>,
  question: unknown,
): Promise<void> {
  const row = await enquiryById(tx, id, true);
  if (row === null || row.state === "answered") return;
  const { barred, known } = await standing(tx, answer.about, answer.result);
  const text = JSON.stringify(answer.about);
  const keeps = !barred && answer.about.records.length > 0;
  const result = barred ? ("barred" as const) : answer.result;
  const late = tx.at > row.due_at;
  await changeEnquiry(tx, id, {
    state: "answered",
    result,
    answered_at: tx.at,
    late,
    answer_class: known,
    ...(keeps
      ? {
          sealed_answer: seal(key, `enquiry answer ${id}`, Buffer.from(text)),
          answer_hash: createHash("sha256").update(text).digest("hex"),
          answer_until: new Date(tx.at.getTime() + times.copy),
        }
      : {}),
  });
  tx.record({
    action: "interpol.answered",
    subjectKind: "enquiry",
    subjectId: id,
    about: [row.person_id],
    detail: { kind: row.kind, result, late, class: answer.about.offenceClass },
  });
  announce(tx, id, row);
  const isCheck = row.kind === "document-check" || row.kind === "person-check";
  if (isCheck && result === "hit") {
    const facts = await personFacts(tx, keyOf(row));
    const seeksProtection = (facts !== null && showsProtection(facts)) || (await isClaimant(tx, row));
    if (row.kind === "document-check") {
      const lands = facts?.flight.arrives_at ?? null;
      await awaitConfirmation(tx, { key }, { row, about: answer.about, question, lands, seeksProtection });
    }
    if (seeksProtection && keeps) await draftProtected(tx, { key }, id);
  }
  if (row.kind === "confirmation" && row.of_enquiry !== null)
    await ncbAnswered(tx, row.of_enquiry, answer.result === "confirmed");
}

/**
 * A hit stands unconfirmed: the bureau is asked to verify it with the State that issued the document, and everything adverse
 * waits. Of somebody who seeks protection that State is asked nothing: it would learn where they are (HR-NR-1).
 */
async function awaitConfirmation(
  tx: Transaction,
  services: Services,
  hit: {
    readonly row: EnquiryRow;
    readonly about: AnswerAbout;
    readonly question: unknown;
    readonly lands: Date | null;
    readonly seeksProtection: boolean;
  },
): Promise<void> {
  const { row, about, lands } = hit;
  const usual = tx.at.getTime() + times.confirmation;
  const dueAt = new Date(lands !== null && lands > tx.at ? Math.min(usual, lands.getTime()) : usual);
  if (!hit.seeksProtection) {
    const {
      number = "",
      type = "P",
      issuer = null,
    } = hit.question as Partial<{
      number: string;
      type: string;
      issuer: string | null;
    }>;
    await put(tx, services, {
      kind: "confirmation",
      about: row,
      line: row,
      of: row.enquiry_id,
      purpose: row.purpose,
      offence: row.offence,
      dueAt,
      question: {
        check: row.enquiry_id,
        number,
        type,
        issuer,
        records: about.records.map((each) => each.reference),
      },
    });
  }
  await awaitNcb(tx, {
    check_id: row.enquiry_id,
    alert_kind: row.alert_kind,
    alert_id: row.alert_id,
    flight_date: row.flight_date,
    flight_id: row.flight_id,
    person_id: row.person_id,
    reference: row.reference,
    due_at: dueAt,
  });
}

/** The other side does not take it, and asking again is in vain. */
export async function noteRefused(tx: Transaction, id: string, why: string): Promise<void> {
  const row = await enquiryById(tx, id, true);
  if (row === null || row.state !== "waiting") return;
  await changeEnquiry(tx, id, { state: "refused" });
  tx.record({
    action: "interpol.refused",
    subjectKind: "enquiry",
    subjectId: id,
    about: [row.person_id],
    detail: { kind: row.kind, why: why.slice(0, 100) },
  });
  announce(tx, id, row);
}

/** What INTERPOL said, as long as a copy may be kept. Each opening is in the ledger. */
export async function openAnswer(
  tx: Transaction,
  id: string,
  { key }: Services,
): Promise<EnquiryAnswer | Refusal> {
  const row = await enquiryById(tx, id);
  if (row === null) return noSuchEnquiry;
  if (row.sealed_answer === null || row.answer_until === null || row.answer_until <= tx.at) {
    return refuse("answer-gone", "A copy of INTERPOL's data lives a day at most: ask again.", 410);
  }
  const about = aboutOf(key, row);
  tx.record({
    action: "interpol.opened",
    subjectKind: "enquiry",
    subjectId: id,
    about: [row.person_id],
    detail: { hash: row.answer_hash },
  });
  return { records: [...about.records], handling: row.handling, until: row.answer_until.toISOString() };
}

function aboutOf(key: Services["key"], row: EnquiryRow): AnswerAbout {
  const plain =
    row.sealed_answer === null
      ? undefined
      : unseal(key, `enquiry answer ${row.enquiry_id}`, row.sealed_answer)?.toString();
  if (plain === undefined || createHash("sha256").update(plain).digest("hex") !== row.answer_hash)
    throw new Error("an answer cannot be opened, or was changed");
  return JSON.parse(plain) as AnswerAbout;
}

/**
 * Somebody who seeks protection is the subject of a notice: a report to the bureau is drafted, that the notice be looked at
 * (INTERPOL removes those of the State that a refugee fled from). It says which notice and nothing of where the person is.
 */
export async function draftProtected(
  tx: Transaction,
  services: Services,
  id: string,
): Promise<null | Refusal> {
  const row = await enquiryById(tx, id, true);
  if (row === null) return noSuchEnquiry;
  if (row.of_enquiry !== null || row.result !== "hit" || row.sealed_answer === null)
    return refuse(
      "no-notice",
      "Only of a notice that was found, and is at hand, is a report made: ask again.",
    );
  const { records } = aboutOf(services.key, row);
  const made = await put(tx, services, {
    kind: "protected-person",
    about: row,
    line: row,
    of: id,
    purpose: row.purpose,
    offence: null,
    dueAt: new Date(tx.at.getTime() + times.report),
    question: {
      notices: records.map(({ reference, country }) => ({ reference, country })),
      ground: "protected-person",
    },
  });
  return made === null ? refuse("report-drafted", "A report of this notice has been drafted already.") : null;
}

/** Whoever is flagged as seeking protection, by a package or by the document shown, and is subject of a notice: a draft by itself. */
export async function draftForProtected(tx: Transaction, services: Services): Promise<void> {
  for (const row of await unreportedProtected(tx)) await draftProtected(tx, services, row.enquiry_id);
}

/** Whether the documents shown say that somebody is a refugee or stateless. */
export function showsProtection({ sources }: PersonFacts): boolean {
  return sources.some(({ nationality, documents }) =>
    [nationality, ...documents.map(({ issuer }) => issuer)].some(
      (code) => code !== null && travelDocumentCodeKind(code) === "person-status",
    ),
  );
}

const moved = refuse("report-moved", "The report does not stand where that step is taken. Reload the page.");

/** The first of two persons: a reviewer for protection stands for the report, or drops it. */
export async function endorseReport(
  tx: Transaction,
  id: string,
  said: { readonly go: boolean; readonly reason: string },
): Promise<null | Refusal> {
  const row = await enquiryById(tx, id, true);
  if (row === null) return noSuchEnquiry;
  if (row.kind !== "protected-person" || row.state !== "drafted") return moved;
  if (!tx.actor.roles.includes("protection-reviewer"))
    return refuse("not-a-protection-reviewer", "A reviewer for protection stands for the report first.", 403);
  await changeEnquiry(
    tx,
    id,
    said.go
      ? { state: "endorsed", endorsed_by: tx.actor.id, reason: said.reason.trim() }
      : { state: "dropped", sealed_question: null, reason: said.reason.trim() },
  );
  return noteReport(tx, row, said.go ? "interpol.endorsed" : "interpol.dropped", said.reason);
}

/** The second: a supervisor sends it, or drops it. */
export async function releaseReport(
  tx: Transaction,
  id: string,
  said: { readonly go: boolean; readonly reason: string },
  { key }: Services,
): Promise<null | Refusal> {
  const row = await enquiryById(tx, id, true);
  if (row === null) return noSuchEnquiry;
  if (row.kind !== "protected-person" || row.state !== "endorsed" || row.sealed_question === null)
    return moved;
  if (row.endorsed_by === tx.actor.id)
    return refuse("own-report", "You stood for this report yourself: another person sends it.", 403);
  if (!said.go) {
    await changeEnquiry(tx, id, { state: "dropped", sealed_question: null, reason: said.reason.trim() });
    return noteReport(tx, row, "interpol.dropped", said.reason);
  }
  const plain = unseal(key, `enquiry question ${id}`, row.sealed_question);
  if (plain === null) throw new Error("a report cannot be opened");
  await changeEnquiry(tx, id, { state: "waiting", released_by: tx.actor.id, sealed_question: null });
  await send(tx, key, {
    id,
    kind: "protected-person",
    authorityId: row.authority_id,
    question: JSON.parse(plain.toString()) as object,
  });
  return noteReport(tx, row, "interpol.reported", said.reason);
}

function noteReport(tx: Transaction, row: EnquiryRow, action: string, reason: string): null {
  tx.record({
    action,
    subjectKind: "enquiry",
    subjectId: row.enquiry_id,
    about: [row.person_id],
    recipient: row.tenant,
    detail: { reason: createHash("sha256").update(reason.trim()).digest("hex") },
  });
  announce(tx, row.enquiry_id, row);
  return null;
}
