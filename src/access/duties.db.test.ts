// Every pair of roles of the table in roles.md section 3: what nobody holds together, what nobody does on one thing; by policy and by SQL.
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRoutes, roles, type Role } from "#access";
import { systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { keptApart } from "./duties.ts";
import { rolesRefusal } from "./people.ts";
import { roleFitsTenant } from "./roles.ts";

let desk: Desk;
let admin: Client;
let supervisor: Awaited<ReturnType<Desk["signIn"]>>;

beforeAll(async () => {
  desk = await aDesk();
  accessRoutes(desk.server, { unit: "Unit", zone: "UTC", version: "0" });
  admin = new Client({ connectionString: desk.adminUrl });
  await admin.connect();
  supervisor = await desk.signIn(["supervisor"]);
});
afterAll(async () => {
  await admin.end();
  await desk.close();
});

const pairs = roles.flatMap((one, index) => roles.slice(index + 1).map((other) => [one, other] as const));
const hard = pairs.filter(([one, other]) => keptApart(one, other) === "roles");
const soft = pairs.filter(([one, other]) => keptApart(one, other) === "acts");
const tenantOf = (role: Role): string =>
  ["piu", "approver", "authority", "enforcement", "agency:police"].find((tenant) =>
    roleFitsTenant(role, tenant),
  ) ?? "piu";

// The table of the standard, row by row: R01 R02 R03 R04 R05 R06 R07 R09 R11 R14 R15.
const columns: readonly Role[] = [
  "watch-officer",
  "analyst",
  "rules-manager",
  "watchlist-manager",
  "supervisor",
  "data-protection-officer",
  "legal-adviser",
  "administrator",
  "auditor",
  "approver",
  "inspector",
];
const table = [
  "-oooo# ####",
  " -ooo# ####",
  "  -oo#o####",
  "   -o#o####",
  "    -#o####",
  "     -#####",
  "      -####",
  "       -###",
  "        -##",
  "         -#",
];

test("the pairs are those of the table of roles.md section 3", () => {
  for (const [row, marks] of table.entries()) {
    for (const [column, mark] of marks.split("").entries()) {
      const [one, other] = [columns[row], columns[column]];
      if (column <= row || one === undefined || other === undefined) continue;
      const wanted = mark === "#" ? "roles" : mark === "o" ? "acts" : undefined;
      expect([one, other, keptApart(one, other)]).toEqual([one, other, wanted]);
    }
  }
  expect([hard.length, soft.length]).toEqual([84, 17]);
});

test("the database holds the same pairs", async () => {
  const { rows } = await admin.query<{ pair: string; apart: string }>(
    "select one || '+' || other as pair, apart from access.duty_pair order by 1",
  );
  // Who protects (R02s) does the work of an analyst's card.
  const wanted = [...hard, ...soft]
    .filter((pair) => keptApart(...pair) === "roles" || !pair.includes("protection-reviewer"))
    .map((pair) => ({ pair: pair.toSorted().join("+"), apart: keptApart(...pair) }));
  expect(rows).toEqual(wanted.toSorted((a, b) => (a.pair < b.pair ? -1 : 1)));
});

async function anAccount(tenant: string): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `insert into access.person (person_id, sign_in_name, display_name, created_at, tenant)
     values (gen_random_uuid(), gen_random_uuid()::text, 'Somebody', now(), $1) returning person_id as id`,
    [tenant],
  );
  return rows[0]?.id ?? "";
}
const grant = (client: Client, person: string, role: Role) =>
  client.query("insert into access.role_grant values ($1, $2, now(), 'by hand')", [person, role]);

test.each(hard)(
  "nobody is %s and %s: not on request, not by SQL, not by the server itself (ANX9-9.25a)",
  async (one, other) => {
    const asked = await desk.server.inject({
      method: "POST",
      url: "/api/people/requests",
      headers: supervisor.headers,
      payload: {
        kind: "account",
        signInName: `${one}.${other}`,
        name: "Both",
        roles: [one, other],
        reason: "short of people",
      },
    });
    expect(["roles-conflict", "role-of-another-organisation"]).toContain(
      (asked.json() as { code: string }).code,
    );
    expect(rolesRefusal([one, other], tenantOf(one))).toBeDefined();
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const person = await anAccount(tenantOf(first));
      await grant(admin, person, first);
      await expect(grant(admin, person, second)).rejects.toThrow(
        /not held together|is none for an account of/,
      );
      const system = desk.database.transaction(systemActor("test"), (tx) =>
        tx.query("insert into access.role_grant values ($1, $2, now(), 'system:test')", [person, second]),
      );
      await expect(system).rejects.toThrow(/not held together|is none for an account of/);
    }
  },
);

const take = (item: string, person: string, duty: Role) =>
  admin.query("select access.take_part('thing', $1, $2, $3)", [item, person, duty]);

test.each(soft.filter((pair) => !pair.includes("protection-reviewer")))(
  "one person does not do the work of %s and of %s on one thing, in either order (ANX9-9.25a)",
  async (one, other) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const item = `${first} then ${second}`;
      await take(item, "anna", first);
      await expect(take(item, "anna", second)).rejects.toMatchObject({ code: "DUTY1" });
      // Another person may, and the same one on another thing; the same part again is no conflict.
      await take(item, "bela", second);
      await take(`${item}, another`, "anna", second);
      await take(item, "anna", first);
    }
  },
);

test("two acts at once count one after the other", async () => {
  const second = new Client({ connectionString: desk.adminUrl });
  await second.connect();
  await admin.query("begin");
  await take("raced", "anna", "analyst");
  const waiting = second.query("select access.take_part('thing', 'raced', 'anna', 'supervisor')");
  const outcome = waiting.then(
    () => "taken",
    (error: Error & { code?: string }) => error.code,
  );
  await admin.query("commit");
  expect(await outcome).toBe("DUTY1");
  await second.end();
});

test("nobody writes or removes a part by hand", async () => {
  const as = (role: Role, text: string) =>
    desk.database.transaction({ id: supervisor.id, roles: [role], purpose: null }, (tx) => tx.query(text));
  const insert = "insert into access.part values ('thing', 'x', 'anna', 'analyst', now())";
  await expect(as("supervisor", insert)).rejects.toThrow(/permission denied/);
  await expect(as("supervisor", "select access.take_part('thing', 'x', 'anna', 'analyst')")).rejects.toThrow(
    /permission denied/,
  );
  await expect(as("administrator", "update access.part set person_id = 'x'")).rejects.toThrow(
    /permission denied/,
  );
  await as("administrator", "delete from access.part");
  const { rows } = await admin.query<{ count: number }>("select count(*)::int as count from access.part");
  expect(rows[0]?.count).toBeGreaterThan(0);
});

/** No thing is worked on by both; or the thing does not exist yet. */
const nothingInCommon: Readonly<Record<string, string>> = {
  "watchlist-manager+rules-manager": "a rule and an entry are never one thing",
  "watchlist-manager+legal-adviser":
    "sources of data are connected by configuration, not yet by a file (F21)",
};

test("each pair of acts is held on the things that both work on, or it is said why there is none", async () => {
  const { rows } = await admin.query<{ arguments: string }>(
    `select encode(tgargs, 'escape') as arguments from pg_trigger t join pg_proc f on f.oid = t.tgfoid
     where f.proname = 'note_parts' and not t.tgisinternal`,
  );
  const byThing = new Map<string, Set<string>>();
  for (const { arguments: text } of rows) {
    const [kind = "", , ...fields] = text.split("\\000").filter((part) => part !== "");
    const duties = byThing.get(kind) ?? new Set();
    for (const field of fields) for (const duty of field.replace(/^.*=/, "").split("|")) duties.add(duty);
    byThing.set(kind, duties);
  }
  // The decision on an alert, by a trigger of its own.
  byThing.set("entry", new Set([...(byThing.get("entry") ?? []), "analyst", "watch-officer"]));
  const open = soft
    .filter((pair) => !pair.includes("protection-reviewer"))
    .filter(([one, other]) => ![...byThing.values()].some((duties) => duties.has(one) && duties.has(other)))
    .map((pair) => pair.join("+"));
  expect(open.toSorted()).toEqual(Object.keys(nothingInCommon).toSorted());
});

test("who asks for roles whose work is kept apart is told so, and so is who carries it out", async () => {
  const headers = supervisor.headers;
  const payload = {
    kind: "account",
    signInName: "both",
    name: "Both",
    roles: ["analyst", "watchlist-manager"],
    reason: "nights",
  };
  const asked = await desk.server.inject({ method: "POST", url: "/api/people/requests", headers, payload });
  expect(asked.json()).toMatchObject({ flags: ["analyst+watchlist-manager"] });
  const list = await desk.server.inject({ method: "GET", url: "/api/people/requests", headers });
  expect((list.json() as { requests: { flags: string[] }[] }).requests[0]?.flags).toEqual([
    "analyst+watchlist-manager",
  ]);
});
