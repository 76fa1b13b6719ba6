// INTERPOL by the national central bureau's gateway: checks of documents (SLTD) and persons (nominals and notices), confirmations, reports.
import { Type, type Static } from "typebox";
import { fits } from "../shapes.ts";
import { byStatus, type Adapter, type Answer, type AnswerAbout, type Outgoing } from "./adapter.ts";

const text = (max: number) => Type.String({ maxLength: max });
const Country = Type.Union([Type.String({ pattern: "^[A-Z]{2}$" }), Type.Null()]);

/** What is asked, as the enquiry keeps it sealed. */
export const DocumentQuestion = Type.Object({
  purpose: text(30),
  number: text(40),
  type: text(4),
  issuer: Type.Union([text(3), Type.Null()]),
});
export const PersonQuestion = Type.Object({
  purpose: text(30),
  offence: text(60),
  surname: text(200),
  given: Type.Union([text(200), Type.Null()]),
  birthDate: Type.Union([text(10), Type.Null()]),
  sex: Type.Union([text(1), Type.Null()]),
  nationality: Type.Union([text(3), Type.Null()]),
});
export const ConfirmationQuestion = Type.Object({
  check: text(40),
  number: text(40),
  type: text(4),
  issuer: Type.Union([text(3), Type.Null()]),
  records: Type.Array(text(60), { maxItems: 20 }),
});
export const ProtectedQuestion = Type.Object({
  /** The notice alone: nothing of the journey, and nothing that tells where the person is. */
  notices: Type.Array(Type.Object({ reference: text(60), country: Country }), { maxItems: 20 }),
  ground: Type.Literal("protected-person"),
});
const questions = {
  "document-check": DocumentQuestion,
  "person-check": PersonQuestion,
  confirmation: ConfirmationQuestion,
  "protected-person": ProtectedQuestion,
} as const;
type Kind = keyof typeof questions;

const head = { id: text(40) };
const DocumentAnswer = Type.Object({
  ...head,
  result: Type.Enum(["NO_HIT", "HIT", "VERIFY"]),
  records: Type.Optional(
    Type.Array(
      Type.Object({
        reference: text(60),
        status: Type.Enum(["STOLEN", "LOST", "REVOKED", "INVALID", "STOLEN_BLANK"]),
        issuing_country_id: Country,
        reported_on: Type.Optional(text(10)),
      }),
      { maxItems: 20 },
    ),
  ),
});
/** Names of members as in INTERPOL's public notices; `offence_class` as the bureau's gateway classes the charge. */
const PersonAnswer = Type.Object({
  ...head,
  result: Type.Enum(["NO_HIT", "HIT", "VERIFY"]),
  notices: Type.Optional(
    Type.Array(
      Type.Object({
        entity_id: text(60),
        notice_type: Type.Optional(text(30)),
        issuing_country_id: Type.Optional(Country),
        charge: Type.Optional(text(2000)),
        offence_class: Type.Optional(Type.Union([text(60), Type.Null()])),
      }),
      { maxItems: 20 },
    ),
  ),
});
const ConfirmationAnswer = Type.Object({
  ...head,
  result: Type.Enum(["CONFIRMED", "NOT_CONFIRMED", "PENDING"]),
  reference: Type.Optional(text(60)),
});
const TakenAnswer = Type.Object({
  ...head,
  result: Type.Literal("TAKEN"),
  reference: Type.Optional(text(60)),
});

const noAbout: AnswerAbout = { records: [], offenceClass: null };
const paths: Readonly<Record<Kind, string>> = {
  "document-check": "/v1/sltd/checks",
  "person-check": "/v1/nominals/checks",
  confirmation: "/v1/confirmations",
  "protected-person": "/v1/reports",
};
const isKind = (kind: string): kind is Kind => Object.hasOwn(questions, kind);

function question<K extends Kind>(what: Outgoing, kind: K): Static<(typeof questions)[K]> {
  const shape = questions[kind];
  if (!fits(shape, what.body)) throw new Error(`a question of the kind ${kind} has lost its shape`);
  return what.body as Static<(typeof questions)[K]>;
}

export const interpol: Adapter = {
  name: "interpol",
  serves: "ncb",
  kinds: ["document-check", "person-check", "confirmation", "protected-person"],
  write: (what) => {
    const { id, kind } = what;
    if (!isKind(kind)) throw new Error(`INTERPOL is not told things of the kind ${kind}`);
    return { path: paths[kind], json: { id, ...bodyOf(what, kind) } };
  },
  read: (what, status, json) => {
    const said = byStatus(status);
    if (said !== null) return said;
    if (!isKind(what.kind)) return { malformed: "kind" };
    if (typeof json !== "object" || json === null || !("id" in json) || json.id !== what.id)
      return { malformed: "not an answer to this question" };
    return readers[what.kind](json);
  },
  inbox: null,
};

function bodyOf(what: Outgoing, kind: Kind): object {
  switch (kind) {
    case "document-check": {
      const { purpose, number, type, issuer } = question(what, kind);
      return { purpose, document: { number, type, issuing_country_id: issuer } };
    }
    case "person-check": {
      const { purpose, offence, surname, given, birthDate, sex, nationality } = question(what, kind);
      return {
        purpose,
        offence,
        person: {
          name: surname,
          forename: given,
          // As INTERPOL writes days.
          date_of_birth: birthDate?.replaceAll("-", "/") ?? null,
          sex_id: sex,
          nationalities: nationality === null ? [] : [nationality],
        },
      };
    }
    case "confirmation": {
      const { check, number, type, issuer, records } = question(what, kind);
      return { check, document: { number, type, issuing_country_id: issuer }, records };
    }
    case "protected-person": {
      const { notices, ground } = question(what, kind);
      return {
        ground: ground === "protected-person" ? "PROTECTED_PERSON" : ground,
        notices: notices.map(({ reference, country }) => ({
          entity_id: reference,
          issuing_country_id: country,
        })),
        // Told to the General Secretariat by the bureau; never to the State that asked for the notice.
        not_to: [...new Set(notices.flatMap(({ country }) => (country === null ? [] : [country])))],
      };
    }
  }
}

const malformed = { malformed: "not of the form agreed" };
const readers: Readonly<Record<Kind, (json: object) => Answer>> = {
  "document-check": (json) => {
    if (!fits(DocumentAnswer, json)) return malformed;
    const records = (json.records ?? []).map((row) => ({
      reference: row.reference,
      country: row.issuing_country_id,
      kind: row.status,
      text: row.reported_on ?? "",
    }));
    if ((json.result === "NO_HIT") !== (records.length === 0))
      return { malformed: "result and records differ" };
    return {
      taken: true,
      result: json.result === "NO_HIT" ? "no-hit" : "hit",
      about: { records, offenceClass: null },
    };
  },
  "person-check": (json) => {
    if (!fits(PersonAnswer, json)) return malformed;
    const notices = json.notices ?? [];
    if ((json.result === "NO_HIT") !== (notices.length === 0))
      return { malformed: "result and notices differ" };
    return {
      taken: true,
      result: json.result === "NO_HIT" ? "no-hit" : "hit",
      about: {
        records: notices.map((row) => ({
          reference: row.entity_id,
          country: row.issuing_country_id ?? null,
          kind: row.notice_type ?? "NOTICE",
          text: row.charge ?? "",
        })),
        offenceClass: notices.find(({ offence_class: its }) => (its ?? null) !== null)?.offence_class ?? null,
      },
    };
  },
  confirmation: (json) => {
    if (!fits(ConfirmationAnswer, json)) return malformed;
    if (json.result === "PENDING") return { pending: true };
    return {
      taken: true,
      result: json.result === "CONFIRMED" ? "confirmed" : "not-confirmed",
      about: noAbout,
    };
  },
  "protected-person": (json) =>
    fits(TakenAnswer, json) ? { taken: true, result: "taken", about: noAbout } : malformed,
};
