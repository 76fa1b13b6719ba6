// The dossier of one alert, of a list's and of a rule's: taken from the unit, it is checked and repeated where there is nothing of the unit.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine } from "#access";
import { replayRuleAlert } from "#cases";
import { dossierRoutes, readAttested, type DocumentServices } from "#evidence";
import { systemActor } from "#platform";
import { openScreening } from "#screening";
import { euStrict } from "#vocabulary";
import { anArrival } from "../../src/cases/fixtures.ts";
import { aList, anEntry } from "../../src/watchlists/fixtures.ts";
import { aMatchDesk, noBag, type MatchDesk } from "../harness/match-desk.ts";

let desk: MatchDesk;
let alertId = "";
const folder = mkdtempSync(join(tmpdir(), "openpiu-dossier-"));
const system = systemActor("test");

beforeAll(async () => {
  desk = await aMatchDesk();
  const { database } = desk;
  await database.transaction(system, (tx) =>
    aList(tx, [
      anEntry({ id: "TEST-1" }),
      anEntry({ id: "TEST-2", names: [{ full: "Somebody Otherwise", type: "primary" }] }),
    ]),
  );
  const screening = openScreening({
    database,
    live: null,
    onProblem: (problem) => {
      throw problem;
    },
  });
  const traveller = { surname: "ALIYEV", given: "RASHAD", birthDate: "1984-03-11" };
  const today = { departs: "2026-06-10T14:30", arrives: "2026-06-10T18:25" };
  await anArrival({ database, screening }, "990", [traveller], today);
  await screening.close();
  const [row] = await database.transaction(system, (tx) =>
    tx.query<{ alert_id: string }>("select alert_id from cases.alert"),
  );
  alertId = row?.alert_id ?? "";
  const services: DocumentServices = {
    database,
    clock: desk.clock,
    heads: { keyFolder: folder, headFiles: [join(folder, "heads.ndjson")] },
    unit: "Test unit",
    profile: euStrict,
    about: {
      software: "test",
      engine: "1",
      demonstration: false,
      strength: "passkeys",
      officer: null,
      authority: null,
      registered: [],
      inspections: async () => ({ open: 0, closed: 0 }),
    },
  };
  dossierRoutes(desk.server, services);
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function taken(
  roles: Parameters<MatchDesk["signIn"]>[0],
  purpose: string | undefined,
  ground?: string,
  path = `dossiers/${alertId}`,
) {
  const { headers } = await desk.signIn(roles, purpose, ground);
  return desk.server.inject({ method: "POST", url: `/api/evidence/${path}`, headers });
}

/** The command in a process of its own, in a folder with nothing in it, knowing nothing of the unit. */
function checked(name: string, text: string) {
  const place = mkdtempSync(join(tmpdir(), "openpiu-elsewhere-"));
  try {
    writeFileSync(join(place, name), text);
    const command = [fileURLToPath(new URL("../../bin/openpiu", import.meta.url)), "evidence", name];
    const environment = { PATH: process.env["PATH"], TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8" };
    const { status, stdout, stderr } = spawnSync("sh", command, {
      cwd: place,
      env: environment,
      encoding: "utf8",
    });
    return { status, says: stdout, told: stderr };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

test("in another folder, without database and settings, its proofs hold and the screening gives the same bytes (CJEU817-210)", async () => {
  const answer = await taken(["supervisor"], "TERR", `alert:${alertId}`);
  expect(answer.statusCode).toBe(200);
  const dossier = readAttested(answer.body);
  expect(dossier?.content).toContain("ALIYEV");
  // Of the list only what this comparison asked: nobody else who stands on it.
  expect(dossier?.content).not.toContain("Otherwise");
  const { status, says, told } = checked("dossier.json", answer.body);
  expect({ status, told }).toMatchObject({ status: 0, told: expect.stringContaining("byte for byte") });
  const report = JSON.parse(says) as { entries: number; unproven: number[]; replayed: object[] };
  expect(report).toMatchObject({
    holds: true,
    unproven: [],
    replayed: [{ entry: "TEST-1", outcome: "same" }],
  });
  expect(report.entries).toBeGreaterThan(0);
});

test("one datum altered, or an entry put in, and it does not hold (CJEU817-207)", async () => {
  const { body } = await taken(["supervisor"], "TERR", `alert:${alertId}`);
  const dossier = readAttested(body);
  const altered = { ...dossier, content: dossier?.content.replaceAll("1984-03-11", "1985-03-11") };
  expect(checked("altered.json", JSON.stringify(altered))).toMatchObject({
    status: 1,
    told: expect.stringContaining("not the one that was hashed"),
  });
  const content = dossier?.content.replace('"action\\":\\"alert.raised', '"action\\":\\"alert.decided') ?? "";
  expect(content).not.toBe(dossier?.content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const forged = JSON.parse(checked("forged.json", JSON.stringify({ ...dossier, content, sha256 })).says) as {
    holds: boolean;
    unproven: number[];
  };
  expect(forged.holds).toBe(false);
  expect(forged.unproven.length).toBeGreaterThan(0);
});

describe("of a rule's alert", () => {
  let matchId = "";
  let path = "";
  beforeAll(async () => {
    await desk.inForce();
    const flight = await desk.flight(desk.clock.now().toISOString().slice(0, 10), [noBag]);
    await desk.evaluate(flight);
    const [row] = await desk.ofFlight(flight);
    matchId = row?.id ?? "";
    path = `rule-dossiers/${matchId}`;
    await desk.decide(desk.officer, await desk.detailOf(matchId));
  });
  const takenOfRule = () => taken(["supervisor"], "TERR", `alert:${matchId}`, path);

  test("in another folder, time zone and language, with nothing but the file: the rule as two persons approved it gives the same verdict (CJEU817-210)", async () => {
    const answer = await takenOfRule();
    expect({ status: answer.statusCode, body: answer.body.slice(0, 300) }).toMatchObject({ status: 200 });
    const dossier = readAttested(answer.body);
    const { file } = JSON.parse(dossier?.content ?? "{}") as {
      file: { match: { read: { fields: object } }; rule: { text: string }; decisions: object[] };
    };
    // What the rule asks for, and nothing else of the record.
    expect(Object.keys(file.match.read.fields).toSorted()).toEqual([
      "baggage.pieces",
      "traveller.age",
      "traveller.seat-row",
      "traveller.type",
    ]);
    expect(file.rule.text).toContain("baggage.pieces = 0");
    expect(file.decisions).toMatchObject([
      { outcome: "no-match", checks: [{}, {}], by: { id: desk.officer.id } },
    ]);
    const { status, says, told } = checked("rule.json", answer.body);
    expect({ status, told }).toMatchObject({ status: 0, told: expect.stringContaining("byte for byte") });
    const report = JSON.parse(says) as { approvals: { by: string[] }; unproven: number[]; replayed: object };
    expect(report).toMatchObject({
      holds: true,
      unproven: [],
      approvals: { fault: null },
      replayed: { version: 1, engine: "1.0.0", outcome: "same" },
    });
    expect(new Set(report.approvals.by).size).toBe(2);
    expect(report.approvals.by).not.toContain(desk.author.id);
    // The same on the unit's own machine, by its command, which the ledger keeps.
    expect(await replayRuleAlert(desk.database, commandLine, matchId, false)).toMatchObject({
      outcome: "same",
    });
  });

  test("one value that the rule read altered, or an approval taken out, and it does not hold (CJEU817-207)", async () => {
    const dossier = readAttested((await takenOfRule()).body);
    const content = JSON.parse(dossier?.content ?? "{}") as {
      file: { match: { read: { fields: Record<string, unknown> } } };
      entries: { body: string }[];
    };
    const forged = (change: object) => {
      const text = JSON.stringify({ ...content, ...change });
      const sha256 = createHash("sha256").update(text).digest("hex");
      const { status, says, told } = checked(
        "forged.json",
        JSON.stringify({ ...dossier, content: text, sha256 }),
      );
      return { status, told, ...(JSON.parse(says) as object) };
    };
    const { match } = content.file;
    const fields = { ...match.read.fields, "traveller.age": 17 };
    expect(
      forged({ file: { ...content.file, match: { ...match, read: { ...match.read, fields } } } }),
    ).toMatchObject({ status: 1, holds: false, replayed: { outcome: "differs" } });
    const entries = content.entries.filter(({ body }) => !body.includes('"action":"criterion.approved"'));
    expect(entries.length).toBe(content.entries.length - 1);
    expect(forged({ entries })).toMatchObject({
      status: 1,
      holds: false,
      approvals: { fault: "not-approved" },
    });
  });

  test("masked, it has no value any more and says so; the table holds none beside a mask (PNRD-12.2)", async () => {
    await expect(
      desk.database.transaction(system, (tx) =>
        tx.query("update cases.criterion_alert set masked_at = $2 where alert_id = $1", [matchId, tx.at]),
      ),
    ).rejects.toThrow(/masked_reads_nothing/);
    await desk.database.transaction(system, (tx) =>
      tx.query(
        "update cases.criterion_alert set masked_at = $2, facts_read = null, evidence = '[]' where alert_id = $1",
        [matchId, tx.at],
      ),
    );
    const answer = await taken(["data-protection-officer"], "OVERSIGHT", undefined, path);
    expect(checked("masked.json", answer.body)).toMatchObject({
      status: 1,
      told: expect.stringContaining("has been masked"),
    });
  });
});

test("it is made on a purpose and a ground by who may, and each making is in the ledger with its hash (PNRD-13.6)", async () => {
  expect((await taken(["analyst"], "TERR", `alert:${alertId}`)).statusCode).toBe(403);
  expect((await taken(["supervisor"], undefined)).statusCode).toBe(403);
  const before = await makings();
  const { body } = await taken(["data-protection-officer"], "OVERSIGHT");
  const after = await makings();
  expect(after.length).toBe(before.length + 1);
  expect(after.at(-1)).toContain(readAttested(body)?.sha256);
  expect(after.join(" ")).not.toContain("ALIYEV");
});

const makings = async (): Promise<string[]> =>
  (
    await desk.database.transaction(system, (tx) =>
      tx.query<{ body: string }>("select body from ledger.entry where action = 'dossier.made' order by seq"),
    )
  ).map((entry) => entry.body);
