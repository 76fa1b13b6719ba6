// Which release may go into operation on a database, and by whose word (F14; LED-29).
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRoutes } from "#access";
import { approvalRoutes } from "#approvals";
import { isRefusal, StartupRefused, systemActor } from "#platform";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { admitRelease, admitSoftware, noteStart } from "./admission.ts";
import type { Releases, ReleaseStanding } from "./contract.ts";
import { releaseDigest, type Release } from "./release.ts";
import { askRelease } from "./releases.ts";
import { releaseRoutes } from "./routes.ts";

type Person = Awaited<ReturnType<Desk["signIn"]>>;
let desk: Desk;
let administrator: Person;
let supervisor: Person;
const settings = { UNIT_NAME: "Unit", SITES: "none" };
const first: Release = { version: "1.0", software: "1".repeat(64), settings };
const next = (digit: string, over: Partial<Release> = {}): Release => ({
  version: `${digit}.0`,
  software: digit.repeat(64),
  settings,
  ...over,
});
const hour = 3_600_000;

beforeAll(async () => {
  desk = await aDesk({ at: new Date("2026-11-21T08:00:00Z") });
  accessRoutes(desk.server, { unit: "Unit", zone: "UTC", version: "1" });
  approvalRoutes(desk.server, { database: desk.database, key: { periods: [] } as never, profile: euStrict });
  releaseRoutes(desk.server, { database: desk.database, release: first, releaseExempt: false });
  [administrator, supervisor] = [await desk.signIn(["administrator"]), await desk.signIn(["supervisor"])];
});
afterAll(() => desk.close());

async function ask<Body>(who: Person, method: "GET" | "POST", url: string, payload?: object) {
  const answer = await desk.server.inject({ method, url, headers: who.headers, ...(payload && { payload }) });
  const body = answer.body === "" ? null : answer.json<Body & { code?: string }>();
  return { status: answer.statusCode, body };
}
/** A start as a server makes it: "started", or the code by which it is refused. */
async function start(release: Release, emergency?: string): Promise<string> {
  try {
    await admitRelease(desk.url, release, emergency);
    await noteStart(desk.database, release, emergency);
    return "started";
  } catch (problem) {
    if (problem instanceof StartupRefused) return problem.problem.code;
    throw problem;
  }
}
const asking = (release: Release, over: object = {}) =>
  ask(administrator, "POST", "/api/releases/requests", {
    ...release,
    digest: releaseDigest(release),
    reason: "mends the reading of names",
    ...over,
  });
type Joint = { readonly decisions: readonly { readonly id: string; readonly fingerprint: string }[] };
async function say(who: Person, release: Release, approve = true) {
  const item = `release:${releaseDigest(release)}`;
  const { body } = await ask<Joint>(who, "GET", `/api/joint-decisions?of=${item}`);
  const { id, fingerprint } = body?.decisions[0] ?? { id: "", fingerprint: "" };
  return ask(who, "POST", `/api/joint-decisions/${id}/step`, {
    approve,
    fingerprint,
    reason: "looked at it",
  });
}
const entries = () =>
  desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ action: string; subject_id: string }>(
      "select action, subject_id from ledger.entry where action like 'release.%' order by seq",
    ),
  );

test("a database that knows no releases admits its first; several servers of it start at once", async () => {
  await admitRelease(desk.adminUrl.replace(/\/[^/?]+(?=\?|$)/, "/postgres"), first, undefined);
  expect(await Promise.all([start(first), start(first)])).toEqual(["started", "started"]);
  expect(await start(first)).toBe("started");
  expect((await entries()).map(({ action }) => action)).toEqual(Array(3).fill("release.started"));
});

test("another software, or another setting, does not start before a second person agreed; then it does, and the one before still may (LED-29.2)", async () => {
  const two = next("2");
  expect(await start(two)).toBe("release-not-approved");
  expect(await start(next("1", { settings: { ...settings, UNIT_NAME: "Other" } }))).toBe(
    "release-not-approved",
  );
  await expect(admitSoftware(desk.url, two.software)).rejects.toThrow(/nobody has agreed/);
  expect((await asking(two, { settings: {} })).body?.code).toBe("release-malformed");
  expect((await ask(supervisor, "POST", "/api/releases/requests", {})).status).toBe(403);
  expect((await asking(two)).status).toBe(204);
  expect((await say(administrator, two)).status).toBe(403);
  expect(await start(two)).toBe("release-not-approved");
  expect((await say(supervisor, two)).status).toBe(200);
  expect(await start(two)).toBe("started");
  await admitSoftware(desk.url, two.software);
  expect((await asking(two)).body?.code).toBe("release-approved");
  expect(await start(first)).toBe("started");
});

test("in an emergency it starts at once, is told, and is overdue after a day until somebody agrees", async () => {
  const three = next("3");
  const notice = await noteStart(desk.database, three, "an attack on the old version is under way");
  expect(notice).toContain("EMERGENCY RELEASE 3.0");
  expect((await entries()).at(-1)).toEqual({ action: "release.forced", subject_id: releaseDigest(three) });
  // Started again by whatever watches over it, without anybody's saying so.
  expect(await start(three)).toBe("started");
  const waiting = () =>
    desk.database.transaction(systemActor("test"), (tx) =>
      tx.query<{ version: string }>("select version from releases.to_agree"),
    );
  expect(await waiting()).toEqual([{ version: "3.0" }]);
  desk.clock.advance(24 * hour);
  expect(await noteStart(desk.database, three, undefined)).toContain("That time is OVER");
  [administrator, supervisor] = [await desk.signIn(["administrator"]), await desk.signIn(["supervisor"])];
  expect((await asking(three)).status).toBe(204);
  expect((await say(supervisor, three)).status).toBe(200);
  expect(await noteStart(desk.database, three, undefined)).toBeNull();
  expect(await waiting()).toEqual([]);
});

test("what the second refused does not start, not even where it ran in an emergency", async () => {
  const four = next("4");
  expect(await start(four, "the certificate had run out")).toBe("started");
  expect((await asking(four)).status).toBe(204);
  expect((await say(supervisor, four, false)).status).toBe(200);
  expect(await start(four)).toBe("release-not-approved");
});

test("asked from a command line, where nobody knows who sits, two persons of two offices agree", async () => {
  const five = next("5");
  const asked = await desk.database.transaction(systemActor("command-line"), (tx) =>
    askRelease(tx, first, { ...five, digest: releaseDigest(five), reason: "mends the reading" }),
  );
  expect(isRefusal(asked)).toBe(false);
  expect((await say(administrator, five)).status).toBe(200);
  expect((await say(await desk.signIn(["administrator"]), five)).status).toBe(403);
  expect(await start(five)).toBe("release-not-approved");
  expect((await say(supervisor, five)).status).toBe(200);
  expect(await start(five)).toBe("started");
});

test("the page shows what runs and what ran; others do not see it", async () => {
  const { body } = await ask<Releases>(supervisor, "GET", "/api/releases");
  expect(body).toMatchObject({
    now: { version: "1.0", standing: "approved", overdue: false, exempt: false },
    settings: [{ name: "UNIT_NAME", value: "Unit" }, { name: "SITES" }],
  });
  expect(body?.starts.map(({ version }) => version)).toContain("4.0");
  const standing = await ask<ReleaseStanding>(administrator, "GET", "/api/releases/standing");
  expect(standing.body).toMatchObject({ standing: "approved", due: null });
  expect((await ask(await desk.signIn(["analyst"]), "GET", "/api/releases")).status).toBe(403);
});

test("nobody writes by SQL that a release is agreed, whatever role they hold", async () => {
  const row = `insert into releases.operation (operation_id, digest, version, software, settings, way, reason, server, started_at)
     values (gen_random_uuid(), $1, '9', $1, '{}', $2, $3, 'here', now())`;
  const insert = (roles: string[], way: string, reason: string | null) =>
    desk.database.transaction({ id: administrator.id, roles, purpose: null }, (tx) =>
      tx.query(row, ["9".repeat(64), way, reason]),
    );
  for (const way of ["first", "approved"])
    await expect(insert(["system"], way, null)).rejects.toMatchObject({ constraint: "release_not_approved" });
  await expect(insert(["administrator"], "emergency", "by my own hand")).rejects.toThrow(
    /row-level security/,
  );
  const decide = desk.database.transaction(
    { id: administrator.id, roles: ["administrator"], purpose: null },
    (tx) => tx.query("update approvals.joint_decision set state = 'approved', settled_at = now()"),
  );
  await expect(decide).rejects.toThrow(/not changed, nor what was decided|by its own step/);
});
