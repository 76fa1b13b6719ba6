// An independent witness of the ledger: signs what follows from what it saw, refuses a fork, and what it signed shows one later.
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  addWitness,
  checkLedger,
  openLedger,
  openWitness,
  proofRoutes,
  publishHead,
  readWitnessed,
  type HeadPlaces,
  type Witness,
} from "#oversight";
import { systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { LedgerHeads } from "./contract.ts";

let desk: Desk;
let folder: string;
let places: HeadPlaces;
let owner: Client;
let witness: Witness;
let address: string;

const add = (count: number) =>
  desk.database.transaction(systemActor("test"), async (tx) => {
    for (let n = 0; n < count; n += 1)
      tx.record({ action: "test.done", subjectKind: "thing", subjectId: `${n}` });
  });
/** The unit signs once more, a minute later. */
const publish = async () => {
  desk.clock.set(new Date(desk.clock.now().getTime() + 60_000));
  return publishHead(desk, places);
};
const published = async () => (await desk.server.inject("/api/public/ledger/heads")).json<LedgerHeads>();

beforeAll(async () => {
  desk = await aDesk();
  folder = await mkdtemp(join(tmpdir(), "openpiu-witness-"));
  places = { keyFolder: join(folder, "keys"), headFiles: [join(folder, "heads.ndjson")] };
  proofRoutes(desk.server, { ...desk, heads: places });
  address = await desk.server.listen({ port: 0, host: "127.0.0.1" });
  owner = new Client({ connectionString: desk.adminUrl });
  await owner.connect();
  witness = await openWitness({ folder: join(folder, "w"), of: address, now: () => desk.clock.now() });
  await add(5);
  await publish();
});
afterAll(async () => {
  await owner.end();
  await desk.close();
  await rm(folder, { recursive: true });
});

test("it signs each head that begins with the one it saw before; the unit publishes a known witness's signature only (PNRD-13.6)", async () => {
  expect(await witness.look()).toMatchObject({
    outcome: "cosigned",
    cosigned: { size: 5 },
    delivered: false,
  });
  expect((await published()).cosigned).toEqual([]);
  expect(await addWitness(places.keyFolder, "Authority?", witness.publicKey)).toBe("unusable");
  expect(await addWitness(places.keyFolder, "authority", "nonsense")).toBe("unusable");
  expect(await addWitness(places.keyFolder, "authority", witness.publicKey)).toBe("added");
  expect(await witness.look()).toMatchObject({ outcome: "nothing-new", last: { size: 5 } });
  await add(8);
  await publish();
  expect(await witness.look()).toMatchObject({
    outcome: "cosigned",
    cosigned: { size: 13 },
    delivered: true,
  });
  const { witnesses, cosigned } = await published();
  expect(witnesses).toEqual([{ name: "authority", keyId: witness.keyId, publicKey: witness.publicKey }]);
  expect(cosigned).toMatchObject([{ size: 13, witness: witness.keyId }]);
  // Another's signature, and a head that never was.
  const [own] = cosigned;
  for (const [change, status] of [
    [{ size: 12 }, 403],
    [{ signature: "AAAA" }, 403],
    [{ witness: "0123456789abcdef" }, 403],
  ] as const) {
    const answer = await desk.server.inject({
      method: "POST",
      url: "/api/public/ledger/cosignatures",
      payload: { ...own, ...change },
    });
    expect(answer.statusCode).toBe(status);
  }
});

test("a line in its file that it did not sign stops it, and shows to whoever verifies against it", async () => {
  const text = await readFile(witness.file, "utf8");
  await appendFile(
    witness.file,
    text
      .split("\n")
      .find((line) => line.includes('"cosigned"'))
      ?.replace('"size":5', '"size":6') ?? "",
  );
  await expect(witness.look()).rejects.toThrow("is not this witness's own");
  expect(readWitnessed(await readFile(witness.file, "utf8")).badLine).toBeGreaterThan(1);
  // Cut off in the middle when the machine stopped.
  await writeFile(witness.file, `${text}{"cosigned":{"si`);
  expect(await witness.look()).toMatchObject({ outcome: "nothing-new", last: { size: 13 } });
});

test("a ledger rewritten whole, keys and files of the unit with it, is signed by no witness, and its file tells where it forked (PNRD-13.6)", async () => {
  const { rows } = await owner.query<{ body: string }>("select body from ledger.entry order by seq");
  const rewrite = async (bodies: readonly string[]) => {
    await owner.query("delete from ledger.entry; update ledger.head set size = 0, peaks = ''");
    await owner.query("select ledger.append($1)", [bodies]);
    // Whoever can do this can also take away what the unit published, and sign anew with its key.
    await rm(places.headFiles[0]);
    await owner.query("delete from ledger.signed_head");
  };
  const bodies = rows.map(({ body }, at) => (at === 8 ? body.replace("test.done", "best.done") : body));
  await rewrite([...bodies, bodies[0] ?? ""]);
  expect(await publish()).toBe("published");
  expect(await witness.look()).toMatchObject({
    outcome: "fork",
    why: "the ledger of 14 entries does not begin with the one seen of 13",
  });
  const cut = async (size: number, why: RegExp) => {
    await rewrite(bodies.slice(0, size));
    expect(await publish()).toBe("published");
    const look = await witness.look();
    expect(look).toMatchObject({ outcome: "fork", why: expect.stringMatching(why) as string });
    expect(await readFile(join(folder, "w", "fork.ndjson"), "utf8")).toContain(
      look.outcome === "fork" ? look.why : "?",
    );
  };
  await cut(13, /^two ledgers of 13 entries/);
  await cut(9, /^the unit signed 9 entries after it had shown 13/);
  // With a key of its own as well.
  await rm(join(places.keyFolder, "ledger-1.pem"));
  await owner.query("delete from ledger.signed_head; delete from ledger.signing_key");
  await rm(places.headFiles[0]);
  expect(await publish()).toBe("published");
  expect(await witness.look()).toMatchObject({
    outcome: "fork",
    why: expect.stringContaining("no longer publishes its key") as string,
  });
  // What the witness holds is what verification goes by: the unit's own files agree with the forgery.
  await rewrite(bodies);
  const { heads } = readWitnessed(await readFile(witness.file, "utf8"));
  const source = await openLedger(desk.url);
  const report = await checkLedger(
    source,
    heads.map(({ size, root }) => ({ size, root: Buffer.from(root, "hex") })),
  );
  await source.close();
  expect(report).toMatchObject({ intact: false, entries: 5, firstBad: { seq: 6, kind: "rewritten" } });
});
