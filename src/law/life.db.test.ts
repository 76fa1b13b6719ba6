// The life of a version of the legal profile through the front door: three persons, a signature, a date; and what the
// database refuses whoever asks.
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "#access";
import { openDatabase, openLiveFeed, systemActor, type LiveFeed } from "#platform";
import { allVersions, openLaw, profileKeyFile, type Law } from "#law";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import type { LawInForce, ProfileVersion } from "./contract.ts";
import { checkChain, type ChainFile } from "./chain.ts";
import { canonicalText } from "./document.ts";
import { profileKeys } from "./keys.ts";
import { lawRoutes } from "./routes.ts";
import { signText, type ProfileKeyPair } from "./signing-key.ts";
import { releaseBody, verifyReleases } from "./verify.ts";
import { keyName } from "./words.ts";

const folder = mkdtempSync(join(tmpdir(), "openpiu-law-"));
const keyFile = join(folder, "key");
let desk: Desk;
let feed: LiveFeed;
let law: Law;
/** The key that signs, until it is replaced at the end. */
let signer: ProfileKeyPair;
/** A second node on the same database. */
let other: Law;
const problems: Error[] = [];
const headers: Partial<Record<string, { id: string; headers: Record<string, string> }>> = {};

const open = (live?: LiveFeed): Promise<Law> =>
  openLaw({
    database: desk.database,
    clock: desk.clock,
    keyFile,
    state: "AZ",
    onProblem: (error) => void problems.push(error),
    ...(live === undefined ? {} : { live }),
  });

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-03-01T12:00:00Z") });
  feed = await openLiveFeed(desk.url, (problem) => void problems.push(problem));
  law = await open(feed);
  signer = await law.signingKey();
  other = await open(feed);
  lawRoutes(desk.server, { database: desk.database, law });
  const people: readonly [string, Role][] = [
    ["legal", "legal-adviser"],
    ["officer", "data-protection-officer"],
    ["head", "head"],
    ["inspector", "inspector"],
    ["supervisor", "supervisor"],
    ["analyst", "analyst"],
    ["deputy", "head"],
  ];
  for (const [name, role] of people) headers[name] = await desk.signIn([role]);
});
afterAll(async () => {
  law.close();
  other.close();
  await feed.close();
  await desk.close();
  rmSync(folder, { recursive: true });
});

const as = (who: string) => headers[who]?.headers ?? {};
const read = async (who = "inspector"): Promise<LawInForce> =>
  (await desk.server.inject({ url: "/api/law", headers: as(who) })).json<LawInForce>();
const post = (who: string, path: string, payload: object) =>
  desk.server.inject({ method: "POST", url: `/api/law/${path}`, headers: as(who), payload });
const decision = (who: string, number: number, step = "approved") => {
  // A minute passes between one person's decision and the next.
  desk.clock.set(new Date(desk.clock.now().getTime() + 60_000));
  return post(who, `profiles/${number}/decision`, { step, reason: "Checked against the statute" });
};
const draft = (changes: Readonly<Record<string, unknown>>, more: object = {}) =>
  post("legal", "profiles", {
    changes: Object.fromEntries(
      Object.entries(changes).map(([key, value]) => [key, { value, source: "Act 12 of 2026, s. 4" }]),
    ),
    validFrom: desk.clock.now().toISOString(),
    reason: "The new act",
    ...more,
  });
const newest = (seen: LawInForce): ProfileVersion => seen.versions[0] as ProfileVersion;
const admin = async (work: (client: Client) => Promise<unknown>): Promise<void> => {
  const client = new Client({ connectionString: desk.adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

test("an empty installation runs under the shipped eu-strict, signed by a key outside the database", async () => {
  const seen = await read();
  expect(seen).toMatchObject({ label: "eu-strict 2026.1", number: 1, family: "eu-strict" });
  expect(statSync(profileKeyFile(keyFile)).mode & 0o777).toBe(0o600);
  const row = seen.rows.find(({ key }) => key === "retention.initial");
  expect(row).toMatchObject({
    value: "P6M",
    source: "CJEU817-251-256, CJEU817-257-262",
    limit: { how: "at-most", value: "P6M", source: "CJEU817-251-256" },
  });
});

test.each([
  ["supervisor", 200],
  ["officer", 200],
  ["head", 200],
  ["legal", 200],
  ["inspector", 200],
  ["analyst", 403],
])("read by the %s: %i", async (who, status) => {
  expect((await desk.server.inject({ url: "/api/law", headers: as(who) })).statusCode).toBe(status);
});

test("a draft beyond a hard limit is refused with the key, the limit and its source (ANX9-9.34b, CJEU817-288-291)", async () => {
  const answer = await draft({ "retention.initial": "P7M", purposes: ["TERR", "BORDER"] });
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({
    code: "profile-unlawful",
    fields: [
      { field: "purposes", text: expect.stringContaining("CJEU817-288-291") },
      { field: "retention.initial", text: expect.stringContaining("at most P6M") },
    ],
  });
  const { versions } = await read();
  expect(versions).toHaveLength(1);
});

test("checking a draft says what it changes and which way, and keeps nothing", async () => {
  const answer = await post("legal", "profiles/check", {
    changes: { "dsr.answer": { value: "P20D", source: "Act 12" } },
    validFrom: desk.clock.now().toISOString(),
    reason: "The new act",
  });
  expect(answer.json()).toMatchObject({ faults: [], differences: [{ key: "dsr.answer", way: "tighter" }] });
  expect((await read()).versions).toHaveLength(1);
});

describe("a version in the hands of three persons", () => {
  test("drafted by the legal adviser, it is not in force; nobody else drafts", async () => {
    const changes = { "retention.initial": "P3M", "dsr.answer": "P20D" };
    expect(
      (
        await post("head", "profiles", {
          changes: {},
          validFrom: "2026-03-02T00:00:00.000Z",
          reason: "x y z",
        })
      ).statusCode,
    ).toBe(403);
    expect((await draft(changes, { name: "state-x" })).statusCode).toBe(201);
    const seen = await read();
    expect(newest(seen)).toMatchObject({ number: 2, state: "waiting", label: "state-x 2026.2", base: 1 });
    expect(seen.label).toBe("eu-strict 2026.1");
    expect((await draft(changes)).json()).toMatchObject({ code: "profile-open" });
  });

  test("one approval is not enough, and nobody gives two", async () => {
    expect((await decision("legal", 2)).statusCode).toBe(403);
    expect((await decision("head", 2)).statusCode).toBe(200);
    expect((await decision("head", 2)).json()).toMatchObject({ code: "profile-office-taken" });
    expect((await decision("deputy", 2)).json()).toMatchObject({ code: "profile-office-taken" });
    expect((await decision("inspector", 2)).statusCode).toBe(403);
    expect(law.label()).toBe("eu-strict 2026.1");
  });

  test("with the second it is in force on every node, without a restart, in the object that slices hold", async () => {
    const [held, heldElsewhere] = [law.profile, other.profile];
    const arrived = new Promise<void>((resolve) => {
      const stop = feed.subscribe(({ topic }) => {
        if (topic !== "profile") return;
        stop();
        resolve();
      });
    });
    const answer = await decision("officer", 2);
    expect(answer.statusCode).toBe(200);
    await arrived;
    await expect.poll(() => other.label()).toBe("state-x 2026.2");
    expect(answer.json<LawInForce>()).toMatchObject({ label: "state-x 2026.2", number: 2 });
    for (const profile of [held, heldElsewhere]) {
      expect(profile).toMatchObject({
        initial: { period: { months: 3 } },
        dsr: { answer: { days: 20 } },
        state: "AZ",
      });
      expect(profile.initial.rule).toBe("retention.initial (Act 12 of 2026, s. 4)");
    }
  });

  test("who decided stands in the version and in the ledger, with the profile that was in force", async () => {
    const { steps } = newest(await read());
    expect(steps.map(({ step, office, byId }) => [step, office, byId])).toEqual([
      ["drafted", "legal-adviser", headers["legal"]?.id],
      ["approved", "head", headers["head"]?.id],
      ["approved", "data-protection-officer", headers["officer"]?.id],
    ]);
  });

  test("every ledger entry of later transactions carries its label", async () => {
    const labelled = openDatabase({ url: desk.url, clock: desk.clock, profile: law.label, connections: 1 });
    await labelled.transaction(systemActor("test"), async (tx) => {
      expect(tx.profile).toBe("state-x 2026.2");
      tx.record({ action: "profile.shipped", subjectKind: "profile", subjectId: "0" });
    });
    await labelled.close();
    await admin(async (client) => {
      const { rows } = await client.query<{ body: string }>(
        "select body from ledger.entry order by seq desc limit 1",
      );
      expect(rows[0]?.body).toContain('"profile":"state-x 2026.2"');
    });
  });
});

describe("the signed chain, taken away and checked without the unit (PNRD-13.5, ANX9-9.34b)", () => {
  let chain: ChainFile;
  const binary = fileURLToPath(new URL("../../bin/openpiu", import.meta.url));
  const openpiu = (...words: readonly string[]) =>
    spawnSync("sh", [binary, "law", ...words], {
      cwd: folder,
      env: { PATH: process.env["PATH"], TZ: "Pacific/Kiritimati" },
      encoding: "utf8",
    });
  const kept = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };

  test("the authority takes it away; an analyst does not", async () => {
    expect((await desk.server.inject({ url: "/api/law/chain", headers: as("analyst") })).statusCode).toBe(
      403,
    );
    const taken = await desk.server.inject({ url: "/api/law/chain", headers: as("inspector") });
    expect(taken.headers["content-disposition"]).toContain("legal-profiles.json");
    chain = taken.json<ChainFile>();
    kept("chain.json", taken.body);
    kept("public.pem", signer.publicKey.export({ type: "spki", format: "pem" }).toString());
  });

  test("verify says which versions hold, from when, and what each tightens", () => {
    const { status, stdout, stderr } = openpiu("verify", "chain.json", "--key", "public.pem");
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("which you gave"),
    });
    expect(JSON.parse(stdout)).toMatchObject({
      holds: true,
      inForce: "state-x 2026.2",
      keyIds: [signer.id],
      versions: [
        { number: 1, label: "eu-strict 2026.1", changes: [] },
        {
          number: 2,
          decidedBy: [{ office: "head" }, { office: "data-protection-officer" }],
          changes: [
            { key: "retention.initial", before: "P6M", after: "P3M", way: "tighter" },
            { key: "dsr.answer", way: "tighter" },
          ],
        },
      ],
    });
    expect(stderr).toContain('tightens "passenger data stand in clear for": from 6 months to 3 months');
    expect(openpiu("verify", "chain.json")).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("compare the key"),
    });
  });

  test("show prints a version in words, with the limits that no version may loosen", () => {
    const now = openpiu("show", "chain.json");
    expect(now.status).toBe(0);
    expect(now.stdout).toContain(
      "passenger data stand in clear for: 3 months [retention.initial; Act 12 of 2026",
    );
    expect(now.stdout).toContain("hard limit at most 6 months (CJEU817-251-256)");
    expect(openpiu("show", "chain.json", "--version", "1").stdout).toContain(
      "passenger data stand in clear for: 6 months",
    );
    expect(openpiu("show", "eu-directive").stdout).toContain("as shipped; in force nowhere by itself");
    expect(openpiu("show", "chain.json", "--version", "7").status).toBe(2);
  });

  const keys = () => new Map([[signer.id, signer.publicKey]]);
  const [first, last] = [0, 1];
  const bodyWith = (at: number, change: (body: string) => string): ChainFile => ({
    ...chain,
    versions: chain.versions.map((one, index) => (index === at ? { ...one, body: change(one.body) } : one)),
  });
  test.each<[string, () => ChainFile, RegExp]>([
    [
      "a loosened value",
      () => bodyWith(last, (body) => body.replace("P3M", "P5M")),
      /signature of version 2/,
    ],
    ["the last version cut off", () => ({ ...chain, versions: chain.versions.slice(0, 1) }), /taken away/],
    [
      "the first version cut off",
      () => ({ ...chain, versions: chain.versions.slice(1) }),
      /first version is missing/,
    ],
    [
      "another day",
      () => bodyWith(first, (body) => body.replace(/"inForceFrom":"2026/, '"inForceFrom":"2025')),
      /signature of version 1/,
    ],
    [
      "another number",
      () => ({ ...chain, versions: chain.versions.map((one) => ({ ...one, number: 9 })) }),
      /of version 1/,
    ],
    [
      "one office only, though signed by the right key",
      () => {
        const body = JSON.parse(chain.versions[last]?.body ?? "") as { steps: unknown[] };
        const text = canonicalText({ ...body, steps: body.steps.slice(0, 1) });
        const signature = signText(signer, text).toString("base64");
        const [one] = chain.versions;
        return {
          ...chain,
          versions: [
            ...(one === undefined ? [] : [one]),
            { number: 2, body: text, signature, keyId: signer.id },
          ],
        };
      },
      /not approved by the data protection officer and the head/,
    ],
  ])("%s: it does not hold, and the check says so", (_name, changed, fault) => {
    const report = checkChain(changed(), keys());
    expect(report.fault).toMatch(fault);
  });

  test("another key, no chain, no file", () => {
    const { publicKey } = generateKeyPairSync("ed25519");
    kept("other.pem", publicKey.export({ type: "spki", format: "pem" }).toString());
    expect(openpiu("verify", "chain.json", "--key", "other.pem")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("none of those given"),
    });
    kept("nothing.json", "{}");
    expect(openpiu("verify", "nothing.json").status).toBe(2);
    const cut = { ...chain, versions: chain.versions.slice(0, 1) };
    const { status, stdout } = openpiu(
      "verify",
      kept("cut.json", JSON.stringify(cut)),
      "--key",
      "public.pem",
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ holds: false, fault: expect.stringContaining("taken away") });
  });

  test("every key of a profile has words", () => {
    expect(profileKeys.filter(({ key }) => keyName(key) === key)).toEqual([]);
  });
});

test("a version refused with reasons stays refused; its drafter may withdraw, nobody else", async () => {
  await draft({ "dsr.answer": "P10D" });
  const { number } = newest(await read());
  expect(
    (await post("legal", `profiles/${number}/withdrawal`, { step: "withdrawn", reason: "A slip" }))
      .statusCode,
  ).toBe(200);
  expect((await decision("head", number)).json()).toMatchObject({ code: "profile-decided" });
  await draft({ "dsr.answer": "P10D" });
  const next = newest(await read()).number;
  expect((await decision("officer", next, "refused")).statusCode).toBe(200);
  expect((await decision("head", next)).json()).toMatchObject({ code: "profile-decided" });
  expect((await read()).versions.map(({ state }) => state)).toEqual([
    "refused",
    "withdrawn",
    "in-force",
    "superseded",
  ]);
});

test("a version approved for a later date is in force from that instant, by the clock alone", async () => {
  const later = new Date(desk.clock.now().getTime() + 10 * 60_000);
  await draft({ "dsr.answer": "P15D" }, { validFrom: later.toISOString() });
  const { number } = newest(await read());
  await decision("officer", number);
  await decision("head", number);
  expect(newest(await read()).state).toBe("released");
  expect(law.profile.dsr.answer).toEqual({ days: 20 });
  desk.clock.set(new Date(later.getTime() - 1));
  expect(law.label()).toBe("state-x 2026.2");
  desk.clock.set(later);
  expect(law.label()).toBe(`state-x 2026.${number}`);
  expect(law.profile.dsr.answer).toEqual({ days: 15 });
});

describe("past OpenPIU, by SQL", () => {
  const inRole = (who: string, role: Role) => ({ id: headers[who]?.id ?? "", roles: [role], purpose: null });

  test.each(["profile_version", "profile_step", "profile_release"])(
    "no row of law.%s changes or goes",
    async (table) => {
      await admin(async (client) => {
        await expect(client.query(`update law.${table} set number = number`)).rejects.toThrow("append-only");
        await expect(client.query(`delete from law.${table}`)).rejects.toThrow("append-only");
        await expect(client.query(`truncate law.${table} cascade`)).rejects.toThrow("append-only");
      });
    },
  );

  test("who drafted does not approve, whatever roles the connection claims", async () => {
    await draft({ "dsr.answer": "P12D" });
    const { number } = newest(await read());
    const step = `insert into law.profile_step values (${number}, 'approved', 'head', 'because', $1, now())`;
    const asDrafter = { id: headers["legal"]?.id ?? "", roles: ["head"], purpose: null };
    await expect(
      desk.database.transaction(asDrafter, (tx) => tx.query(step, [asDrafter.id])),
    ).rejects.toThrow("who drafted it");
    // In another's name.
    await expect(
      desk.database.transaction(inRole("head", "head"), (tx) => tx.query(step, [headers["officer"]?.id])),
    ).rejects.toThrow("row-level security");
    // In an office that somebody does not hold: the inspector reads what the officer reads, and is none.
    const asOfficer = step.replace("'head'", "'data-protection-officer'");
    const inspector = inRole("inspector", "inspector");
    await expect(
      desk.database.transaction(inspector, (tx) => tx.query(asOfficer, [inspector.id])),
    ).rejects.toThrow("row-level security");
    // The same person in both offices.
    await desk.database.transaction(inRole("head", "head"), (tx) => tx.query(step, [headers["head"]?.id]));
    await expect(
      desk.database.transaction({ ...inRole("head", "head"), roles: ["data-protection-officer"] }, (tx) =>
        tx.query(asOfficer, [headers["head"]?.id]),
      ),
    ).rejects.toThrow("duplicate key");
    const release = `insert into law.profile_release values (${number}, '{}', '\\x${"00".repeat(64)}', 'k', now(), now())`;
    await expect(
      desk.database.transaction(inRole("head", "head"), (tx) => tx.query(release)),
    ).rejects.toThrow("not approved");
    await post("legal", `profiles/${number}/withdrawal`, { step: "withdrawn", reason: "Tried" });
  });

  const tables = ["profile_version", "profile_step", "profile_release"];

  /** Changes the database as nobody may, does the work, and brings everything back. */
  const changed = (statement: string, work: () => Promise<void>): Promise<void> =>
    admin(async (client) => {
      await client.query("set session_replication_role = replica");
      for (const table of tables) await client.query(`create table kept_${table} as table law.${table}`);
      await client.query(statement);
      try {
        await work();
      } finally {
        for (const table of tables) {
          await client.query(`delete from law.${table}`);
          await client.query(`insert into law.${table} table kept_${table}`);
          await client.query(`drop table kept_${table}`);
        }
      }
    });

  test.each([
    [
      "a value of the document",
      `update law.profile_version set document = replace(document, '"P3M"', '"P6M"'),
         document_hash = sha256(convert_to(replace(document, '"P3M"', '"P6M"'), 'UTF8')) where number = 2`,
    ],
    [
      "who approved",
      "update law.profile_step set taken_by = 'somebody' where number = 2 and office = 'head'",
    ],
    [
      "from when it is in force",
      "update law.profile_release set in_force_from = in_force_from - interval '1 second' where number = 2",
    ],
    [
      "the text that was signed",
      "update law.profile_release set body = replace(body, 'P3M', 'P4M') where number = 2",
    ],
  ])("%s changed in the database stops the start (ANX9-9.34b)", async (_what, statement) => {
    const before = law.label();
    await changed(statement, async () => {
      await expect(open()).rejects.toMatchObject({ problem: { code: "profile-unverified" } });
      // A node that runs keeps what is in force, and says so.
      const told = problems.length;
      await law.reload();
      expect(problems.length).toBe(told + 1);
      expect(law.label()).toBe(before);
    });
    (await open()).close();
  });

  test("another key, or none, stops the start", async () => {
    const file = profileKeyFile(keyFile);
    const kept = readFileSync(file);
    rmSync(file);
    await expect(open()).rejects.toMatchObject({ problem: { code: "profile-key-missing" } });
    writeFileSync(file, "no key");
    await expect(open()).rejects.toMatchObject({ problem: { code: "profile-key-unusable" } });
    writeFileSync(file, kept);
    (await open()).close();
  });

  test("a version that is signed and goes beyond a limit is not in force all the same (ANX9-9.34b)", async () => {
    const versions = await desk.database.transaction(systemActor("test"), allVersions);
    const first = versions.find(({ number }) => number === 1);
    if (first === undefined || first.release === null) throw new Error("no first version");
    const document = first.document.replace('"P6M"', '"P7M"');
    const body = releaseBody({ ...first, document }, first.release.in_force_from);
    const signed = { ...first.release, body, signature: signText(signer, body) };
    const { released, faults } = verifyReleases([{ ...first, document, release: signed }], await law.keys());
    expect(released).toEqual([]);
    expect(faults).toMatchObject([{ number: 1, code: "profile-unlawful" }]);
  });
});
