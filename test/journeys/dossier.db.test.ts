// The dossier of one alert: taken from the unit, it is checked and its screening repeated where there is nothing of the unit.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dossierRoutes, readAttested, type DocumentServices } from "#evidence";
import { migrateJobs, systemActor } from "#platform";
import { openScreening } from "#screening";
import { euStrict } from "#vocabulary";
import { anArrival } from "../../src/cases/fixtures.ts";
import { aList, anEntry } from "../../src/watchlists/fixtures.ts";
import { aDesk, type Desk } from "../harness/desk.ts";

let desk: Desk;
let alertId = "";
const folder = mkdtempSync(join(tmpdir(), "openpiu-dossier-"));
const system = systemActor("test");

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T10:00:00Z") });
  const { database } = desk;
  await migrateJobs(desk.url);
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
  await anArrival({ database, screening }, "990", [traveller]);
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

async function taken(roles: Parameters<Desk["signIn"]>[0], purpose: string | undefined, ground?: string) {
  const { headers } = await desk.signIn(roles, purpose, ground);
  return desk.server.inject({ method: "POST", url: `/api/evidence/dossiers/${alertId}`, headers });
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
  const { createHash } = await import("node:crypto");
  const sha256 = createHash("sha256").update(content).digest("hex");
  const forged = JSON.parse(checked("forged.json", JSON.stringify({ ...dossier, content, sha256 })).says) as {
    holds: boolean;
    unproven: number[];
  };
  expect(forged.holds).toBe(false);
  expect(forged.unproven.length).toBeGreaterThan(0);
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
