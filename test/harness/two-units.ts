// Two installations of the unit for tests of the exchange between them: people, registers, partners, and a request on its way.
import { Client } from "pg";
import type { Role } from "#access";
import { disclosureJobs } from "#disclosures";
import type { RequestDetail, RequestQueue } from "#disclosures/contract";
import { exchangeJobs, type Post } from "#exchange";
import type { Exchange, Partners } from "#exchange/contract";
import { newId, systemActor } from "#platform";
import { applyPassengerList } from "#records";
import { signIn, type Person } from "../../src/app/demonstration-people.ts";
import { aListedTraveller, aPassengerList } from "../../src/records/fixtures.ts";
import { aUnit, type Unit } from "./unit.ts";

export type Side = {
  readonly unit: Unit;
  readonly name: string;
  readonly country: string;
  readonly people: Map<Role, Person>;
  /** The other unit, on this one's register. */
  partner: string;
  police: string;
};
export const day = 86_400_000;
export const dayIn = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);
export const tomorrow = dayIn(1);

export async function aSide(name: string, country: string): Promise<Side> {
  return { unit: await aUnit(), name, country, people: new Map(), partner: "", police: "" };
}
async function as(side: Side, role: Role): Promise<Person> {
  const known = side.people.get(role) ?? (await signIn(side.unit.address, role));
  side.people.set(role, known);
  return known;
}
type Answered<Body> = { readonly status: number; readonly body: Body };
export async function ask<Body>(
  side: Side,
  role: Role,
  method: "GET" | "POST",
  path: string,
  body?: object,
  purpose?: string,
): Promise<Answered<Body>> {
  const person = await as(side, role);
  const answer = await person(method, path, body, purpose as "SERIOUS");
  return { status: answer.status, body: (await answer.json()) as Body };
}
export async function well<Body>(...args: Parameters<typeof ask>): Promise<Body> {
  const { status, body } = await ask<Body>(...args);
  if (status >= 300) throw new Error(`${args[2]} ${args[3]}: ${status} ${JSON.stringify(body)}`);
  return body;
}
export const codeOf = ({ body }: Answered<unknown>) => (body as { code?: string }).code;

/** Enters the other unit's keys as published, and admits it as a partner: each by two persons. */
export async function admit(
  side: Side,
  other: Side,
  keyed: Side = other,
  over: { readonly code?: string; readonly kind?: string; readonly service?: string } = {},
): Promise<string> {
  const response = await fetch(`${keyed.unit.address}/v1/exchange/keys`);
  const keys = (await response.json()) as { signing: object; encryption: object };
  const said = {
    ...(side.partner === "" || over.code !== undefined ? {} : { id: side.partner }),
    code: "piu-partner",
    name: other.name,
    kind: "partner-unit",
    service: "unit",
    country: other.country,
    legalAct: "Agreement on exchange, Article 4",
    purposes: ["TERR", "SERIOUS"],
    offences: ["drug-trafficking", "terrorism"],
    contact: "duty desk, at any hour",
    language: "en",
    channel: "exchange",
    recallAddress: "the exchange",
    encryptionKey: keys.encryption,
    signingKey: keys.signing,
    keysFrom: "2020-01-01T00:00:00.000Z",
    keysUntil: "2035-01-01T00:00:00.000Z",
    validFrom: "2020-01-01T00:00:00.000Z",
    validUntil: "2035-01-01T00:00:00.000Z",
    deathPenalty: false,
    tortureRisk: false,
    comparableProtection: { grounds: "Its law and its courts protect as ours do.", until: dayIn(300) },
    reason: "as agreed",
    ...over,
  };
  type Register = { authorities: { id: string; code: string; version: number; state: string }[] };
  const { authorities } = await well<Register>(side, "legal-adviser", "POST", "/api/authorities", said);
  const entry = authorities.find(({ code, state }) => code === said.code && state === "proposed");
  if (entry === undefined) throw new Error("not proposed");
  await well(side, "supervisor", "POST", `/api/authorities/${entry.id}/decision`, {
    version: entry.version,
    inForce: true,
    reason: "fingerprint compared by telephone",
  });
  return entry.id;
}
export const partnerOf = (side: Side, other: Side, over: object = {}) => ({
  authorityId: side.partner,
  address: other.unit.address,
  agreement: "Agreement of 1 March, Article 4",
  keepDays: 60,
  assessment: "No findings of torture or persecution; courts review the unit's work each year.",
  assessedUntil: dayIn(300),
  reason: "as agreed",
  ...over,
});
export async function becomePartner(side: Side, other: Side): Promise<void> {
  const { partners } = await well<Partners>(
    side,
    "legal-adviser",
    "POST",
    "/api/exchange/partners",
    partnerOf(side, other),
  );
  const proposed = partners.find(({ state }) => state === "proposed");
  await well(side, "supervisor", "POST", `/api/exchange/partners/${side.partner}/decision`, {
    version: proposed?.version,
    inForce: true,
    reason: "as agreed",
  });
}

export async function run(side: Side, post?: Post): Promise<void> {
  const { services } = side.unit.running;
  for (const job of disclosureJobs) await job.run(null, services);
  for (const job of exchangeJobs) await job.run(null, post === undefined ? services : { ...services, post });
}
export async function rows<Row extends object>(
  side: Side,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: side.unit.adminUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
export const due = (side: Side) =>
  rows(side, "update exchange.outgoing set next_at = now() - interval '1 hour' where state = 'waiting'");

let documents = 0;
/** A traveller of tomorrow at this unit, with a document of their own. */
export async function fly(side: Side): Promise<string> {
  documents += 1;
  const number = `X${String(documents).padStart(8, "0")}`;
  const list = aPassengerList(
    [
      aListedTraveller({
        segment: 12,
        travellerRef: `R${documents}`,
        documents: [{ type: "P", number, issuer: "AZE", expires: "2035-01-01" }],
      }),
    ],
    {
      flights: [
        {
          carrier: "J2",
          number: String(5000 + documents),
          suffix: null,
          legs: [
            {
              from: "IST",
              to: "GYD",
              departs: `${tomorrow}T14:30`,
              arrives: `${tomorrow}T18:25`,
              border: true,
            },
          ],
        },
      ],
    },
  );
  await side.unit.running.services.database.transaction(systemActor("test"), (tx) =>
    applyPassengerList(tx, { list, receiptId: newId(tx.at), state: "AZ", sentOn: null }),
  );
  return number;
}
/** What a unit asks another about one document. */
export const requestForm = (document: string) => ({
  requester: { officer: "A. Officer", contact: "duty desk", supervisor: "B. Chief" },
  purpose: "SERIOUS",
  offence: { code: "drug-trafficking", article: "Criminal Code 234", maxPenaltyYears: 12 },
  airLink: { kind: "direct", text: "Couriers arrive by scheduled flights." },
  caseReference: "K-77",
  grounds: "Intercepted messages name the traveller as a courier of the group.",
  subjects: [{ document }],
  window: { from: tomorrow, until: dayIn(3) },
  elements: ["names", "travel-dates", "seat"],
  masked: false,
  category: "suspect",
  protection: [],
  handling: { codes: ["H2", "H4"], accepted: true },
  humanRights: {
    noDeathPenalty: true,
    noTorture: true,
    originCountry: "AZ",
    text: "Assured by the ministry.",
  },
  legalBasis: { code: "LB-PIU", text: "Agreement, Article 4" },
  language: "en",
  feedback: true,
});
export const step = <Body = RequestDetail>(side: Side, role: Role, id: string, path: string, body: object) =>
  well<Body>(side, role, "POST", `/api/requests/${id}/${path}`, body, "SERIOUS");
export const grading = {
  statement: "Document number, birth date and name are those of the person asked about.",
  checks: ["document compared", "birth date compared"],
  assertion: "fact",
  reliability: "B",
  credibility: "2",
};
export const choice = {
  measure: "SECOND-LINE",
  category: "suspect",
  elements: ["names", "travel-dates", "seat"],
  handling: ["H2", "H4"],
  keepDays: 90,
  protection: [],
};

/** A request of one's own to the partner, approved and ready to leave. Returns its id. */
export async function asked(
  side: Side,
  document: string,
  over: object = {},
  type = "RQ-PIU-OUT",
): Promise<string> {
  const { id } = await well<{ id: string }>(side, "watch-officer", "POST", "/api/requests", {
    type,
    authorityId: side.partner,
    urgent: type === "RQ-PIU-ADHOC" ? true : false,
    fields: type === "RQ-PIU-OUT" ? requestForm(document) : over,
    submit: true,
    ...(type === "RQ-PIU-OUT" ? over : {}),
  });
  await step(side, "watch-officer", id, "triage", { complete: true, reason: "whole" });
  await step(side, "legal-adviser", id, "legal-check", {
    lawful: true,
    reason: "Article and grounds hold.",
    code: null,
  });
  await step(side, "supervisor", id, "approval", { approved: true, reason: "approved", code: null });
  return id;
}
/** What the other unit does with a request that arrived, up to its released answer. */
export async function answer(side: Side): Promise<string> {
  const { requests } = await well<RequestQueue>(side, "watch-officer", "GET", "/api/requests");
  const request = requests.find(({ type, state }) => type === "RQ-PIU-IN" && state === "submitted");
  if (request === undefined) throw new Error("no request arrived");
  const { id } = request;
  await step(side, "watch-officer", id, "triage", { complete: true, reason: "whole" });
  await answerTaken(side, id);
  return id;
}
/** The same from the legal check on, of a request that was taken up. */
export async function answerTaken(side: Side, id: string): Promise<void> {
  await step(side, "legal-adviser", id, "legal-check", {
    lawful: true,
    reason: "Article and grounds hold.",
    code: null,
  });
  await step(side, "supervisor", id, "approval", { approved: true, reason: "approved", code: null });
  const { found } = await step(side, "analyst", id, "search", {});
  await step(side, "analyst", id, "reviews", {
    person: found[0]?.key,
    outcome: "is-the-person",
    ...grading,
  });
  await step(side, "analyst", id, "packages", { person: found[0]?.key, ...choice });
  await step(side, "analyst", id, "release-check", { reason: "ready for the check" });
  await step(side, "supervisor", id, "release", {
    result: "data",
    reason: "Necessary and as asked.",
    code: null,
  });
}
export const exchangeOf = (side: Side) => well<Exchange>(side, "analyst", "GET", "/api/exchange");
export const at = (id: string, path = "") => `/api/exchange/${id}${path}`;

/** Exchanges one request and its package from `giver` to `taker`; returns the id of what arrived. */
export async function exchanged(taker: Side, giver: Side): Promise<{ arrived: string; request: string }> {
  const before = new Set((await exchangeOf(taker)).received.map(({ id }) => id));
  const request = await asked(taker, await fly(giver));
  await run(taker);
  await answer(giver);
  await run(giver);
  const arrived = (await exchangeOf(taker)).received.find(({ id }) => !before.has(id));
  if (arrived === undefined) throw new Error(JSON.stringify((await exchangeOf(giver)).outgoing));
  return { arrived: arrived.id, request };
}
export async function takenUp(side: Side, id: string): Promise<void> {
  await well(side, "analyst", "POST", at(id, "/acceptance"), { conditionsAccepted: true });
  await well(side, "analyst", "POST", at(id, "/opening"), {}, "SERIOUS");
  await well(side, "analyst", "POST", at(id, "/review"), {
    use: true,
    statement: "Bears on our case; checked by hand.",
  });
}

/** Two persons say that a partner listens at another address now. */
export async function movedTo(side: Side, other: Side, address: string, over: object = {}): Promise<void> {
  const said = partnerOf(side, other, { address, ...over });
  await well(side, "legal-adviser", "POST", "/api/exchange/partners", said);
  const { partners } = await well<Partners>(side, "supervisor", "GET", "/api/exchange/partners");
  await well(side, "supervisor", "POST", `/api/exchange/partners/${side.partner}/decision`, {
    version: partners.find(({ state }) => state === "proposed")?.version,
    inForce: true,
    reason: "moved",
  });
}

/** Sends an envelope as it is, as anybody could. */
export async function send(
  to: Side,
  envelope: string,
): Promise<{ status: number; code: string | undefined }> {
  const response = await fetch(`${to.unit.address}/v1/exchange`, {
    method: "POST",
    headers: { "content-type": "application/jose" },
    body: envelope,
  });
  const text = await response.text();
  const code = text.startsWith("{") ? (JSON.parse(text) as { code?: string }).code : undefined;
  return { status: response.status, code };
}
