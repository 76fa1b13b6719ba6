// Whatever a signed-in person asks, in any address, query or body the interface describes: never a failing server.
import { afterAll, beforeAll, expect, test } from "vitest";
import { roles } from "#access";
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
/** Who may ask so, by what is asked: found at the first question, asked first from then on. */
const entitled = new Map<string, Person>();

beforeAll(async () => {
  unit = await aUnit();
  for (const role of roles) people.push(await signIn(unit.address, role));
  const [someone] = people;
  if (someone === undefined) throw new Error("nobody is signed in");
  ({ paths } = await json<Described>(await someone("GET", "/api/openapi.json"), "the description"));
});
afterAll(() => unit.close());

type Question = {
  readonly method: string;
  readonly path: string;
  readonly address: string;
  readonly body?: unknown;
};

/** Asks as whoever may, or as the last who may not; the question when the server failed, null otherwise. */
async function failing({ method, path, address, body }: Question): Promise<string | null> {
  const key = `${method} ${path}`;
  const known = entitled.get(key);
  for (const person of known === undefined ? people : [known]) {
    const answer = await person(method.toUpperCase(), address, body, "TEST");
    await answer.body?.cancel();
    if (answer.status >= 500)
      return `${key}: ${answer.status} to ${address.slice(0, 120)} ${JSON.stringify(body)?.slice(0, 80) ?? ""}`;
    entitled.set(key, person);
    if (answer.status !== 403) break;
  }
  return null;
}

/** Some at a time: the first of a kind finds out who may. */
async function failingOf(questions: readonly Question[]): Promise<string[]> {
  const failed: (string | null)[] = [];
  for (const alike of Map.groupBy(questions, ({ method, path }) => `${method} ${path}`).values()) {
    const [first, ...others] = alike;
    if (first !== undefined) failed.push(await failing(first));
    failed.push(...(await Promise.all(others.map(failing))));
  }
  return failed.filter((each) => each !== null);
}

const filled = (path: string, value: string): string => path.replace(/\{\w+\}/g, encodeURIComponent(value));

test("addresses", async () => {
  const withParts = Object.entries(paths).filter(([path]) => path.startsWith("/api/") && path.includes("{"));
  expect(withParts.length).toBeGreaterThan(10);
  const questions = withParts.flatMap(([path, methods]) =>
    Object.keys(methods).flatMap((method) =>
      odd.map((value) => ({ method, path, address: filled(path, value) })),
    ),
  );
  expect(await failingOf(questions)).toEqual([]);
});

test("queries", async () => {
  const questions = Object.entries(paths).flatMap(([path, methods]) => {
    const asked = methods["get"]?.parameters?.filter((parameter) => parameter.in === "query") ?? [];
    return (path.startsWith("/api/") ? asked : []).flatMap(({ name }) =>
      odd.map((value) => ({
        method: "get",
        path,
        address: `${filled(path, somewhere)}?${name}=${encodeURIComponent(value)}`,
      })),
    );
  });
  expect(await failingOf(questions)).toEqual([]);
});

test("bodies", async () => {
  const questions = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const schema = operation.requestBody?.content["application/json"]?.schema;
      // Signing out, or another password, would end the asking.
      if (schema === undefined || !path.startsWith("/api/") || path.startsWith("/api/session")) return [];
      const names = Object.keys(schema.properties ?? {});
      return oddValues
        .flatMap((value) => [
          value,
          ...names.map((name) => ({ [name]: value })),
          Object.fromEntries(names.map((name) => [name, value])),
        ])
        .map((body) => ({ method, path, address: filled(path, somewhere), body }));
    }),
  );
  expect(await failingOf(questions)).toEqual([]);
});

test("list files", async () => {
  const manager = people[roles.indexOf("watchlist-manager")];
  if (manager === undefined) throw new Error("nobody keeps the lists");
  const list = await json<{ id: string }>(
    await manager("POST", "/api/watchlists", {
      code: "ODD",
      title: "Odd list",
      authority: "Nobody",
      legalBasis: "None: invented",
      alertBasis: "persons-sought",
      persons: "wanted",
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
