// Whatever a signed-in person asks, in any address, query or body the interface describes: never a failing server.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "#access";
import { json, signIn, type Person } from "../../src/app/demonstration-people.ts";
import { aUnit, type Unit } from "../harness/unit.ts";

type Parameter = { readonly name: string; readonly in: "path" | "query" };
type Schema = { readonly type?: string; readonly properties?: Readonly<Record<string, unknown>> };
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
};
type Described = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const somewhere = "01a200d4-4e6c-74b2-a309-a9a1355c11ed";
const odd: readonly string[] = [
  "\u0000",
  "%",
  "\ud83d\ude00",
  "'; drop table records.flight; --",
  "-1",
  "99999999999999999999",
  "1e308",
  "NaN",
  "null",
  "true",
  "../../etc/passwd",
  "9999-12-31",
  "2026-02-31T25:61:00Z",
  "-271821-04-20T00:00:00Z",
  "+275760-09-13T00:00:00Z",
  somewhere,
  "-".repeat(36),
  `2026-02-31_${somewhere}`,
  `0000-00-00_${somewhere}_${somewhere}`,
  `9999-12-31_${somewhere}_${somewhere}`,
  "a".repeat(5_000),
];
const oddValues: readonly unknown[] = [
  null,
  [],
  {},
  0,
  -1,
  1e308,
  true,
  "",
  "\u0000",
  "\ud83d",
  "a".repeat(3_000),
  [[[[]]]],
  { __proto__: 1 },
];

let unit: Unit;
let paths: Described["paths"];
const people: Person[] = [];
const roles: readonly Role[] = [
  "supervisor",
  "data-protection-officer",
  "watchlist-manager",
  "carrier-desk",
  "administrator",
  "analyst",
];

beforeAll(async () => {
  unit = await aUnit();
  for (const role of roles) people.push(await signIn(unit.address, role));
  const [someone] = people;
  if (someone === undefined) throw new Error("nobody is signed in");
  ({ paths } = await json<Described>(await someone("GET", "/api/openapi.json"), "the description"));
});
afterAll(() => unit.close());

/** Asks as whoever may; resolves with the last answer's status, the worst of them when one failed. */
async function statusOf(method: string, path: string, body?: unknown): Promise<number> {
  let status = 0;
  for (const person of people) {
    const answer = await person(method, path, body, "TEST");
    await answer.body?.cancel();
    status = answer.status;
    if (status !== 403) break;
  }
  return status;
}

const filled = (path: string, value: string): string => path.replace(/\{\w+\}/g, encodeURIComponent(value));

test("addresses", async () => {
  const failed: string[] = [];
  const withParts = Object.entries(paths).filter(([path]) => path.startsWith("/api/") && path.includes("{"));
  expect(withParts.length).toBeGreaterThan(10);
  for (const [path, methods] of withParts) {
    for (const method of Object.keys(methods)) {
      for (const value of odd) {
        const status = await statusOf(method.toUpperCase(), filled(path, value));
        if (status >= 500) failed.push(`${method} ${path} with ${value.slice(0, 60)}: ${status}`);
      }
    }
  }
  expect(failed).toEqual([]);
});

test("queries", async () => {
  const failed: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    const asked = methods["get"]?.parameters?.filter((parameter) => parameter.in === "query") ?? [];
    for (const { name } of path.startsWith("/api/") ? asked : []) {
      for (const value of odd) {
        const address = `${filled(path, somewhere)}?${name}=${encodeURIComponent(value)}`;
        const status = await statusOf("GET", address);
        if (status >= 500) failed.push(`${path}?${name}=${value.slice(0, 60)}: ${status}`);
      }
    }
  }
  expect(failed).toEqual([]);
});

test("bodies", async () => {
  const failed: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const schema = operation.requestBody?.content["application/json"]?.schema;
      // Signing out, or another password, would end the asking.
      if (schema === undefined || !path.startsWith("/api/") || path.startsWith("/api/session")) continue;
      const bodies = oddValues.flatMap((value) => [
        value,
        ...Object.keys(schema.properties ?? {}).map((name) => ({ [name]: value })),
        Object.fromEntries(Object.keys(schema.properties ?? {}).map((name) => [name, value])),
      ]);
      for (const body of bodies) {
        const status = await statusOf(method.toUpperCase(), filled(path, somewhere), body);
        if (status >= 500)
          failed.push(`${method} ${path} with ${JSON.stringify(body).slice(0, 80)}: ${status}`);
      }
    }
  }
  expect(failed).toEqual([]);
});

test("list files", async () => {
  const [, , manager] = people;
  if (manager === undefined) throw new Error("nobody keeps the lists");
  const list = await json<{ id: string }>(
    await manager("POST", "/api/watchlists", {
      code: "ODD",
      title: "Odd list",
      authority: "Nobody",
      legalBasis: "None: invented",
      alertBasis: "persons-sought",
      kind: "imported",
      format: "ndjson",
    }),
    "making a list",
  );
  const row = (full: string): string => JSON.stringify({ id: "1", list: "ODD", names: [{ full }] });
  const files = [
    row("A\u0000B"),
    row("A\ud83d"),
    row("A".repeat(2_000_000)),
    "[".repeat(100_000),
    "\u0000",
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>',
  ];
  const statuses: number[] = [];
  for (const file of files)
    statuses.push((await manager("POST", `/api/watchlists/${list.id}/import`, file)).status);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
});

test("the server's log tells of no failure", () => {
  expect(unit.log.filter((line) => line.includes('"level":50'))).toEqual([]);
});
