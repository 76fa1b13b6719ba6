// Requests about own data as they are made, looked at and answered; each step in the ledger, nothing of the person in it.
import { createHash, timingSafeEqual } from "node:crypto";
import {
  newId,
  newSecret,
  refuse,
  seal,
  unseal,
  type Refusal,
  type SealingKey,
  type Services,
  type Transaction,
} from "#platform";
import { nameKey, ownData, partsOfKey, type OwnJourney, type StatedIdentity } from "#records";
import { after, dueDay, type LegalProfile } from "#vocabulary";
import type {
  Answering,
  IdentityStep,
  NewComplaint,
  NewRequest,
  OwnRecords,
  RequestFile,
  RequestKind,
  RequestReceipt,
  RequestRow,
  RequestStatus,
} from "./contract.ts";
import { holderHash } from "./redress.ts";
import { countExecutions } from "./execution-store.ts";
import { limitationFile, setLimitation } from "./limitation.ts";
import { answerFault, executionFault, possibleOutcomes } from "./request.ts";
import {
  insertMark,
  insertRedress,
  insertRequest,
  marksBeside,
  redressOf,
  requestById,
  requestByReference,
  setAnswer,
  setIdentity,
  type RequestRecord,
} from "./request-store.ts";

export type RightsServices = Services & {
  readonly profile: LegalProfile;
  /** Seals who asked, and what they were answered. */
  readonly key: SealingKey;
};

const answerDays = 30;
/** Without letters and digits that are mistaken for each other. */
const signs = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Text of `length` random signs, to be read out and typed. */
function randomSigns(length: number): string {
  const bytes = Buffer.from(newSecret(), "base64url").subarray(0, length);
  return [...bytes].map((byte) => signs[byte % signs.length]).join("");
}

const hashOf = (code: string): Buffer => createHash("sha256").update(code, "utf8").digest();

/** What stands sealed of a request. */
export type Asked = Omit<NewRequest, "kind" | "language">;
/** What stands sealed of a complaint about the processing: nobody's name. */
type Complained = Omit<NewComplaint, "language">;
type Given = { readonly text: string; readonly data: readonly OwnJourney[] };

/** What a sealed value says. Throws when this installation's key does not open it. */
export function opened<Shape>(key: SealingKey, belongsTo: string, sealed: Buffer): Shape {
  const plain = unseal(key, belongsTo, sealed);
  if (plain === null) throw new Error("a sealed request cannot be opened with this installation's key");
  return JSON.parse(plain.toString("utf8")) as Shape;
}
/** Seals a value for one place. */
export const closedUp = (key: SealingKey, belongsTo: string, content: unknown): Buffer =>
  seal(key, belongsTo, Buffer.from(JSON.stringify(content)));

/** Takes a request in. The code is told once and kept as a hash; who asks is kept sealed. */
export async function takeRequest(
  tx: Transaction,
  { key }: Pick<RightsServices, "key">,
  { kind, language, ...asked }: NewRequest,
): Promise<RequestReceipt> {
  return takeIn(tx, key, { kind, language, detail: { kind }, content: asked satisfies Asked });
}

/** Takes a complaint about the processing in, from anybody: the same receipt, nobody's identity. */
export async function takeComplaint(
  tx: Transaction,
  { key }: Pick<RightsServices, "key">,
  { language, ...content }: NewComplaint,
): Promise<RequestReceipt> {
  const detail = { kind: "processing", topic: content.topic };
  return takeIn(tx, key, {
    kind: "processing",
    language,
    detail,
    content: content satisfies Complained,
  });
}

async function takeIn(
  tx: Transaction,
  key: SealingKey,
  taken: {
    readonly kind: RequestKind;
    readonly language: string;
    readonly content: Asked | Complained;
    readonly detail: Readonly<Record<string, string>>;
  },
): Promise<RequestReceipt> {
  const { kind, language, content, detail } = taken;
  const id = newId(tx.at);
  const code = newSecret();
  const due = after(tx.at, { days: answerDays });
  const request = { request_id: id, code_hash: hashOf(code), kind, language, due_at: due };
  const sealed = closedUp(key, id, content);
  let reference = randomSigns(8);
  while (!(await insertRequest(tx, { ...request, reference, sealed }))) reference = randomSigns(8);
  tx.record({
    action: "rights-request.received",
    subjectKind: "rights-request",
    subjectId: id,
    detail,
  });
  tx.announce("rights-request", id);
  return { reference, code, due: due.toISOString() };
}

const unknown = refuse("request-unknown", "There is no request under this number and code. Check both.", 404);

/** How a request stands, for who has its number and code. The same refusal and the same work for either of them wrong. */
export async function statusOf(
  tx: Transaction,
  { key }: Pick<RightsServices, "key">,
  { reference, code }: { readonly reference: string; readonly code: string },
): Promise<RequestStatus | Refusal> {
  const request = await requestByReference(tx, reference.trim().toUpperCase());
  const fits = timingSafeEqual(hashOf(code.trim()), request?.code_hash ?? hashOf(""));
  if (request === undefined || !fits) return unknown;
  tx.record({
    action: "rights-request.asked-after",
    subjectKind: "rights-request",
    subjectId: request.request_id,
  });
  const { sealed_answer: sealed, outcome, answered_at: on } = request;
  const given =
    sealed === null || outcome === null || on === null
      ? null
      : { ...opened<Given>(key, `${request.request_id} answer`, sealed), outcome, on };
  return {
    kind: request.kind,
    state: request.state,
    received: request.received_at.toISOString(),
    due: request.due_at.toISOString(),
    answer:
      given === null
        ? null
        : {
            on: given.on.toISOString(),
            says: given.outcome,
            text: given.text,
            redress: await redressOf(tx, request.request_id),
            data: given.data.map(({ designator, date, route, told }) => ({
              flight: designator,
              date,
              route,
              told,
            })),
          },
  };
}

/** What was asked, in clear. */
function askedOf(
  key: SealingKey,
  { request_id: id, kind, sealed }: Pick<RequestRecord, "request_id" | "kind" | "sealed">,
): RequestFile["asked"] {
  if (kind !== "processing") return { ...opened<Asked>(key, id, sealed), topic: null };
  return {
    ...opened<Complained>(key, id, sealed),
    name: null,
    birthDate: null,
    document: null,
    representative: null,
  };
}

export function rowOf(request: RequestRecord, at: Date): RequestRow {
  return {
    id: request.request_id,
    reference: request.reference,
    kind: request.kind,
    state: request.state,
    language: request.language,
    received: request.received_at.toISOString(),
    due: request.due_at.toISOString(),
    overdue: (request.state !== "answered" && request.due_at <= at) || request.again,
    outcome: request.outcome,
    again: request.again,
  };
}

/** The request in clear, for the officer; the reading is in the ledger. */
export async function fileOf(
  tx: Transaction,
  { key }: Pick<RightsServices, "key">,
  id: string,
): Promise<RequestFile | Refusal> {
  const request = await requestById(tx, id);
  if (request === undefined) return noRequest;
  tx.record({ action: "rights-request.viewed", subjectKind: "rights-request", subjectId: id });
  const { sealed_answer: sealed, answered_at: at, answered_by: by, limited_by: limitedBy } = request;
  return {
    request: rowOf(request, tx.at),
    version: request.version,
    asked: askedOf(key, request),
    identityConfirmedBy: request.identity_confirmed_by,
    possible: [...possibleOutcomes[request.kind]],
    answer:
      sealed === null || at === null || by === null
        ? null
        : {
            text: opened<Given>(key, `${id} answer`, sealed).text,
            by,
            at: at.toISOString(),
            limitedBy,
            reasons:
              request.sealed_reasons === null
                ? null
                : opened<string>(key, `${id} reasons`, request.sealed_reasons),
          },
    limitation: await limitationFile(tx, id),
  };
}

/** Said of an id that is no request's. */
export const noRequest = refuse("no-such-request", "There is no such request.", 404);

/** Writes down that it is sure who asks, or that more is wanted. */
export async function confirmIdentity(
  tx: Transaction,
  id: string,
  step: IdentityStep,
): Promise<undefined | Refusal> {
  const request = await requestById(tx, id, "for update");
  if (request === undefined) return noRequest;
  if (request.kind === "processing") return nobodyAsked;
  // What was withheld is taken up again when the restriction is over, and not before.
  if (request.version !== step.version || (request.state === "answered" && !request.again)) {
    return refuse(
      "request-changed",
      "Somebody has worked on this request since you loaded it. Load it again.",
    );
  }
  await setIdentity(tx, id, step);
  tx.record({
    action: step.confirmed ? "rights-request.identified" : "rights-request.identity-wanted",
    subjectKind: "rights-request",
    subjectId: id,
  });
  tx.announce("rights-request", id);
  return undefined;
}

const nobodyAsked = refuse(
  "identity-not-asked",
  "A complaint about the processing may come from anybody. Answer it as it is; who complains is not looked for.",
);

/** Who a request says the person is, as the records look for them. */
export function identityOf({ name, birthDate, document }: Asked): StatedIdentity {
  return { surname: name, given: null, birthDate, document };
}

/** What the unit holds on whoever asked, once it is sure who that is. One entry of the ledger names every person it showed. */
export async function recordsFor(
  tx: Transaction,
  { key, profile }: RightsServices,
  id: string,
): Promise<OwnRecords | Refusal> {
  const request = await requestById(tx, id);
  if (request === undefined) return noRequest;
  if (request.state === "received" || request.state === "identity-wanted") return notSure;
  const journeys = await ownData(tx, identityOf(opened<Asked>(key, id, request.sealed)));
  tx.record({
    action: "rights-request.searched",
    subjectKind: "rights-request",
    subjectId: id,
    about: journeys.map((journey) => partsOfKey(journey.key).person),
    detail: { journeys: journeys.length },
  });
  const records = [];
  for (const journey of journeys) {
    const marks = await marksBeside(tx, partsOfKey(journey.key));
    records.push({
      key: journey.key,
      flight: journey.designator,
      date: journey.date,
      route: journey.route,
      source: journey.sources.join(" + "),
      firstReceived: journey.firstReceivedAt.toISOString(),
      due: dueDay(journey.firstReceivedAt, profile.initial.period),
      told: [...journey.told],
      marks: marks.map((mark) => ({
        kind: mark.kind,
        text: opened<string>(key, mark.mark_id, mark.sealed_text),
        at: mark.made_at.toISOString(),
      })),
    });
  }
  return { records };
}

/** Who asks, once the unit is sure of it. */
export async function identityConfirmed(
  tx: Transaction,
  { key }: Pick<RightsServices, "key">,
  id: string,
): Promise<StatedIdentity | Refusal> {
  const request = await requestById(tx, id);
  if (request === undefined) return noRequest;
  if (request.state === "received" || request.state === "identity-wanted") return notSure;
  return identityOf(opened<Asked>(key, id, request.sealed));
}

/** Said where it is not sure yet who asks. */
export const notSure = refuse(
  "identity-not-confirmed",
  "Confirm who asks first: nothing is told or changed for somebody else.",
);

/** Gives the answer. What it does to records (a note, a restriction, a redress number) is done with it, or not at all. */
export async function answerRequest(
  tx: Transaction,
  services: RightsServices,
  id: string,
  answer: Answering,
): Promise<undefined | Refusal> {
  const { key } = services;
  const request = await requestById(tx, id, "for update");
  if (request === undefined) return noRequest;
  const fault = answerFault(request, answer, tx.at);
  if (fault !== undefined) return fault;
  const unready = executionFault(answer.outcome, await countExecutions(tx, id));
  if (unready !== undefined) return unready;
  const asked = opened<Asked>(key, id, request.sealed);
  // A complaint about the processing names no records (answerFault), so nobody's are looked for on it.
  const own = answer.records.length === 0 ? [] : await ownData(tx, identityOf(asked));
  const chosen = own.filter((journey) => answer.records.includes(journey.key));
  if (chosen.length !== new Set(answer.records).size) {
    return refuse(
      "record-not-theirs",
      "One of the records is not of whoever asked, or is gone by now. Search again.",
    );
  }
  if (answer.outcome === "noted" || answer.outcome === "restricted") {
    for (const journey of chosen)
      await markBeside(tx, services, { request, journey, text: asked.text, answer });
  }
  if (answer.outcome === "redress-number") {
    const holder = holderHash(asked.birthDate, nameKey(asked.name, null));
    while (!(await insertRedress(tx, randomSigns(9), { requestId: id, holder })));
  }
  await setLimitation(tx, key, id, answer);
  await setAnswer(tx, id, {
    outcome: answer.outcome,
    sealed: closedUp(key, `${id} answer`, {
      text: answer.text,
      data: answer.outcome === "data-given" ? chosen : [],
    } satisfies Given),
    limitedBy: answer.limitedBy,
    sealedReasons: answer.reasons === null ? null : closedUp(key, `${id} reasons`, answer.reasons),
  });
  tx.record({
    action: "rights-request.answered",
    subjectKind: "rights-request",
    subjectId: id,
    about: chosen.map((journey) => partsOfKey(journey.key).person),
    detail: { outcome: answer.outcome, limitedBy: answer.limitedBy },
  });
  tx.announce("rights-request", id);
  return undefined;
}

async function markBeside(
  tx: Transaction,
  { key }: RightsServices,
  mark: {
    readonly request: RequestRecord;
    readonly journey: OwnJourney;
    readonly text: string;
    readonly answer: Answering;
  },
): Promise<void> {
  const id = newId(tx.at);
  const { date, id: flightId, person } = partsOfKey(mark.journey.key);
  await insertMark(tx, {
    id,
    requestId: mark.request.request_id,
    flight: { date, id: flightId },
    personId: person,
    kind: mark.answer.outcome === "noted" ? "notation" : "restriction",
    sealedText: closedUp(key, id, mark.text),
    clockStart: mark.journey.firstReceivedAt,
  });
}
