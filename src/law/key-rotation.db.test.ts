// The key that signs legal profiles is replaced while servers run: what it signed holds, what it would sign is in force nowhere.
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allVersions, openLaw, profileKeyFile, rotateProfileKey, type Law } from "#law";
import { systemActor } from "#platform";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { checkChain, exportChain, type ChainFile } from "./chain.ts";
import type { LawInForce } from "./contract.ts";
import { lawRoutes } from "./routes.ts";
import { signText, type ProfileKeyPair } from "./signing-key.ts";
import { verifyReleases } from "./verify.ts";

const folder = mkdtempSync(join(tmpdir(), "openpiu-law-key-"));
const keyFile = join(folder, "key");
let desk: Desk;
let law: Law;
/** A second node on the same database. */
let other: Law;
/** The key that signs at first. */
let signer: ProfileKeyPair;
const people: Record<string, Record<string, string>> = {};
const open = (): Promise<Law> =>
  openLaw({
    database: desk.database,
    clock: desk.clock,
    keyFile,
    state: "AZ",
    onProblem: (error) => {
      throw error;
    },
  });
beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-03-01T12:00:00Z") });
  law = await open();
  other = await open();
  signer = await law.signingKey();
  lawRoutes(desk.server, { database: desk.database, law });
  for (const [name, role] of [
    ["legal", "legal-adviser"],
    ["officer", "data-protection-officer"],
    ["head", "head"],
    ["inspector", "inspector"],
  ] as const)
    people[name] = (await desk.signIn([role])).headers;
  writeFileSync(join(folder, "public.pem"), signer.publicKey.export({ type: "spki", format: "pem" }));
});
afterAll(async () => {
  law.close();
  other.close();
  await desk.close();
  rmSync(folder, { recursive: true });
});

const as = (who: string) => people[who] ?? {};
const post = (who: string, path: string, payload: object) =>
  desk.server.inject({ method: "POST", url: `/api/law/${path}`, headers: as(who), payload });
/** A version drafted, approved by both offices and signed; its number. */
async function release(answer: string): Promise<number> {
  const minute = () => desk.clock.set(new Date(desk.clock.now().getTime() + 60_000));
  const drafted = await post("legal", "profiles", {
    changes: { "dsr.answer": { value: answer, source: "Act 12 of 2026, s. 4" } },
    validFrom: desk.clock.now().toISOString(),
    reason: "The new act",
  });
  const number = drafted.json<LawInForce>().versions[0]?.number ?? 0;
  for (const office of ["officer", "head"]) {
    minute();
    const decided = await post(office, `profiles/${number}/decision`, {
      step: "approved",
      reason: "Checked against the statute",
    });
    expect(decided.statusCode).toBe(200);
  }
  await law.reload();
  return number;
}

describe("the key that signs is replaced while it is used", () => {
  const rotate = () => rotateProfileKey({ database: desk.database, keyFile }, 0);
  const exported = async () =>
    (await desk.server.inject({ url: "/api/law/chain", headers: as("inspector") })).json<ChainFile>();

  test("what the old one signed holds, the next version is signed by the new one on every node, and the old one is gone (ANX9-9.34b, LED-29.2)", async () => {
    const before = await law.keys();
    expect(before).toHaveLength(1);
    const id = (await rotate()) ?? "";
    expect(id).not.toBe(signer.id);
    // Nothing was signed by it: another would leave it nothing to verify.
    expect(await rotate()).toBeNull();
    const number = await release("P9D");
    // A node that did not hear of it reads the key when it verifies.
    await other.reload();
    expect(other.label()).toBe(law.label());
    expect(law.label()).toBe(`eu-strict 2026.${number}`);
    const file = profileKeyFile(keyFile);
    expect(readFileSync(file, "utf8")).not.toContain(
      signer.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    );
    expect((await law.signingKey()).id).toBe(id);
    const chain = await exported();
    const report = checkChain(chain, new Map([[signer.id, signer.publicKey]]));
    expect(report).toMatchObject({ fault: undefined });
    expect(report.keyIds).toEqual([signer.id, id]);
    // Whoever has only the new one checks as well.
    const current = await law.signingKey();
    expect(checkChain(chain, new Map([[id, current.publicKey]])).fault).toBeUndefined();
    expect(checkChain(chain, undefined).fault).toBeUndefined();
    const stranger = generateKeyPairSync("ed25519").publicKey;
    expect(checkChain(chain, new Map([["0".repeat(16), stranger]])).fault).toContain("none of those given");
    // The command line reads the same file by the key of before.
    writeFileSync(join(folder, "rotated.json"), JSON.stringify(chain));
    const binary = fileURLToPath(new URL("../../bin/openpiu", import.meta.url));
    const { status, stdout } = spawnSync(
      "sh",
      [binary, "law", "verify", "rotated.json", "--key", "public.pem"],
      {
        cwd: folder,
        env: { PATH: process.env["PATH"] },
        encoding: "utf8",
      },
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ holds: true, keyIds: [signer.id, id] });
  });

  test("what the old key signs after it was replaced is in force nowhere, in the database and in a file", async () => {
    const versions = await desk.database.transaction(systemActor("test"), allVersions);
    const last = versions.find(({ release: done }) => done !== null);
    if (last?.release == null) throw new Error("no version was released");
    const byOld = { ...last.release, signature: signText(signer, last.release.body), key_id: signer.id };
    const keys = await law.keys();
    expect(verifyReleases([{ ...last, release: byOld }], keys).faults[0]).toMatchObject({
      number: last.number,
      code: "profile-unverified",
      text: expect.stringContaining("did not sign at that time"),
    });
    const chain = await exported();
    const forged = exportChain(
      versions.map((one) => (one.number === last.number ? { ...one, release: byOld } : one)),
      await law.signingKey(),
      { unit: "Test", at: desk.clock.now(), keys },
    );
    expect(checkChain(forged, undefined).fault).toContain(`version ${last.number} was signed with key`);
    const resealed = exportChain(versions, signer, { unit: "Test", at: desk.clock.now(), keys });
    expect(checkChain(resealed, undefined).fault).toContain("signs no more");
    // A certificate that was altered certifies nothing.
    const altered = JSON.parse(JSON.stringify(chain).replace(/"after":[1-9]\d*/, '"after":0')) as ChainFile;
    expect(checkChain(altered, new Map([[signer.id, signer.publicKey]])).fault).toBeDefined();
  });

  test("stopped at any step, a start finds the old key whole or goes on with the new one", async () => {
    await release("P8D");
    const file = profileKeyFile(keyFile);
    const files = [file, `${file}.chain`, `${file}.next`];
    const contents = () => files.map((name) => (existsSync(name) ? readFileSync(name) : null));
    const put = (kept: ReturnType<typeof contents>): void => {
      for (const [at, name] of files.entries()) {
        const bytes = kept[at] ?? null;
        if (bytes === null) rmSync(name, { force: true });
        else writeFileSync(name, bytes, { mode: 0o600 });
      }
    };
    const [key, chain] = contents();
    const old = (await law.signingKey()).id;
    const fresh = await rotate();
    const [newKey, newChain] = contents();
    // Before the certificate was written: the old key signs on.
    put([key ?? null, chain ?? null, newKey ?? null]);
    (await open()).close();
    expect((await law.signingKey()).id).toBe(old);
    expect(existsSync(`${file}.next`)).toBe(false);
    // After it was: the new one takes its place at the next start.
    put([key ?? null, newChain ?? null, newKey ?? null]);
    (await open()).close();
    expect((await law.signingKey()).id).toBe(fresh);
    // The list of keys cut off stops the start.
    put([newKey ?? null, chain ?? null, null]);
    await expect(open()).rejects.toMatchObject({ problem: { code: "profile-key-unusable" } });
    put([newKey ?? null, newChain ?? null, null]);
    await law.reload();
    await release("P7D");
    expect(checkChain(await exported(), undefined)).toMatchObject({ fault: undefined });
  });
});
