// Signed heads and proofs: published outside the database, refused once the ledger was rewritten, checked without one.
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  addHeadKey,
  checkLedger,
  openLedger,
  oversightRoutes,
  proofFault,
  proofRoutes,
  publishHead,
  readHeads,
  type HeadPlaces,
  type Proof,
} from "#oversight";
import { systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { LedgerHeads } from "./contract.ts";

let desk: Desk;
let folder: string;
let places: HeadPlaces;
let owner: Client;

const add = (count: number) =>
  desk.database.transaction(systemActor("test"), async (tx) => {
    for (let n = 0; n < count; n += 1) {
      tx.record({ action: "test.done", subjectKind: "thing", subjectId: `${n}` });
    }
  });
const publish = () => publishHead(desk, places);
const fileText = () => readFile(places.headFiles[0], "utf8");
const ask = async <Shape>(url: string, headers: Record<string, string> = {}) => {
  const answer = await desk.server.inject({ url, headers });
  return { status: answer.statusCode, body: answer.json<Shape>() };
};

beforeAll(async () => {
  desk = await aDesk();
  folder = await mkdtemp(join(tmpdir(), "openpiu-heads-"));
  places = {
    keyFolder: join(folder, "keys"),
    headFiles: [join(folder, "data", "heads.ndjson"), join(folder, "outside", "heads.ndjson")],
  };
  oversightRoutes(desk.server, { ...desk, unit: "Test unit", heads: places });
  proofRoutes(desk.server, { ...desk, heads: places });
  owner = new Client({ connectionString: desk.adminUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await desk.close();
  await rm(folder, { recursive: true });
});

test("a head is signed when something was added, and once a day; the file outside holds it too", async () => {
  expect(await publish()).toBe("nothing-new");
  await add(5);
  expect([await publish(), await publish()]).toEqual(["published", "nothing-new"]);
  desk.clock.set(new Date(desk.clock.now().getTime() + 24 * 3_600_000));
  expect(await publish()).toBe("published");
  const { heads, keys, badLine } = readHeads(await fileText());
  expect([heads.map(({ size }) => size), keys.size, badLine]).toEqual([[5, 5], 1, undefined]);
  expect(await readFile(places.headFiles[1] ?? "", "utf8")).toBe(await fileText());
  expect((await stat(join(places.keyFolder, "ledger-1.pem"))).mode & 0o777).toBe(0o600);
});

test("a further key is signed by the one before it; a line of anybody else's is found", async () => {
  expect(await addHeadKey(places.keyFolder)).toBe(2);
  await add(8);
  desk.clock.set(new Date(desk.clock.now().getTime() + 60_000));
  expect(await publish()).toBe("published");
  const text = await fileText();
  const { heads, keys } = readHeads(text);
  const [first, second] = [...keys.values()];
  expect([second?.certifiedBy, heads.at(-1)?.keyId]).toEqual([first?.keyId, second?.keyId]);
  // Any change of a head or key, and a key that the first did not sign.
  const lines = text.split("\n").filter(Boolean);
  for (const [at, line] of lines.entries()) {
    const changed = line.replace(/"(size|publicKey)":"?(.)/, (_all, name: string, sign: string) =>
      name === "size" ? `"size":9${sign}` : `"publicKey":"x${sign}`,
    );
    expect(readHeads([...lines.slice(0, at), changed, ...lines.slice(at + 1)].join("\n")).badLine).toBe(
      at + 1,
    );
  }
  const foreign = lines.find((line) => line.includes(`"certifiedBy":"`)) ?? "";
  expect(
    readHeads([lines[0], foreign.replace(/"signature":"..../, '"signature":"AAAA')].join("\n")).badLine,
  ).toBe(2);
  // A line that a crash cut off says nothing and hides nothing.
  expect(readHeads(`${text}{"head":{"si`)).toMatchObject({
    badLine: undefined,
    heads: { length: heads.length },
  });
});

test("anybody fetches heads and proves that none of them was rewritten (LED-25.3)", async () => {
  const { body } = await ask<LedgerHeads>("/api/public/ledger/heads");
  expect(body.heads.map(({ size }) => size)).toEqual([13, 5, 5]);
  expect(body.keys.length).toBe(2);
  const proof = (await ask<Proof>("/api/public/ledger/consistency?before=5&after=13")).body;
  expect(proofFault(proof)).toBeUndefined();
  expect(proof).toMatchObject({ before: { root: body.heads[1]?.root }, head: { size: 13 } });
  for (const wrong of ["before=6&after=5", "before=5&after=9999"]) {
    expect((await ask(`/api/public/ledger/consistency?${wrong}`)).status).toBe(400);
  }
});

test("an entry is proven to who may read it, and to nobody else; the proof stands by itself (CJEU817-210)", async () => {
  const officer = await desk.signIn(["data-protection-officer"], "OVERSIGHT");
  const { status, body: proof } = await ask<Proof>("/api/ledger/entries/7/proof", officer.headers);
  expect([status, proofFault(proof)]).toEqual([200, undefined]);
  expect(proof).toMatchObject({
    kind: "inclusion",
    seq: 7,
    tree: { size: 13 },
    body: expect.stringContaining("test.done"),
  });
  const lies: Proof[] = [
    {
      ...proof,
      ...(proof.kind === "inclusion" ? { body: proof.body?.replace("test", "best") ?? "" } : {}),
    } as Proof,
    { ...proof, seq: 8 } as Proof,
    { ...proof, path: proof.path.slice(1) },
    { ...proof, tree: { size: 13, root: "00".repeat(32) } } as Proof,
    { ...proof, publicKey: "AAAA" },
    { ...proof, head: { ...proof.head, at: "2030-01-01T00:00:00.000Z" } } as Proof,
  ];
  expect(lies.map((lie) => proofFault(lie) === undefined)).toEqual(lies.map(() => false));
  expect((await ask("/api/ledger/entries/9999/proof", officer.headers)).status).toBe(404);
  const analyst = await desk.signIn(["analyst"], "TERR");
  expect((await ask("/api/ledger/entries/7/proof", analyst.headers)).status).toBe(403);
  const { rows } = await owner.query("select actor from ledger.entry where action = 'ledger.entry-proven'");
  expect(rows).toEqual([{ actor: officer.id }]);
});

test("a ledger that was rewritten whole is signed no more, and verification names the head it breaks (PNRD-13.6)", async () => {
  await add(3);
  const anchors = readHeads(await fileText()).heads.map(({ size, root, at }) => ({
    size,
    root: Buffer.from(root, "hex"),
    from: `the head signed at ${at}`,
  }));
  const check = async () => {
    const source = await openLedger(desk.url);
    try {
      return await checkLedger(source, anchors);
    } finally {
      await source.close();
    }
  };
  expect(await check()).toMatchObject({ intact: true });
  // All entries from the seventh on written anew, as the owner of the database can.
  const { rows } = await owner.query<{ body: string }>("select body from ledger.entry order by seq");
  const bodies = rows.map(({ body }, at) => (at === 6 ? body.replace("test.done", "best.done") : body));
  await owner.query("delete from ledger.entry; update ledger.head set size = 0, peaks = ''");
  await owner.query("select ledger.append($1)", [bodies]);
  expect(await publish()).toBe("rewritten");
  expect(await check()).toMatchObject({
    intact: false,
    entries: 5,
    firstBad: { seq: 6, kind: "rewritten", problem: expect.stringContaining("the head signed at") },
  });
  // Cut back to before the last head.
  await owner.query("delete from ledger.entry; update ledger.head set size = 0, peaks = ''");
  await owner.query("select ledger.append($1)", [rows.slice(0, 9).map(({ body }) => body)]);
  expect(await publish()).toBe("rewritten");
  // The file itself altered: nothing is signed after it either.
  await writeFile(places.headFiles[0], (await fileText()).replace('"size":13', '"size":12'));
  expect(await publish()).toBe("rewritten");
});
