// What outsiders try over HTTP: ids of other organisations at every route, fields that no form has, answers without protection,
// cookies that leak, and the quarantine without a new proof.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actionsOf, registeredRoutes, type RegisteredRoute, type Role } from "#access";
import { seedRequests } from "../../src/app/demonstration-requests.ts";
import { signIn, type Person } from "../../src/app/demonstration-people.ts";
import { aUnit, type CarrierLine, type Unit } from "../harness/unit.ts";
import { flightLandingIn, passengerList } from "./messages.ts";

const unknown = "01a200d4-4e6c-74b2-a309-a9a1355c11ed";

type Asker = "police" | "judge" | "carrier";
/** Of whom a thing is that another one asks for: what is asked of it, by whom, and the id of one that is another's. */
type Owned = { readonly routes: RegExp; readonly asker: Asker; readonly sql: string };
/** Routes that people outside the unit may use, or carriers, with an id in the address: the id is of somebody else. */
const owned: readonly Owned[] = [
  {
    routes: /^\w+ \/api\/own-requests\/:id/,
    asker: "police",
    sql: "select request_id as id from disclosures.request where tenant = 'agency:customs' limit 1",
  },
  {
    routes: /^\w+ \/api\/own-packages\/:id/,
    asker: "police",
    sql: "select package_id as id from disclosures.package p where tenant = 'agency:customs' and released_at is not null limit 1",
  },
  {
    routes: /^\w+ \/api\/own-recalls\/:id/,
    asker: "police",
    sql: "select recall_id as id from disclosures.recall where tenant = 'agency:customs' limit 1",
  },
  {
    routes: /^\w+ \/api\/approvals\/:id/,
    asker: "judge",
    sql: "select request_id as id from approvals.request where state = 'asked' limit 1",
  },
  {
    routes: /^DELETE \/api\/session\/list\/:id/,
    asker: "police",
    sql: "select session_id as id from access.session join access.person using (person_id) where sign_in_name = 'customs' limit 1",
  },
  {
    routes: /^DELETE \/api\/session\/passkeys\/:id/,
    asker: "police",
    sql: "select passkey_id as id from access.passkey",
  },
  {
    routes: /^DELETE \/api\/session\/identities\/:id/,
    asker: "police",
    sql: "select identity_id as id from access.identity",
  },
  {
    routes: /^\w+ \/api\/shifts\/:id\/(start|handover)/,
    asker: "police",
    sql: "select shift_id as id from access.shift limit 1",
  },
  {
    routes: /^GET \/v1\/receipts\/:id/,
    asker: "carrier",
    sql: "select delivery_id as id from intake.delivery limit 1",
  },
  {
    routes: /^GET \/v1\/outages\/:id/,
    asker: "carrier",
    sql: "select outage_id as id from intake.channel_outage where carrier_id is not null limit 1",
  },
  {
    routes: /^POST \/v1\/outbox\/:id/,
    asker: "carrier",
    sql: "select outgoing_id as id from intake.outgoing limit 1",
  },
  {
    routes: /^POST \/v1\/penalties\/:id/,
    asker: "carrier",
    sql: "select case_id as id from penalties.penalty_case where carrier = 'J2' limit 1",
  },
  {
    routes: /^\w+ \/v1\/test\/runs\/:id/,
    asker: "carrier",
    sql: "select run_id as id from certification.run limit 1",
  },
];
/** Routes with an id that outsiders may use and where nothing is another's. */
const everybodys: Readonly<Record<string, string>> = {
  "POST /api/law/flight-selections/:id/judgement": "the body outside judges every decision there is",
  "GET /api/penalty-proposals/:id/file": "the enforcement authority reads all that was sent to it",
  "POST /api/penalty-proposals/:id/decision": "the enforcement authority decides all that was sent to it",
  "GET /v1/outages/:id/report":
    "an outage of a channel is every carrier's to report on; it names no other carrier",
};
/** Fields of bodies that name a thing of an organisation. */
const ownedFields: Readonly<Record<string, string>> = {
  "POST /api/own-requests authorityId":
    "select authority_id as id from disclosures.authority where code = 'customs' limit 1",
  "POST /api/shifts/:id/handover relievedBy":
    "select person_id as id from access.person where sign_in_name = 'relief'",
};

let unit: Unit;
let owner: Client;
let routes: readonly RegisteredRoute[];
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const people: Partial<Record<string, Person>> = {};
let carriers: { readonly own: CarrierLine; readonly other: CarrierLine };
const folder = mkdtempSync(join(tmpdir(), "openpiu-attacks-"));

type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};
type Operation = {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
};

const person = (name: string): Person => {
  const found = people[name];
  if (found === undefined) throw new Error(`nobody signed in as ${name}`);
  return found;
};
const one = async (sql: string): Promise<string> => {
  const { rows } = await owner.query<{ id: string }>(sql);
  if (rows[0] === undefined) throw new Error(`nothing there: ${sql}`);
  return rows[0].id;
};

beforeAll(async () => {
  unit = await aUnit();
  owner = new Client({ connectionString: unit.adminUrl });
  await owner.connect();
  await unit.lists([]);
  const [other, own] = [await unit.carrier("J2"), await unit.carrier("TK")];
  carriers = { own, other };
  const travellers = ["ANAR", "LALA", "MURAD"].map((given, at) => ({
    surname: "MUSTERI",
    given,
    birthDate: "1980-05-01",
    document: `C7654321${at}`,
  }));
  for (const [at, traveller] of travellers.entries()) {
    const pushed = await other.push({
      body: passengerList(flightLandingIn(20 + at, "J2", `40${at}`), [traveller]),
    });
    if (!pushed.ok) throw new Error(`not taken: ${pushed.status}`);
  }
  await other.push({ body: "UNB+UNOA:4+NOBODY+CAN'READ THIS" });
  const begun = await fetch(`${unit.address}/v1/test/runs`, {
    method: "POST",
    headers: { authorization: `Bearer ${other.token}` },
  });
  if (!begun.ok) throw new Error(`no run: ${begun.status}`);
  await seedRequests(unit.address, folder, new Date(), () => false);
  const roles: readonly (readonly [string, Role])[] = [
    ["police", "liaison"],
    ["customs", "liaison"],
    ["judge", "approver"],
    ["supervisor", "supervisor"],
    ["carriers", "carrier-desk"],
    ["analyst", "analyst"],
    ["admin", "administrator"],
  ];
  for (const [name, role] of roles) people[name] = await signIn(unit.address, role, name);
  // What customs is given: the second request of the demonstration, released.
  const request = await one(
    "select request_id as id from disclosures.request where tenant = 'agency:customs' and state = 'release-check'",
  );
  const reason = "Necessary for the case, and no more than was asked.";
  const said = { result: "data", reason, code: null };
  const released = await person("supervisor")("POST", `/api/requests/${request}/release`, said, "SERIOUS");
  if (!released.ok) throw new Error(`not released: ${released.status} ${await released.text()}`);
  await plantOwned();
  routes = registeredRoutes(unit.running.server).filter(
    ({ method }) => method !== "HEAD" && method !== "OPTIONS",
  );
  const described = await person("analyst")("GET", "/api/openapi.json");
  ({ paths } = (await described.json()) as { paths: typeof paths });
});
afterAll(async () => {
  await owner.end();
  await unit.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Things of others that only their own holders or long work would make: put there as the database's owner. */
async function plantOwned(): Promise<void> {
  await owner.query("set session_replication_role = replica");
  const customs = "(select person_id from access.person where sign_in_name = 'customs')";
  await owner.query(
    `insert into access.passkey (passkey_id, person_id, credential_id, public_key, counter, transports, kind, backed_up, aaguid, name, added_at)
     values (gen_random_uuid(), ${customs}, 'another', '\\x00', 0, '{}', 'singleDevice', false, 'none', 'key', now())`,
  );
  await owner.query(
    `insert into access.identity (identity_id, person_id, issuer, subject, linked_at, linked_by)
     values (gen_random_uuid(), ${customs}, 'https://id.example', 'another', now(), 'test')`,
  );
  await owner.query(
    `insert into disclosures.recall (recall_id, authority_id, tenant, kind, cause, cause_key, text, packages, made_at, due_at, expires_at)
     select gen_random_uuid(), authority_id, tenant, 'correct', 'mistake', 'test', 'x', array[package_id], now(), now() + interval '3 days', now() + interval '1 year'
     from disclosures.package where tenant = 'agency:customs' limit 1`,
  );
  await owner.query(
    `insert into intake.outgoing (outgoing_id, carrier_id, kind, reference, sealed, channel, confirmed, state, created_at, expires_at)
     select gen_random_uuid(), carrier_id, 'GOVREQ', 'test', '\\x00', 'fetch', false, 'waiting', now(), now() + interval '1 day'
     from carriers.carrier where code = 'J2'`,
  );
  await owner.query(
    `insert into intake.channel_outage (outage_id, carrier_id, channels, kind, began_at, text, opened_by, opened_at)
     select gen_random_uuid(), carrier_id, '{mail}', 'reported', now(), 'Its line is cut.', 'somebody', now()
     from carriers.carrier where code = 'J2'`,
  );
  await owner.query(
    `insert into penalties.penalty_case (case_id, number, carrier_id, carrier, provision, summary, factors, state, drafted_by, drafted_at,
       notified_at, hear_until)
     select gen_random_uuid(), 'PEN-2026-99', carrier_id, code, 'Article 295', 'Nothing was sent.',
       '{"gravity": "", "fault": "", "recurrence": "", "cooperation": "", "size": "", "others": ""}', 'hearing', 'somebody', now(), now(),
       now() + interval '28 days'
     from carriers.carrier where code = 'J2'`,
  );
  // Nobody of the unit has endorsed it: the body outside does not see it.
  await owner.query(
    `insert into approvals.request (request_id, kind, item, state, urgent, asked_by, asked_body, asked_at, form, elements, hours, masked, subjects, fingerprint)
     values (gen_random_uuid(), 'unmask', 'person:x', 'asked', false, 'somebody', 'piu', now(), '{}', '{names}', 1, '{}', '[]', repeat('0', 64))`,
  );
  await owner.query("set session_replication_role = origin");
}

const named = ({ method, url }: RegisteredRoute): string => `${method} ${url}`;
const outsiders: readonly Role[] = ["liaison", "approver", "enforcement"];
const mayOutside = ({ action }: RegisteredRoute): boolean =>
  action === undefined ||
  outsiders.some((role) =>
    actionsOf({ id: "x", roles: [role], purpose: null }, { demonstration: false }).includes(action),
  );

async function ask(asker: Asker, { method, url }: RegisteredRoute, id: string, body: object) {
  const address = url.replace(":number", "1").replace(/:\w+/g, id);
  const purpose = asker === "judge" ? "TERR" : "SERIOUS";
  const answer =
    asker === "carrier"
      ? await fetch(unit.address + address, {
          method,
          headers: {
            authorization: `Bearer ${carriers.own.token}`,
            ...(method === "GET" ? {} : { "content-type": "application/json" }),
          },
          ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
        })
      : await person(asker)(method, address, method === "GET" ? undefined : body, purpose);
  const text = await answer.text();
  const said = text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : { text };
  // The reference of the request is its own; the id asked for may be said back.
  const { reference: _reference, instance: _instance, ...rest } = said;
  return { status: answer.status, body: JSON.stringify(rest).replaceAll(id, "(id)") };
}

/** A body that its schema takes, with these values where a field of that name stands. */
function aBody(schema: Schema | undefined, given: Readonly<Record<string, unknown>> = {}): object {
  return (schema === undefined ? {} : (filled(schema, given) as object | null)) ?? {};
}
function filled(schema: Schema, given: Readonly<Record<string, unknown>>): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return filled(schema.anyOf[0] ?? {}, given);
  if (schema.properties !== undefined || schema.type === "object") {
    const { properties = {}, required = [] } = schema;
    return Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => required.includes(name))
        .map(([name, field]) => [name, name in given ? given[name] : filled(field, given)]),
    );
  }
  if (schema.type === "array") return schema.items === undefined ? [] : [filled(schema.items, given)];
  if (schema.type === "boolean") return true;
  if (schema.type === "integer" || schema.type === "number")
    return (schema as { minimum?: number }).minimum ?? 1;
  if (schema.type === "null") return null;
  const { minLength = 1, maxLength = 12 } = schema as { minLength?: number; maxLength?: number };
  if (isId(schema)) return unknown;
  if (schema.pattern === "^[0-9a-f]{64}$") return "0".repeat(64);
  if (schema.format === "date-time") return "2026-11-21T00:00:00.000Z";
  return "x".repeat(Math.min(Math.max(minLength, 12), maxLength));
}
const isId = ({ pattern }: Schema): boolean => pattern?.includes("[0-9a-f]{8}-") === true;
const schemaOf = ({ method, url }: RegisteredRoute): Schema | undefined =>
  paths[url.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()]?.requestBody?.content["application/json"]
    ?.schema;

const withId = (): readonly RegisteredRoute[] => routes.filter(({ url }) => url.includes("/:"));

test("every route with an id that somebody outside may use says whose ids there are (LED-29.2)", () => {
  const unsaid = withId()
    .filter(mayOutside)
    .map(named)
    .filter((name) => !(name in everybodys) && !owned.some((known) => known.routes.test(name)));
  expect(unsaid).toEqual([]);
  const stale = owned.filter((known) => !withId().some((route) => known.routes.test(named(route))));
  expect(stale).toEqual([]);
  expect(Object.keys(everybodys).filter((name) => !withId().some((route) => named(route) === name))).toEqual(
    [],
  );
});

test("an id of another organisation is answered as one that nobody has, at every route, and leaves an entry (LED-15, LED-29.2, PNRD-13.6)", async () => {
  const wrong: string[] = [];
  let tried = 0;
  for (const route of withId()) {
    const known = owned.find((each) => each.routes.test(named(route)));
    if (known === undefined) continue;
    const { asker, sql } = known;
    const body = aBody(schemaOf(route));
    const theirs = await ask(asker, route, await one(sql), body);
    const nobodys = await ask(asker, route, unknown, body);
    tried += 1;
    if (theirs.status < 400 || JSON.stringify(theirs) !== JSON.stringify(nobodys))
      wrong.push(`${named(route)}: ${JSON.stringify(theirs)} is not ${JSON.stringify(nobodys)}`);
    // What is refused for its form never came near the id.
    if (theirs.status === 400)
      wrong.push(`${named(route)}: the form was refused, not the id: ${theirs.body} ${JSON.stringify(body)}`);
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::int as n from ledger.entry where body::jsonb ->> 'action' = 'access.denied'
         and body::jsonb ->> 'subjectId' = $1`,
      [named(route)],
    );
    if ((rows[0]?.n ?? 0) < 2) wrong.push(`${named(route)}: ${rows[0]?.n} entries of two refusals`);
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(20);
});

test("so is an id of another organisation in a body", async () => {
  const fields = routes.flatMap((route) => {
    if (!mayOutside(route) || route.action === undefined) return [];
    return Object.entries(schemaOf(route)?.properties ?? {})
      .filter(([, field]) => isId(field))
      .map(([name]) => ({ route, name, known: `${named(route)} ${name}` }));
  });
  expect(fields.map(({ known }) => known).toSorted()).toEqual(Object.keys(ownedFields).toSorted());
  for (const { route, name, known } of fields) {
    const answers = await Promise.all(
      [await one(ownedFields[known] ?? ""), unknown].map((id) =>
        ask("police", route, id, aBody(schemaOf(route), { [name]: id })),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.status).toBeGreaterThanOrEqual(400);
  }
});

test("whatever else has an id in its address is refused to them before the id is looked at", async () => {
  const wrong: string[] = [];
  const flight = await one("select flight_date::text || '_' || flight_id as id from records.flight limit 1");
  const request = await one("select request_id as id from disclosures.request limit 1");
  for (const route of withId().filter((each) => !mayOutside(each))) {
    for (const asker of ["police", "judge"] as const) {
      const answers = [];
      for (const id of [route.url.includes(":key") ? flight : request, unknown])
        answers.push(await ask(asker, route, id, {}));
      if (answers[0]?.status !== 403 || JSON.stringify(answers[0]) !== JSON.stringify(answers[1]))
        wrong.push(`${asker} ${named(route)}: ${JSON.stringify(answers)}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("every body is closed: a field that its form has not is refused, on every level (LED-20)", async () => {
  const open: string[] = [];
  const look = (schema: Schema, at: string): void => {
    if (schema.properties !== undefined && schema.additionalProperties !== false) open.push(at);
    for (const [name, field] of Object.entries(schema.properties ?? {})) look(field, `${at}.${name}`);
    for (const each of schema.anyOf ?? []) look(each, at);
    if (schema.items !== undefined) look(schema.items, `${at}[]`);
  };
  let bodies = 0;
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const schema = operation.requestBody?.content["application/json"]?.schema;
      if (schema === undefined) continue;
      bodies += 1;
      look(schema, `${method} ${path}`);
    }
  expect(bodies).toBeGreaterThan(150);
  expect(open).toEqual([]);
  // And the schema is what requests are held to.
  const answer = await person("police")("POST", "/api/own-requests", {
    tenant: "agency:customs",
    state: "approved",
  });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, "request-invalid"]);
});

test("every answer, also of errors, says how browsers are to treat it; the cookie is out of reach of scripts", async () => {
  const asked: readonly (readonly [string, RequestInit])[] = [
    ["/", {}],
    ["/api/health", {}],
    ["/api/nothing", {}],
    ["/%ff", {}],
    ["/api/session", { method: "POST", body: "{", headers: { "content-type": "application/json" } }],
    ["/v1/messages", { method: "POST", body: "x" }],
    ["/api/ledger", {}],
    [`/api/${"a".repeat(20_000)}`, {}],
  ];
  for (const [path, init] of asked) {
    const { headers, status } = await fetch(unit.address + path, init);
    if (status === 431) continue;
    expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
    const policy = headers.get("content-security-policy") ?? "";
    expect([path, policy.includes("default-src 'none'") || policy.includes("default-src 'self'")]).toEqual([
      path,
      true,
    ]);
    expect([path, /unsafe-(inline|eval)/.test(policy.replace(/style-src[^;]*/, ""))]).toEqual([path, false]);
    expect([path, policy.includes("frame-ancestors 'none'")]).toEqual([path, true]);
    expect([path, headers.get("referrer-policy")]).toEqual([path, "no-referrer"]);
    expect([path, !path.startsWith("/api/") || headers.get("cache-control") === "no-store"]).toEqual([
      path,
      true,
    ]);
  }
  const opened = await fetch(`${unit.address}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: `openpiu=${"A".repeat(43)}` },
    body: JSON.stringify({ name: "rules", password: "demonstration" }),
  });
  const cookies = opened.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=(Strict|Lax)/i);
    // A token that was brought along is not taken up: nobody fixes another's session.
    expect(cookie).not.toContain("A".repeat(43));
  }
  // Another site's page changes nothing, also with the cookie sent along.
  const foreign = await fetch(`${unit.address}/api/session`, {
    method: "DELETE",
    headers: {
      cookie: cookies.map((each) => each.split(";")[0]).join("; "),
      origin: "https://evil.example",
      "sec-fetch-site": "cross-site",
    },
  });
  expect(foreign.status).toBe(403);
});

test("names that nobody has and wrong passwords are told alike; addresses out of the folder of screens find nothing", async () => {
  const tried = async (name: string) => {
    const answer = await fetch(`${unit.address}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, password: "wrong password" }),
    });
    const { instance: _one, reference: _two, ...said } = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, said };
  };
  expect(await tried("auditor")).toEqual(await tried("nobody.of.this.name"));
  for (const path of [
    "/..%2f..%2fpackage.json",
    "/assets/..%2f..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/package.json",
    "/..\\..\\package.json",
  ]) {
    const text = await (await fetch(unit.address + path)).text();
    expect([path, /root:|"dependencies"/.test(text)]).toEqual([path, false]);
  }
});

test("lines that somebody types make no lines of the log, and nothing typed stands in it", async () => {
  const before = unit.log.length;
  await fetch(`${unit.address}/api/flights?find=ZYX%0a%7B%22level%22%3A60%7D`, {
    headers: { "user-agent": "ZYXAGENT", "x-purpose": "ZYXPURPOSE" },
  });
  await fetch(`${unit.address}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "ZYX\n{}", password: "ZYXPASS" }),
  });
  expect(unit.log.slice(before).filter((line) => line.includes("ZYX"))).toEqual([]);
});

test("the quarantine opens to the carrier desk alone, by an address of its own, with a new proof, and as an entry of its own", async () => {
  const id = await one("select receipt_id as id from intake.quarantine limit 1");
  const desk = person("carriers");
  const plain = (await (await desk("GET", `/api/receipts/${id}`, undefined, "QUALITY")).json()) as Record<
    string,
    unknown
  >;
  expect([plain["source"], plain["sourceAbsent"]]).toEqual([null, "quarantine"]);
  const opened = await desk("GET", `/api/receipts/${id}/quarantine`, undefined, "QUALITY");
  expect(await opened.json()).toMatchObject({ source: { text: expect.stringContaining("NOBODY") } });
  expect(
    await one(
      `select count(*)::text as id from ledger.entry where body::jsonb ->> 'action' = 'quarantine.viewed' and body::jsonb ->> 'subjectId' = '${id}'`,
    ),
  ).toBe("1");
  const analyst = await person("analyst")("GET", `/api/receipts/${id}/quarantine`, undefined, "TERR");
  expect(analyst.status).toBe(403);
  await owner.query(
    `update access.session set authenticated_at = now() - interval '1 day'
     where person_id = (select person_id from access.person where sign_in_name = 'carriers')`,
  );
  const stale = await desk("GET", `/api/receipts/${id}/quarantine`, undefined, "QUALITY");
  expect([stale.status, ((await stale.json()) as { code: string }).code]).toEqual([403, "step-up-needed"]);
});
