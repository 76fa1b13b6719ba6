// A desk where authorities ask and are told: everyone who takes part, a register in force, travellers to be found, and keys to open what comes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type CryptoKey } from "jose";
import { approvalRoutes } from "#approvals";
import {
  bodyOutside,
  disclosureJobs,
  disclosureRoutes,
  type DisclosureServices,
  type OutsideApproval,
} from "#disclosures";
import { outagePolicyAgreed } from "#intake";
import type { ListedTraveller } from "#messages";
import { isRefusal, migrateJobs, newId, openKeyring, systemActor } from "#platform";
import { applyBookings, applyPassengerList } from "#records";
import { euStrict } from "#vocabulary";
import type {
  AuthorityContent,
  NewRequest,
  OwnRequests,
  PackageView,
  PublicKey,
  Referral,
  ReplyPackage,
  RequestDetail,
  RequestFields,
} from "../../src/disclosures/contract.ts";
import type { Approval } from "../../src/approvals/contract.ts";
import { aBookedTraveller, aBooking, aListedTraveller, aPassengerList } from "../../src/records/fixtures.ts";
import { aDesk, type Desk } from "./desk.ts";

export type Person = Awaited<ReturnType<Desk["signIn"]>>;
export type Answer = { readonly status: number; readonly body: unknown };
export type Keys = {
  readonly encryption: PublicKey;
  readonly signing: PublicKey;
  readonly privateKey: CryptoKey;
};

export const start = new Date("2026-11-20T09:00:00Z");

async function someKeys(): Promise<Keys> {
  const encryption = await generateKeyPair("ECDH-ES+A256KW", { crv: "X25519", extractable: true });
  const signing = await generateKeyPair("EdDSA", { extractable: true });
  const publicOf = async (key: CryptoKey): Promise<PublicKey> => {
    const { crv = "", x = "" } = await exportJWK(key);
    return { kty: "OKP", crv: crv as "X25519", x };
  };
  return {
    encryption: await publicOf(encryption.publicKey),
    signing: await publicOf(signing.publicKey),
    privateKey: encryption.privateKey,
  };
}

/** A form that is filled in as a request of a national authority needs it, for the traveller of the fixtures. */
export function aForm(over: Partial<RequestFields> = {}): RequestFields {
  return {
    requester: { officer: "A. Officer", contact: "+994 12 000 00 00", supervisor: "B. Chief" },
    purpose: "SERIOUS",
    offence: { code: "drug-trafficking", article: "Criminal Code 234", maxPenaltyYears: 12 },
    airLink: { kind: "direct", text: "Couriers arrive by scheduled flights." },
    caseReference: "K-77/2026",
    grounds: "Intercepted messages name the traveller as a courier of the group.",
    subjects: [{ document: "C01234567" }],
    window: { from: "2026-11-21", until: "2026-11-30" },
    elements: ["names", "travel-dates", "seat", "baggage", "itinerary", "payment", "contact"],
    masked: false,
    category: "suspect",
    protection: [],
    handling: { codes: ["H1", "H3"], accepted: true },
    legalBasis: { code: "LB-CASE", text: "Customs Code 22" },
    feedback: true,
    ...over,
  };
}

/** The same after the journey: what is new, and the evidence. */
export const afterJourney = {
  window: { from: "2026-11-01", until: "2026-11-25" },
  newCircumstances: "A witness named the traveller after the flight had landed.",
  objectiveEvidence: "The witness statement is confirmed by a seizure at the address named.",
} as const;

export const grading = {
  statement: "Document number, birth date and name are those of the person asked about.",
  checks: ["document compared", "birth date compared"],
  assertion: "fact",
  reliability: "B",
  credibility: "2",
} as const;

export const aChoice = {
  measure: "CUSTOMS-CHECK",
  category: "suspect",
  elements: ["names", "travel-dates", "seat", "baggage"],
  handling: ["H1", "H3"],
  keepDays: 90,
  protection: [],
} satisfies Omit<ReplyPackage, "person">;

export async function aDisclosureDesk(
  options: {
    readonly outside?: OutsideApproval | null;
    /** Further routes, added before the first request. */
    readonly also?: (desk: Desk, services: DisclosureServices) => void | Promise<void>;
  } = {},
) {
  const desk = await aDesk({ at: start });
  const { database, clock } = desk;
  await migrateJobs(desk.url);
  const system = systemActor("test");
  const folder = await mkdtemp(join(tmpdir(), "openpiu-disclosures-"));
  const key = await openKeyring({ firstKeyFile: join(folder, "first.key"), folder: join(folder, "keys") });
  const asked: { id: string; exPost: boolean }[] = [];
  const door = bodyOutside(() => euStrict);
  const outside: OutsideApproval = {
    ...door,
    ask: async (tx, what) => {
      const id = await door.ask(tx, what);
      if (!isRefusal(id)) asked.push({ id, exPost: what.exPost });
      return id;
    },
  };
  const services = {
    database,
    clock,
    profile: euStrict,
    key,
    unit: "Test unit",
    outside: options.outside === undefined ? outside : options.outside,
  };
  disclosureRoutes(desk.server, services);
  approvalRoutes(desk.server, { database, key, profile: euStrict, follows: [outagePolicyAgreed(euStrict)] });
  await options.also?.(desk, services);

  const liaison = async (code: string): Promise<Person> => {
    const person = await desk.signIn(["liaison"]);
    await database.transaction(system, (tx) =>
      tx.query("update access.person set tenant = $2 where person_id = $1", [person.id, `agency:${code}`]),
    );
    return person;
  };
  const people = {
    watch: await desk.signIn(["watch-officer"], "SERIOUS"),
    legal: await desk.signIn(["legal-adviser"], "SERIOUS"),
    analyst: await desk.signIn(["analyst"], "SERIOUS"),
    other: await desk.signIn(["analyst"], "SERIOUS"),
    specialist: await desk.signIn(["protection-reviewer"], "SERIOUS"),
    contact: await desk.signIn(["protection-reviewer"], "SERIOUS"),
    supervisor: await desk.signIn(["supervisor"], "SERIOUS"),
    second: await desk.signIn(["supervisor"], "SERIOUS"),
    protection: await desk.signIn(["data-protection-officer"], "OVERSIGHT"),
    head: await desk.signIn(["head"]),
    judge: await desk.signIn(["approver"], "SERIOUS"),
    police: await liaison("police"),
    customs: await liaison("customs"),
    migration: await liaison("migration"),
    abroad: await liaison("abroad"),
    europol: await liaison("europol"),
    partner: await liaison("partner"),
  };

  async function ask(who: Person, method: "GET" | "POST", url: string, body?: object): Promise<Answer> {
    // However late it is by then: who is signed in stays so.
    await database.transaction(system, (tx) =>
      tx.query(
        "update access.session set last_seen_at = $1, expires_at = $1::timestamptz + interval '1 hour'",
        [tx.at],
      ),
    );
    const answer = await desk.server.inject({
      method,
      url,
      headers: who.headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    return {
      status: answer.statusCode,
      body: /json/.test(String(answer.headers["content-type"])) ? answer.json() : answer.body,
    };
  }
  /** Asks, and wants it to go well. */
  async function well<Shape>(
    who: Person,
    method: "GET" | "POST",
    url: string,
    body?: object,
  ): Promise<Shape> {
    const answer = await ask(who, method, url, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Shape;
  }

  const keys = await someKeys();
  function anAuthority(over: Partial<AuthorityContent> = {}): AuthorityContent {
    return {
      code: "police",
      name: "Police",
      kind: "national",
      service: "police",
      country: "AZ",
      legalAct: "Police Act, Article 5",
      purposes: ["TERR", "SERIOUS", "CHILD_PROTECTION"],
      offences: ["terrorism", "drug-trafficking", "trafficking-in-human-beings"],
      contact: "duty desk +994 12 111 11 11",
      language: "az",
      channel: "portal",
      recallAddress: "portal",
      encryptionKey: keys.encryption,
      signingKey: keys.signing,
      keysFrom: "2026-01-01T00:00:00Z",
      keysUntil: "2027-12-31T00:00:00Z",
      validFrom: "2026-01-01T00:00:00Z",
      validUntil: "2027-12-31T00:00:00Z",
      deathPenalty: false,
      tortureRisk: false,
      comparableProtection: { grounds: "Its law and its courts protect as ours do.", until: "2027-12-31" },
      reason: "named by law",
      ...over,
    };
  }
  type Register = { authorities: { id: string; code: string; version: number; state: string }[] };
  async function enter(over: Partial<AuthorityContent> = {}): Promise<string> {
    const said = anAuthority(over);
    const { authorities } = await well<Register>(people.legal, "POST", "/api/authorities", said);
    const entry = authorities.find(({ code, state }) => code === said.code && state === "proposed");
    if (entry === undefined) throw new Error("not proposed");
    await well(people.supervisor, "POST", `/api/authorities/${entry.id}/decision`, {
      version: entry.version,
      inForce: true,
      reason: "seen",
    });
    return entry.id;
  }
  const register = {
    police: await enter(),
    customs: await enter({ code: "customs", name: "Customs", service: "customs" }),
    migration: await enter({
      code: "migration",
      name: "Migration service",
      service: "migration",
      purposes: ["BORDER"],
      offences: [],
    }),
    abroad: await enter({
      code: "abroad",
      name: "Police of Ruritania",
      kind: "third-country",
      country: "GE",
      channel: "diplomatic",
    }),
    europol: await enter({
      code: "europol",
      name: "Europol",
      kind: "europol",
      service: "other",
      country: "NL",
      channel: "siena",
    }),
    partner: await enter({
      code: "partner",
      name: "Partner unit",
      kind: "partner-unit",
      service: "unit",
      country: "TR",
      channel: "exchange",
    }),
  };

  let flights = 0;
  /** A flight of tomorrow, or of the day given, with these travellers by their list. */
  async function fly(
    travellers: readonly Partial<ListedTraveller>[] = [{}],
    on = "2026-11-21",
  ): Promise<{ date: string; id: string; number: string }> {
    flights += 1;
    const number = String(4000 + flights);
    return database.transaction(system, async (tx) => {
      const list = aPassengerList(
        travellers.map((over, at) =>
          aListedTraveller({ segment: 12 + at, travellerRef: `R${flights}-${at}`, ...over }),
        ),
        {
          flights: [
            {
              carrier: "J2",
              number,
              suffix: null,
              legs: [
                { from: "IST", to: "GYD", departs: `${on}T14:30`, arrives: `${on}T18:25`, border: true },
              ],
            },
          ],
        },
      );
      await applyPassengerList(tx, { list, receiptId: newId(tx.at), state: euStrict.state, sentOn: null });
      const [row] = await tx.query<{ flight_date: string; flight_id: string }>(
        "select flight_date, flight_id from records.flight where number = $1",
        [number],
      );
      if (row === undefined) throw new Error("no flight");
      return { date: row.flight_date, id: row.flight_id, number };
    });
  }

  const submit = async (
    who: Person,
    authorityId: string,
    fields: RequestFields,
    over: Partial<NewRequest> = {},
  ): Promise<string> =>
    (
      await well<{ request: { id: string } }>(who, "POST", "/api/own-requests", {
        type: "RQ-CA",
        authorityId,
        urgent: false,
        fields,
        submit: true,
        ...over,
      })
    ).request.id;
  const step = (who: Person, id: string, path: string, body: object = {}) =>
    ask(who, "POST", `/api/requests/${id}/${path}`, body);
  const stepWell = (who: Person, id: string, path: string, body: object = {}) =>
    well<RequestDetail>(who, "POST", `/api/requests/${id}/${path}`, body);
  /** Brings a submitted request before its approval. */
  async function toApproval(id: string): Promise<void> {
    await stepWell(people.watch, id, "triage", { complete: true, reason: "whole" });
    await stepWell(people.legal, id, "legal-check", {
      lawful: true,
      reason: "Article and grounds hold.",
      code: null,
    });
  }
  async function toReview(id: string): Promise<RequestDetail> {
    await toApproval(id);
    await stepWell(people.supervisor, id, "approval", { approved: true, reason: "approved", code: null });
    return stepWell(people.analyst, id, "search");
  }
  /** Reviews the first person found and drafts the package. */
  async function toCheck(
    id: string,
    over: Partial<ReplyPackage> = {},
    by: Person = people.analyst,
  ): Promise<RequestDetail> {
    const found = (await toReview(id)).found[0];
    if (found === undefined) throw new Error("nobody found");
    await stepWell(by, id, "reviews", { person: found.key, outcome: "is-the-person", ...grading });
    await stepWell(by, id, "packages", { person: found.key, ...aChoice, ...over });
    return stepWell(by, id, "release-check", { reason: "ready for the check" });
  }
  const release = (id: string, over: object = {}) =>
    step(people.supervisor, id, "release", {
      result: "data",
      reason: "Necessary and as asked.",
      code: null,
      ...over,
    });
  /** The body outside decides what it was asked last: all elements that were asked, or those given. */
  async function decide(approve: boolean, elements?: readonly string[], hours = 72): Promise<Approval> {
    const id = asked.at(-1)?.id ?? "";
    const read = await well<Approval>(people.judge, "GET", `/api/approvals/${id}`);
    return well<Approval>(people.judge, "POST", `/api/approvals/${id}/decision`, {
      approve,
      fingerprint: read.fingerprint,
      reasons: "As the law requires it in this case.",
      reference: "2(103)-417/2026",
      elements: approve ? (elements ?? read.elements) : [],
      hours,
    });
  }
  const runJobs = async (): Promise<void> => {
    for (const job of disclosureJobs) await job.run(null, services);
  };
  const own = (who: Person) => well<OwnRequests>(who, "GET", "/api/own-requests");
  const rows = <Row extends object>(text: string, values: readonly unknown[] = []) =>
    database.transaction(system, (tx) => tx.query<Row & { [name: string]: unknown }>(text, values));

  return {
    ...desk,
    close: async () => {
      await desk.close();
      await rm(folder, { recursive: true, force: true });
    },
    system,
    services,
    decide,
    asked,
    people,
    keys,
    register,
    anAuthority,
    enter,
    ask,
    well,
    fly,
    submit,
    step,
    stepWell,
    toApproval,
    toReview,
    toCheck,
    release,
    runJobs,
    own,
    rows,
    aBooking,
    aBookedTraveller,
    applyBookings,
  };
}
export type DisclosureDesk = Awaited<ReturnType<typeof aDisclosureDesk>>;
export type { PackageView, Referral };
