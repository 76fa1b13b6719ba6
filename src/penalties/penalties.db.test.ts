// Penalties of carriers from the draft to the authority's decision: what is excluded, who is heard, who agrees, who decides; by the
// interface and by SQL, with the clock to the second.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { approvalRoutes } from "#approvals";
import { issueToken } from "#carriers";
import { attestedFault, readAttested } from "#evidence";
import { openSenderGate } from "#intake";
import { isRefusal, systemActor, type Actor } from "#platform";
import { deleteExpired } from "#retention";
import { euStrict } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";
import { intakeServices, registeredCarrier, sealingKey, sendText } from "../../test/harness/intake.ts";
import {
  carrierPenaltyRoutes,
  penaltiesExpiring,
  penaltyHindrances,
  penaltyProposalRoutes,
  penaltyRoutes,
} from "./api.ts";
import type { Candidates, OwnPenalties, PenaltyCase, Proposals } from "./contract.ts";
import { aMissedFlight } from "./fixtures-store.ts";
import { aPenalty } from "./fixtures.ts";

/** What waits for the legal adviser. */
type JointDecisions = {
  readonly decisions: readonly { readonly id: string; readonly fingerprint: string }[];
};
type Signed = Awaited<ReturnType<Desk["signIn"]>>;
type Sender = Awaited<ReturnType<typeof registeredCarrier>>;
const start = new Date("2026-11-20T10:00:00Z");
const day = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), "openpiu-penalties-"));
let desk: Desk;
let owner: Client;
let officer: Signed;
let both: Signed;
let supervisor: Signed;
let legal: Signed;
let enforcement: Signed;
let carrier: Sender;
let token: string;
let flights = 100;

beforeAll(async () => {
  desk = await aDesk({ at: start });
  const { database, clock, server } = desk;
  const services = { database, clock, profile: euStrict, unit: "Test unit" };
  penaltyRoutes(server, services);
  penaltyProposalRoutes(server, {
    ...services,
    heads: { keyFolder: folder, headFiles: [join(folder, "heads.ndjson")] },
  });
  const gate = openSenderGate({ ...desk, feed: { subscribe: () => () => undefined } });
  carrierPenaltyRoutes(server, { ...services, gate, key: sealingKey, reception: {} as never });
  approvalRoutes(server, { database, profile: euStrict, key: {} as never, hindrances: penaltyHindrances });
  owner = new Client({ connectionString: desk.adminUrl });
  await owner.connect();
  carrier = await registeredCarrier(desk);
  const issued = await issueToken(desk, systemActor("test"), { code: "J2", label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  token = issued.token;
  [officer, both, supervisor, legal, enforcement] = await Promise.all([
    desk.signIn(["carrier-desk"]),
    desk.signIn(["carrier-desk", "legal-adviser", "supervisor"]),
    desk.signIn(["supervisor"]),
    desk.signIn(["legal-adviser"]),
    desk.signIn(["enforcement"]),
  ]);
});
afterAll(async () => {
  await owner.end();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => desk.clock.set(start));

async function ask(who: Signed, method: "GET" | "POST" | "PUT", path: string, payload?: object) {
  const answer = await desk.server.inject({
    method,
    url: `/api${path}`,
    headers: who.headers,
    ...(payload === undefined ? {} : { payload }),
  });
  const body = answer.body.startsWith("{") ? answer.json<Record<string, unknown>>() : {};
  return { status: answer.statusCode, text: answer.body, body, code: body["code"] };
}
async function well<Answer>(...asked: Parameters<typeof ask>): Promise<Answer> {
  const { status, text, body } = await ask(...asked);
  if (status >= 300) throw new Error(text);
  return body as Answer;
}
const say = (path: string, payload: object, by = token) =>
  desk.server.inject({
    method: "POST",
    url: `/v1/penalties${path}`,
    headers: { authorization: `Bearer ${by}` },
    payload,
  });
const as = (who: Signed, ...roles: readonly string[]): Actor => ({ id: who.id, roles, purpose: null });
const sql = (actor: Actor, text: string, values: readonly unknown[] = []) =>
  desk.database.transaction(actor, (tx) => tx.query(text, [...values]));

async function missed(departsAt = new Date(start.getTime() - 2 * day)) {
  flights += 1;
  return aMissedFlight(desk.database, { number: String(flights), departsAt });
}
async function drafted(who = officer, failures?: Awaited<ReturnType<typeof missed>>[]): Promise<PenaltyCase> {
  return well<PenaltyCase>(who, "POST", "/penalties", aPenalty(carrier.id, failures ?? [await missed()]));
}
async function inHearing(who = officer): Promise<PenaltyCase> {
  return well<PenaltyCase>(who, "POST", `/penalties/${(await drafted(who)).id}/notice`, {});
}
const statement = { text: "The list was ready; our operator forgot to send it." };
async function heard(who = officer): Promise<PenaltyCase> {
  const { id } = await inHearing(who);
  expect((await say(`/${id}/statements`, statement)).statusCode).toBe(204);
  return well<PenaltyCase>(who, "GET", `/penalties/${id}`);
}
const weighing = { weighing: "Forgetting is a fault of the carrier; it is the first of its kind." };
async function asked(who = officer): Promise<{ id: string; joint: JointDecisions["decisions"][number] }> {
  const { id } = await heard(who);
  await well(who, "POST", `/penalties/${id}/asking`, weighing);
  return { id, joint: await jointOf(id) };
}
/** Later, the case is put before the legal adviser again. */
async function askedAnew(id: string) {
  desk.clock.advance(60_000);
  await well(officer, "POST", `/penalties/${id}/asking`, weighing);
  return jointOf(id);
}
async function jointOf(id: string) {
  const { decisions } = await well<JointDecisions>(legal, "GET", `/joint-decisions?of=penalty:${id}`);
  if (decisions[0] === undefined) throw new Error("not asked");
  return decisions[0];
}
const agree = (who: Signed, joint: { id: string; fingerprint: string }) =>
  ask(who, "POST", `/joint-decisions/${joint.id}/step`, {
    approve: true,
    fingerprint: joint.fingerprint,
    reason: "lawful, and the factors are weighed",
  });
async function sent(): Promise<{ id: string; proposal: Proposals["proposals"][number] }> {
  const { id, joint } = await asked();
  expect((await agree(legal, joint)).status).toBe(200);
  await well(officer, "POST", `/penalties/${id}/sending`, {});
  return { id, proposal: await proposalOf(id) };
}
async function proposalOf(id: string) {
  const { number } = await well<PenaltyCase>(officer, "GET", `/penalties/${id}`);
  const { proposals } = await well<Proposals>(enforcement, "GET", "/penalty-proposals");
  const found = proposals.find((one) => one.number === number);
  if (found === undefined) throw new Error("nothing was sent");
  return found;
}
const penalty = (proposal: { sha256: string }) => ({
  outcome: "penalty",
  amount: "3000.00",
  currency: "AZN",
  reasons: "The provision was broken, for the first time.",
  sha256: proposal.sha256,
});
const outage = (over: { carrier?: string | null; from: Date; until: Date | null; kind?: string }) =>
  owner.query(
    `insert into intake.channel_outage (outage_id, carrier_id, channels, kind, began_at, ended_at, text, opened_by, opened_at, ended_by)
     values (gen_random_uuid(), $1, '{http}', $2, $3, $4, 'out', 'system:intake', $3, case when $4::timestamptz is null then null else 'system:intake' end)`,
    [over.carrier ?? null, over.kind ?? "stopped", over.from, over.until],
  );

test("a case holds failures that the unit itself holds, each factor with its statement, and earlier penalties counted by the software (PNRD-14, EUAPI13-37-38)", async () => {
  const failure = await missed();
  const list = await well<Candidates>(
    officer,
    "GET",
    `/penalties/candidates?carrierId=${carrier.id}&from=${failure.day}&to=${failure.day}`,
  );
  const candidate = list.candidates.find(({ ref }) => ref === failure.ref);
  expect(candidate).toMatchObject({ kind: "no-data", excuses: [], excused: false, in: null });
  expect(candidate?.facts).toContainEqual({ name: "outcome", value: "missing" });
  // Nothing that the unit does not hold, of another carrier, or twice.
  const other = await registeredCarrier(desk, "TK");
  for (const [carrierId, failures, code] of [
    [
      carrier.id,
      [{ ...failure, ref: `${failure.day}_00000000-0000-7000-8000-000000000000_0` }],
      "penalty-not-held",
    ],
    [other.id, [failure], "penalty-not-held"],
    [carrier.id, [failure, failure], "penalty-elsewhere"],
  ] as const)
    expect((await ask(officer, "POST", "/penalties", aPenalty(carrierId, [...failures]))).code).toBe(code);
  expect((await ask(supervisor, "POST", "/penalties", aPenalty(carrier.id, [failure]))).status).toBe(403);
  const made = await drafted(officer, [failure]);
  expect(made).toMatchObject({ state: "draft", carrier: "J2", earlier: [], list: [{ kind: "no-data" }] });
  expect((await ask(officer, "POST", "/penalties", aPenalty(carrier.id, [failure]))).code).toBe(
    "penalty-elsewhere",
  );
  // What is claimed by SQL becomes what the unit holds, or nothing.
  const claim = (ref: string) =>
    sql(
      as(officer, "carrier-desk"),
      `insert into penalties.failure (failure_id, case_id, source, ref, day, kind, from_at, until_at, facts, added_by, added_at)
       values (gen_random_uuid(), $1, 'push', $2, $3, 'wrong-content', now(), now(), '{"free": "claim"}', $4, now()) returning kind, facts ->> 'free' as free`,
      [made.id, ref, failure.day, officer.id],
    );
  await expect(claim(`${failure.day}_none_0`)).rejects.toThrow(/holds no such failure/);
  expect(await claim((await missed()).ref)).toEqual([{ kind: "no-data", free: null }]);
});

test("a message that was refused is a failure by its receipt (PNRD-14)", async () => {
  await sendText(intakeServices(desk.database), carrier, "no message at all");
  const today = start.toISOString().slice(0, 10);
  const { candidates } = await well<Candidates>(
    officer,
    "GET",
    `/penalties/candidates?carrierId=${carrier.id}&from=${today}&to=${today}`,
  );
  const refused = candidates.find(({ source }) => source === "receipt");
  expect(refused).toMatchObject({ kind: "wrong-format" });
  const { source, ref, day: on } = refused ?? { source: "receipt", ref: "", day: "" };
  expect((await drafted(officer, [{ source: source as "push", ref, day: on }])).list).toMatchObject([
    { kind: "wrong-format", ref },
  ]);
});

test("a failure while an outage stood, ours or the carrier's, declared or observed, enters no case and goes on to nobody (ANX9-9.11, ANX9-9.33c)", async () => {
  const inOutage = async (over: { carrier?: string; kind?: string }, hours: number) => {
    const departsAt = new Date(start.getTime() - hours * 3_600_000);
    const failure = await missed(departsAt);
    await outage({ ...over, from: new Date(departsAt.getTime() - 60_000), until: departsAt });
    return failure;
  };
  for (const failure of [
    await inOutage({ kind: "stopped" }, 240),
    await inOutage({ kind: "not-taken" }, 264),
    await inOutage({ kind: "reported", carrier: carrier.id }, 288),
  ]) {
    const answer = await ask(officer, "POST", "/penalties", aPenalty(carrier.id, [failure]));
    expect([answer.status, answer.code]).toEqual([409, "penalty-excused"]);
  }
  // Told of only afterwards: neither asked for, nor agreed to, nor sent, nor fined; by SQL either.
  const { id, joint } = await asked();
  const late = {
    carrier: carrier.id,
    kind: "reported",
    from: new Date(start.getTime() - 2 * day),
    until: null,
  };
  await outage(late);
  try {
    expect((await agree(legal, joint)).code).toBe("penalty-excused");
    expect((await ask(officer, "POST", `/penalties/${id}/sending`, {})).code).toBe("penalty-excused");
    await expect(
      sql(
        as(legal, "legal-adviser"),
        `insert into approvals.joint_step (joint_id, office, approve, fingerprint, reason, taken_by, taken_at)
         values ($1, 'legal-adviser', true, $2, 'mine', $3, $4)`,
        [joint.id, joint.fingerprint, legal.id, desk.clock.now()],
      ),
    ).rejects.toThrow(/nothing is agreed to now: outage/);
    const { hindrance, list } = await well<PenaltyCase>(officer, "GET", `/penalties/${id}`);
    expect([hindrance, list[0]?.excuses[0]?.kind]).toEqual(["outage", "reported"]);
    // Set aside as what it is, nothing is left of the case.
    const aside = await well<PenaltyCase>(
      officer,
      "POST",
      `/penalties/${id}/failures/${list[0]?.id ?? ""}/aside`,
      { reason: "outage of the carrier" },
    );
    expect([aside.hindrance, aside.list[0]?.aside?.as]).toEqual(["nothing", "outage"]);
  } finally {
    await owner.query("delete from intake.channel_outage where ended_at is null");
  }
});

test("while a dispute is open nothing is proposed, and no proposal already made goes on (ANX9-9.38)", async () => {
  const { id, joint } = await asked();
  const disputed = {
    ground: "facts",
    failureId: null,
    text: "The list was sent: here is its acknowledgement.",
  };
  expect((await say(`/${id}/disputes`, disputed)).statusCode).toBe(204);
  expect((await agree(legal, joint)).code).toBe("penalty-disputed");
  expect((await ask(officer, "POST", `/penalties/${id}/sending`, {})).code).toBe("penalty-disputed");
  const [dispute] = (await well<PenaltyCase>(officer, "GET", `/penalties/${id}`)).disputed;
  // Decided by a supervisor alone, and by none who drafted.
  const verdict = { uphold: false, reason: "The acknowledgement is of another flight." };
  const at = `/penalties/disputes/${dispute?.id ?? ""}/decision`;
  expect((await ask(officer, "POST", at, verdict)).status).toBe(403);
  const decided = await well<PenaltyCase>(supervisor, "POST", at, verdict);
  expect([decided.disputed[0]?.state, decided.hindrance]).toEqual(["rejected", null]);
  // What was agreed to was the case before: it is asked for anew.
  expect((await agree(legal, joint)).status).toBe(200);
  expect((await ask(officer, "POST", `/penalties/${id}/sending`, {})).code).toBe("penalty-not-agreed");
  expect((await agree(legal, await askedAnew(id))).status).toBe(200);
  await well(officer, "POST", `/penalties/${id}/sending`, {});
  // Sent already, and disputed by letter: the authority fines nobody meanwhile, by SQL either.
  const proposal = await proposalOf(id);
  const letter = { ...disputed, ground: "law", reference: "Letter 12 of 20 November" };
  await well(officer, "POST", `/penalties/${id}/disputes`, letter);
  const fine = `/penalty-proposals/${proposal.id}/decision`;
  expect((await ask(enforcement, "POST", fine, penalty(proposal))).code).toBe("penalty-disputed");
  await expect(
    sql(
      { ...as(enforcement, "enforcement"), tenant: "enforcement" },
      "update penalties.proposal set state = 'penalty', amount = 1, currency = 'AZN', reasons = 'because I can', decided_by = $2, decided_at = $3 where proposal_id = $1",
      [proposal.id, enforcement.id, desk.clock.now()],
    ),
  ).rejects.toThrow(/no penalty now: dispute/);
  const second = (await well<PenaltyCase>(officer, "GET", `/penalties/${id}`)).disputed[1];
  const upheld = await well<PenaltyCase>(
    supervisor,
    "POST",
    `/penalties/disputes/${second?.id ?? ""}/decision`,
    {
      uphold: true,
      reason: "The provision does not cover this flight.",
    },
  );
  expect(upheld.list[0]?.aside?.as).toBe("dispute");
  expect((await ask(enforcement, "POST", fine, penalty(proposal))).code).toBe("penalty-empty");
});

test("who drafted a case decides no dispute in it and agrees to nothing, by SQL either (PNRD-13.6)", async () => {
  const { id, joint } = await asked(both);
  expect((await agree(both, joint)).status).toBe(403);
  await well(both, "POST", `/penalties/${id}/asking/withdrawal`, {});
  // Asked for by another of the desk: the drafter is no second either.
  await well(officer, "POST", `/penalties/${id}/asking`, weighing);
  expect((await agree(both, await jointOf(id))).code).toBe("not-permitted");
  await say(`/${id}/disputes`, { ground: "facts", failureId: null, text: "It was sent." });
  const [dispute] = (await well<PenaltyCase>(both, "GET", `/penalties/${id}`)).disputed;
  expect(dispute?.mayDecide).toBe(false);
  const at = `/penalties/disputes/${dispute?.id ?? ""}/decision`;
  expect((await ask(both, "POST", at, { uphold: false, reason: "I say so myself." })).status).toBe(403);
  await expect(
    sql(
      as(both, "supervisor"),
      "update penalties.dispute set state = 'rejected', decision = 'I say so myself', decided_by = $2, decided_at = $3 where dispute_id = $1",
      [dispute?.id, both.id, desk.clock.now()],
    ),
  ).rejects.toThrow(/neither drafted the case nor opened it/);
});

test("nothing is proposed before the carrier has spoken or its time is over, to the second (EUAPI13-37-38)", async () => {
  const made = await inHearing();
  expect(made.hearUntil).toBe(new Date(start.getTime() + 28 * day).toISOString());
  const told = await desk.server.inject({
    url: "/v1/penalties",
    headers: { authorization: `Bearer ${token}` },
  });
  const own = told.json<OwnPenalties>().cases.find(({ id }) => id === made.id);
  expect(own).toMatchObject({ state: "hearing", hearUntil: made.hearUntil, failures: [{ kind: "no-data" }] });
  const notice = await ask(officer, "GET", `/penalties/${made.id}/notice`);
  expect(notice.text).toContain(made.number);
  const end = new Date(made.hearUntil ?? "");
  desk.clock.set(new Date(end.getTime() - 1000));
  const later = await desk.signIn(["carrier-desk"]);
  const asking = () => ask(later, "POST", `/penalties/${made.id}/asking`, weighing);
  const bySql = () =>
    sql(
      as(officer, "carrier-desk"),
      `insert into approvals.joint_decision (joint_id, point, item, content, fingerprint, reason, asked_by, asked_at, expires_at)
       select gen_random_uuid(), 'F18', 'penalty:' || $1, penalties.content_of($1::uuid), repeat('0', 64), 'mine', $2, $3, $3::timestamptz + interval '1 day'`,
      [made.id, officer.id, desk.clock.now()],
    );
  expect((await asking()).code).toBe("penalty-not-heard");
  await sql(
    as(officer, "carrier-desk"),
    "update penalties.penalty_case set weighing = 'weighed before its time' where case_id = $1",
    [made.id],
  );
  await expect(bySql()).rejects.toThrow(/nothing is proposed: hearing/);
  desk.clock.set(end);
  expect((await asking()).status).toBe(200);
  desk.clock.set(start);
  // The time is the law's: two weeks at least, and not moved afterwards.
  for (const text of [
    "update penalties.penalty_case set hear_until = notified_at + interval '15 days' where case_id = $1",
    "update penalties.penalty_case set provision = 'another law' where case_id = $1",
  ])
    await expect(sql(as(officer, "carrier-desk"), text, [made.id])).rejects.toThrow(/was sent stays/);
  const draft = await drafted();
  await expect(
    sql(
      as(officer, "carrier-desk"),
      "update penalties.penalty_case set state = 'hearing', notified_at = platform.at(), hear_until = platform.at() + interval '13 days' where case_id = $1",
      [draft.id],
    ),
  ).rejects.toThrow(/check constraint/);
});

test("a carrier sees and speaks in its own cases alone, once it was told (EUAPI13-37-38)", async () => {
  const draft = await drafted();
  await registeredCarrier(desk, "LH");
  const issued = await issueToken(desk, systemActor("test"), { code: "LH", label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  const { id } = await inHearing();
  expect((await say(`/${id}/statements`, statement, issued.token)).statusCode).toBe(404);
  expect((await say(`/${draft.id}/statements`, statement)).statusCode).toBe(404);
  const seen = await desk.server.inject({
    url: "/v1/penalties",
    headers: { authorization: `Bearer ${issued.token}` },
  });
  expect(seen.json()).toEqual({ cases: [] });
  expect((await say(`/${id}/statements`, statement)).statusCode).toBe(204);
  const [kept] = (await well<PenaltyCase>(officer, "GET", `/penalties/${id}`)).statements;
  expect(kept).toMatchObject({ byCarrier: true, by: "J2", text: statement.text });
});

test("a proposal goes to the authority with the legal adviser's agreement alone; it decides, the unit never does (PNRD-14, EUAPI13-37-38)", async () => {
  const { id, joint } = await asked();
  expect((await ask(officer, "POST", `/penalties/${id}/sending`, {})).code).toBe("penalty-not-agreed");
  const unsent = `insert into penalties.proposal (proposal_id, case_id, joint_id, content, sha256, sent_by, sent_at, state)
    values (gen_random_uuid(), $1, $2, '{}', sha256('{}'), $3, $4, 'sent')`;
  await expect(
    sql(as(officer, "carrier-desk"), unsent, [id, joint.id, officer.id, desk.clock.now()]),
  ).rejects.toThrow(/has not agreed/);
  expect((await ask(enforcement, "GET", "/penalties")).status).toBe(403);
  expect((await agree(legal, joint)).status).toBe(200);
  await well(officer, "POST", `/penalties/${id}/sending`, {});
  expect((await ask(officer, "POST", `/penalties/${id}/sending`, {})).code).toBe("penalty-moved-on");
  const proposal = await proposalOf(id);
  const fine = `/penalty-proposals/${proposal.id}/decision`;
  const head = await desk.signIn(["head"]);
  for (const who of [officer, supervisor, legal, head, both])
    expect((await ask(who, "POST", fine, penalty(proposal))).status).toBe(403);
  for (const actor of [
    as(officer, "carrier-desk"),
    as(head, "head"),
    as(officer, "enforcement"),
    systemActor("test"),
  ])
    await sql(
      actor,
      "update penalties.proposal set state = 'no-penalty', reasons = 'nothing to it', decided_by = $2, decided_at = $3 where proposal_id = $1",
      [proposal.id, actor.id, desk.clock.now()],
    ).catch(() => undefined);
  expect((await proposalOf(id)).state).toBe("sent");
  // The file: what it holds, its hash in the ledger, its proof.
  const file = readAttested(
    (await ask(enforcement, "GET", `/penalty-proposals/${proposal.id}/file?as=page`)).text,
  );
  if (file === undefined) throw new Error("no file");
  expect(attestedFault(file)).toBeUndefined();
  const pack = JSON.parse(file.content) as Record<string, unknown>;
  expect(pack).toMatchObject({
    carrier: "J2",
    failures: [{ kind: "no-data" }],
    amountsByLaw: euStrict.penalty.bounds,
    hearing: { statements: [{ by: "J2", text: statement.text }], weighing: weighing.weighing },
    agreement: { legalAdviser: [{ agreed: true }] },
  });
  expect(JSON.stringify(pack["ledger"])).toContain("joint.agreed");
  // Decided on what was read; an amount with a penalty only.
  expect((await ask(enforcement, "POST", fine, { ...penalty(proposal), sha256: "0".repeat(64) })).code).toBe(
    "penalty-altered",
  );
  expect((await ask(enforcement, "POST", fine, { ...penalty(proposal), amount: null })).code).toBe(
    "penalty-amount",
  );
  expect((await ask(enforcement, "POST", fine, penalty(proposal))).status).toBe(204);
  expect((await ask(enforcement, "POST", fine, penalty(proposal))).code).toBe("penalty-moved-on");
  const done = await well<PenaltyCase>(officer, "GET", `/penalties/${id}`);
  expect(done).toMatchObject({
    state: "decided",
    proposals: [{ state: "penalty", amount: "3000.00", currency: "AZN" }],
  });
  // The next case of this carrier names it.
  expect((await inHearing()).earlier).toContain(done.number);
});

test("what the authority returns is agreed to anew before it goes again; what is dropped is free for another case", async () => {
  const { id, proposal } = await sent();
  const returned = {
    outcome: "returned",
    amount: null,
    currency: null,
    reasons: "The size of the carrier is not shown.",
    sha256: proposal.sha256,
  };
  expect(
    (await ask(enforcement, "POST", `/penalty-proposals/${proposal.id}/decision`, returned)).status,
  ).toBe(204);
  expect((await ask(officer, "POST", `/penalties/${id}/sending`, {})).code).toBe("penalty-not-agreed");
  expect((await agree(legal, await askedAnew(id))).status).toBe(200);
  await well(officer, "POST", `/penalties/${id}/sending`, {});
  const other = await inHearing();
  const { list } = await well<PenaltyCase>(officer, "POST", `/penalties/${other.id}/dropping`, {
    reason: "A call settled the matter.",
  });
  const [free] = list;
  if (free === undefined) throw new Error("no failure");
  expect((await drafted(officer, [{ source: free.source, ref: free.ref, day: free.day }])).state).toBe(
    "draft",
  );
});

test("the enforcement authority sees what was sent to it and no other table of the unit's (EUAPI13-37-38)", async () => {
  await sent();
  const it: Actor = { ...as(enforcement, "enforcement"), tenant: "enforcement" };
  const count = async (table: string) =>
    Number(((await sql(it, `select count(*)::int as n from ${table}`)) as { n: number }[])[0]?.n);
  expect(await count("penalties.proposal")).toBeGreaterThan(0);
  for (const table of ["penalty_case", "failure", "statement", "dispute"])
    expect(await count(`penalties.${table}`)).toBe(0);
  for (const table of [
    "approvals.joint_decision",
    "records.traveller",
    "cases.alert",
    "intake.channel_outage",
    "ledger.entry",
  ])
    expect(await count(table)).toBe(0);
});

test("cases go five years after their end, with all that hangs on them (LED-5)", async () => {
  const { id } = await inHearing();
  await well(officer, "POST", `/penalties/${id}/dropping`, { reason: "A call settled the matter." });
  const there = async () =>
    (await owner.query("select from penalties.penalty_case where case_id = $1", [id])).rowCount;
  const expire = () =>
    deleteExpired({ database: desk.database, profile: euStrict, expiring: penaltiesExpiring });
  desk.clock.set(new Date("2031-11-19T23:59:59Z"));
  await expire();
  expect(await there()).toBe(1);
  desk.clock.set(new Date("2031-11-20T00:00:00Z"));
  await expire();
  expect(await there()).toBe(0);
});
