// Every route that the unit has, asked by every role, without a session, without or with a wrong purpose, on a wrong ground:
// what is answered follows from the role cards (held to the policies in src/access/policies.test.ts), and nothing else.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  actionsOf,
  demonstrationAccounts,
  registeredRoutes,
  roles,
  type Action,
  type RegisteredRoute,
  type Role,
} from "#access";
import { aUnit, type Unit } from "../harness/unit.ts";
import { flightLandingIn, passengerList } from "./messages.ts";

const somewhere = "01a200d4-4e6c-74b2-a309-a9a1355c11ed";
const another = "01a200d4-4e6c-74b2-a309-a9a1355c11ee";
const marker = "ZYXMARKER";
/** Outside the gate on purpose: the way in, what carriers and the public use (with credentials of their own), the screens. */
const open =
  /^(\/\*|\/v1\/|\/api\/(session|session\/.*|installation|health|openapi\.json|disclosure-keys|public\/.*|live)$)/;

/** What the cards of a role say: policies.test.ts holds the policies to a table written from them. */
const mayOf = new Map(
  roles.map((role) => [role, actionsOf({ id: "x", roles: [role], purpose: null }, { demonstration: false })]),
);
const may = (role: Role, action: Action): boolean => mayOf.get(role)?.includes(action) === true;

let unit: Unit;
let owner: Client;
let routes: readonly RegisteredRoute[];
const cookies = new Map<Role, string>();
let known: Readonly<Record<string, string>>;

beforeAll(async () => {
  unit = await aUnit();
  for (const role of roles) {
    const account = demonstrationAccounts.find((each) => each.roles.includes(role));
    const { name, password } = account ?? { name: role, password: "" };
    const answer = await inject("POST", "/api/session", {}, { name, password });
    cookies.set(role, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
  routes = registeredRoutes(unit.running.server).filter(
    ({ method }) => method !== "HEAD" && method !== "OPTIONS",
  );
  await unit.lists([]);
  const carrier = await unit.carrier("J2");
  const listed = { surname: marker, given: "ANAR", birthDate: "1980-05-01", document: "C76543219" };
  const pushed = await carrier.push({ body: passengerList(flightLandingIn(5, "J2", "401"), [listed]) });
  if (!pushed.ok) throw new Error(`not taken: ${pushed.status}`);
  owner = new Client({ connectionString: unit.adminUrl });
  await owner.connect();
  const { rows } = await owner.query<Record<string, string>>(
    `select t.flight_date::text || '_' || t.flight_id as flight, t.flight_date::text || '_' || t.flight_id || '_' || t.person_id as person,
       (select receipt_id::text from intake.receipt limit 1) as receipt from records.traveller t limit 1`,
  );
  known = rows[0] ?? {};
});
afterAll(async () => {
  await owner.end();
  await unit.close();
});

function inject(method: string, url: string, headers: Record<string, string>, body?: object) {
  return unit.running.server.inject({
    method: method as "GET",
    url,
    headers: { host: "localhost", ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
}
const filled = (url: string): string =>
  url
    .replace("/flights/:key", `/flights/${known["flight"]}`)
    .replace("/persons/:key", `/persons/${known["person"]}`)
    .replace(":personKey", known["person"] ?? "")
    .replace("/receipts/:id", `/receipts/${known["receipt"]}`)
    .replace(/:\w+/g, somewhere);
const ask = (role: Role, route: RegisteredRoute, headers: Record<string, string> = {}) =>
  inject(
    route.method,
    filled(route.url),
    { cookie: cookies.get(role) ?? "", ...headers },
    route.method === "GET" ? undefined : { nobody: "knows this" },
  );
const codeOf = (body: string): string =>
  body.startsWith("{") ? ((JSON.parse(body) as { code?: string }).code ?? "") : "";
const guardedRoutes = () => routes.filter(({ url }) => !open.test(url));

test("no route stands outside the gate but those named here; without a session each answers 401 (ANX9-9.25a)", async () => {
  expect(guardedRoutes().length).toBeGreaterThan(120);
  expect(
    guardedRoutes()
      .filter(({ action }) => action === undefined)
      .map(({ url }) => url),
  ).toEqual([]);
  const wrong: string[] = [];
  for (const route of guardedRoutes()) {
    const answer = await inject(route.method, filled(route.url), {}, route.method === "GET" ? undefined : {});
    if (answer.statusCode !== 401) wrong.push(`${route.method} ${route.url}: ${answer.statusCode}`);
  }
  expect(wrong).toEqual([]);
});

type Entry = {
  readonly seq: number;
  readonly action: string;
  readonly actor: string;
  readonly purpose: string | null;
  readonly ground?: string;
  readonly subjectId: string;
  readonly profile: string;
};
/** What the ledger got after entry `seq` from this person. */
async function entriesAfter(seq: number, actor: string): Promise<Entry[]> {
  const { rows } = await owner.query<{ seq: string; body: string }>(
    "select seq, body from ledger.entry where seq > $1 and actor = $2 order by seq",
    [seq, actor],
  );
  return rows.map((row) => ({ ...(JSON.parse(row.body) as Entry), seq: Number(row.seq) }));
}
const ledgerSize = async (): Promise<number> =>
  Number((await owner.query<{ size: string }>("select size from ledger.head")).rows[0]?.size);
/** How often each route was denied to this person since: by entries, by what they count, and by what is still counted. */
async function deniedOf(actor: string, since: number): Promise<(readonly [string, number])[]> {
  const { rows } = await owner.query<{ route: string; times: number }>(
    `with entry as (select body::jsonb as body from ledger.entry where seq > $2 and $1 in (actor, subject_id)),
       denied as (select * from entry where body ->> 'action' = 'access.denied'),
       told as (
         select body ->> 'subjectId' as route, 1 as times from denied where body ->> 'subjectKind' = 'route'
         union all select split_part(key, ' ', 1) || ' ' || split_part(key, ' ', 2), value::int
           from denied, jsonb_each_text(body -> 'detail' -> 'routes')
         union all select split_part(key, ' ', 1) || ' ' || split_part(key, ' ', 2), value::int
           from access.denial, jsonb_each_text(routes) where person_id = $1)
     select route, sum(times)::int as times from told group by route`,
    [actor, since],
  );
  return rows
    .map(({ route, times }) => [route, times] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
const idOf = async (role: Role): Promise<string> =>
  (await inject("GET", "/api/session", { cookie: cookies.get(role) ?? "" })).json<{
    person: { id: string };
  }>().person.id;

const outside: readonly Role[] = ["approver", "inspector", "liaison", "enforcement"];

test.each(roles)(
  "%s: passes where the role card says so and is refused everywhere else; each refusal and each view of persons is an entry (PNRD-13.6, LED-25.1)",
  async (role) => {
    const wrong: string[] = [];
    const actor = await idOf(role);
    const begun = await ledgerSize();
    const denied: string[] = [];
    let last = begun;
    for (const route of guardedRoutes()) {
      const { action } = route;
      if (action === undefined) continue;
      const allowed = may(role, action);
      const answer = await ask(role, route, { "x-purpose": "TEST" });
      const refused = answer.statusCode === 403 && codeOf(answer.body) === "not-permitted";
      if (answer.statusCode >= 500 || (allowed ? refused || answer.statusCode === 401 : !refused))
        wrong.push(`${route.method} ${route.url} (${action}): ${answer.statusCode} ${codeOf(answer.body)}`);
      // To people of other organisations an id that is none of theirs is a refusal of its own.
      const strange = outside.includes(role) && answer.statusCode === 404;
      // Nobody was granted to see anything masked: the policies say so, and each try is an entry.
      const ungranted = answer.statusCode === 403 && codeOf(answer.body) === "grant-over";
      if (refused || strange || ungranted) denied.push(`${route.method} ${route.url}`);
      if (answer.statusCode >= 300 || route.shows === undefined) continue;
      // What showed persons left an entry with who, why and on which ground; and nothing else did it in another's name.
      const left = await entriesAfter(last, actor);
      last = left.at(-1)?.seq ?? last;
      if (!left.some((entry) => entry.purpose === "TEST" && entry.ground?.startsWith("test:") === true))
        wrong.push(`${route.method} ${route.url} showed persons and left ${JSON.stringify(left)}`);
    }
    expect(wrong).toEqual([]);
    const entries = await entriesAfter(begun, actor);
    // The first of a minute one by one and the further ones as counts: nothing is lost, and nothing told that was not.
    expect(await deniedOf(actor, begun)).toEqual(
      [...new Set(denied)].toSorted().map((route) => [route, denied.filter((one) => one === route).length]),
    );
    expect(entries.filter((entry) => entry.profile === "none" || entry.subjectId === "")).toEqual([]);
  },
);

test("where persons are shown: no purpose 400 or 403, an unknown offence 422, another's alert 403 (PNRD-1.2)", async () => {
  const wrong: string[] = [];
  const usual: Partial<Record<Role, string>> = {
    "data-protection-officer": "OVERSIGHT",
    inspector: "OVERSIGHT",
  };
  for (const route of guardedRoutes().filter(
    ({ shows, purposeNeeded }) => shows !== undefined && purposeNeeded,
  )) {
    for (const role of roles.filter((one) => route.action !== undefined && may(one, route.action))) {
      const purpose = usual[role] ?? "TERR";
      const tried = {
        none: (await ask(role, route)).statusCode,
        unknown: (await ask(role, route, { "x-purpose": purpose, "x-ground": "offence:JAYWALKING" }))
          .statusCode,
        elsewhere: (await ask(role, route, { "x-purpose": purpose, "x-ground": `alert:${another}` }))
          .statusCode,
      };
      const body = route.shows?.body !== undefined;
      if (
        tried.none !== 400 ||
        tried.unknown !== 422 ||
        (!body && tried.elsewhere !== 403 && !/alerts\/|second-looks/.test(route.url))
      )
        wrong.push(`${role} ${route.method} ${route.url}: ${JSON.stringify(tried)}`);
    }
  }
  expect(wrong).toEqual([]);
});

// The carrier desk reads redacted sources (R08): its own view of a message is named here, and no other is.
const noPersons: readonly Role[] = [
  "administrator",
  "carrier-desk",
  "rules-manager",
  "head",
  "auditor",
  "legal-adviser",
];
test.each(noPersons)("%s: in no byte of any answer stands a passenger (ANX9-9.25a)", async (role) => {
  const found: string[] = [];
  for (const route of routes.filter(
    ({ method, url }) => method === "GET" && url.startsWith("/api/") && url !== "/api/live",
  )) {
    if (role === "carrier-desk" && route.url === "/api/receipts/:id") continue;
    for (const headers of [
      {},
      { "x-purpose": "TEST" },
      { "x-purpose": "QUALITY", "x-ground": "inquiry:QA-1" },
    ] as Record<string, string>[]) {
      const answer = await ask(role, route, headers);
      if (answer.body.includes(marker) || answer.body.includes("C76543219")) found.push(route.url);
    }
  }
  expect(found).toEqual([]);
  // The marker is there to be found by who may.
  const seen = await ask(
    "watch-officer",
    {
      method: "GET",
      url: "/api/flights/:key",
      action: "view-flight",
      purposeNeeded: true,
      shows: undefined,
    },
    { "x-purpose": "TEST" },
  );
  expect(seen.body).toContain(marker);
});
