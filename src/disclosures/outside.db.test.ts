// What needs the body outside the unit, from the request to the opened package, over HTTP and with the real approvals.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Approval } from "#approvals/contract";
import { anUnmasking } from "../approvals/fixtures.ts";
import {
  aChoice,
  aDisclosureDesk,
  aForm,
  afterJourney,
  grading,
  start,
  type DisclosureDesk,
} from "../../test/harness/disclosure-desk.ts";
import { aMaskedPerson, clearSurname } from "../../test/harness/masked-person.ts";
import type { Notices, OpenedPackage, PackageView, RequestDetail } from "./contract.ts";

let desk: DisclosureDesk;
beforeAll(async () => {
  desk = await aDisclosureDesk();
});
afterAll(() => desk.close());
beforeEach(() => desk.clock.set(start));

const people = () => desk.people;
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;
let documents = 0;

/** A request about a journey that is over, before its approval. */
async function late(): Promise<string> {
  const number = `O${String((documents += 1)).padStart(8, "0")}`;
  await desk.fly([{ documents: [{ type: "P", number, issuer: "AZE", expires: null }] }], "2026-11-15");
  const form = aForm({ subjects: [{ document: number }], ...afterJourney });
  const id = await desk.submit(people().police, desk.register.police, form);
  await desk.toApproval(id);
  return id;
}
const approve = (id: string) =>
  desk.stepWell(people().supervisor, id, "approval", { approved: true, reason: "approved", code: null });
/** Searches, reviews and drafts; the answer waits for its release. */
async function drafted(id: string, elements = ["names", "travel-dates"]): Promise<RequestDetail> {
  const { found } = await desk.stepWell(people().analyst, id, "search");
  await desk.stepWell(people().analyst, id, "reviews", {
    person: found[0]?.key,
    outcome: "is-the-person",
    ...grading,
  });
  await desk.stepWell(people().analyst, id, "packages", { person: found[0]?.key, ...aChoice, elements });
  return desk.stepWell(people().analyst, id, "release-check", { reason: "ready for the check" });
}
const noticesOf = async (id: string) =>
  (await desk.well<Notices>(people().protection, "GET", "/api/disclosure-notices")).notices.filter(
    ({ requestId }) => requestId === id,
  );

test("after the journey the approver outside reads the request, approves some elements, and those alone leave, once; the officer is told (CJEU817-222, PNRD-12.3)", async () => {
  const id = await late();
  const asked = await desk.well<Approval>(
    people().judge,
    "GET",
    `/api/approvals/${desk.asked.at(-1)?.id ?? ""}`,
  );
  expect(asked).toMatchObject({
    kind: "disclosure",
    state: "waiting",
    askedBy: { id: people().legal.id },
    endorsed: { by: { id: people().watch.id } },
    form: { objectiveEvidence: afterJourney.objectiveEvidence, legalBasis: "LB-CASE" },
  });
  await desk.decide(true, ["names", "travel-dates"]);
  await desk.runJobs();
  await approve(id);
  const { packages } = await drafted(id, ["names", "travel-dates", "seat"]);
  const beyond = await desk.release(id);
  expect([beyond.status, codeOf(beyond)]).toEqual([409, "element-not-approved"]);
  // Nothing was used up by what was refused.
  await desk.well(people().supervisor, "POST", `/api/packages/${packages[0]?.id}/refusal`, {
    reason: "the seat was not approved",
  });
  const { found } = await desk.well<RequestDetail>(people().analyst, "GET", `/api/requests/${id}`);
  await desk.stepWell(people().analyst, id, "packages", {
    person: found[0]?.key,
    ...aChoice,
    elements: ["names", "travel-dates"],
  });
  expect((await desk.release(id)).status).toBe(200);
  expect((await noticesOf(id)).map(({ kind }) => kind)).toEqual(["after-travel"]);
  const used = await desk.well<Approval>(people().judge, "GET", `/api/approvals/${asked.id}`);
  expect(used.grant).toMatchObject({ open: false });
});

test("an approval whose time is over lets nothing leave; asked anew and approved anew it goes on (CJEU817-222)", async () => {
  const id = await late();
  await desk.decide(true, undefined, 24);
  await desk.runJobs();
  await approve(id);
  await drafted(id);
  const early = await desk.step(people().legal, id, "outside-again", { reason: "nothing is over yet" });
  expect(codeOf(early)).toBe("approval-not-over");
  desk.clock.advance(24 * 3_600_000);
  expect(codeOf(await desk.release(id))).toBe("grant-over");
  await desk.stepWell(people().legal, id, "outside-again", { reason: "the time of the first is over" });
  expect(codeOf(await desk.release(id, { reason: "not approved a second time yet" }))).toBe("gate-closed");
  await desk.decide(true);
  await desk.runJobs();
  expect((await desk.release(id)).status).toBe(200);
});

test("by SQL no request is approved that nobody approved, no element leaves beyond, and nothing without the officer's notice (CJEU817-222, PNRD-12.3)", async () => {
  const id = await late();
  const supervisor = {
    id: people().supervisor.id,
    roles: ["supervisor"],
    purpose: "SERIOUS",
    ground: `request:${id}`,
  };
  const forge = (text: string, values: unknown[] = [id]) =>
    desk.database.transaction(supervisor, (tx) => tx.query(text, values));
  await expect(
    forge("update disclosures.request set approval = 'approved' where request_id = $1"),
  ).rejects.toThrow(/decided nothing/);
  await desk.decide(true, ["names"]);
  await desk.runJobs();
  await expect(
    forge("update disclosures.request set approval_id = gen_random_uuid() where request_id = $1"),
  ).rejects.toThrow(/decided nothing/);
  await approve(id);
  const { packages } = await drafted(id, ["names", "seat"]);
  const released = `update disclosures.package set state = 'released', second_by = $2, second_reason = 'past the server',
    released_at = platform.at(), sealed = 'x', file = 'x', hash = 'x' where package_id = $1`;
  await expect(forge(released, [packages[0]?.id, supervisor.id])).rejects.toThrow(/did not approve all/);
  await desk.well(people().supervisor, "POST", `/api/packages/${packages[0]?.id}/refusal`, {
    reason: "the seat was not approved",
  });
  const { found } = await desk.well<RequestDetail>(people().analyst, "GET", `/api/requests/${id}`);
  const names = await desk.stepWell(people().analyst, id, "packages", {
    person: found[0]?.key,
    ...aChoice,
    elements: ["names"],
  });
  await expect(
    forge(released, [names.packages.find(({ state }) => state === "release-check")?.id, supervisor.id]),
  ).rejects.toThrow(/not told/);
});

test("what was told urgently beyond what is approved afterwards is called back (CJEU817-227)", async () => {
  const id = await late();
  await desk.stepWell(people().watch, id, "urgency", { reason: "A life is in danger tonight." });
  await desk.stepWell(people().supervisor, id, "urgency-confirmation", { reason: "Called back, confirmed." });
  await approve(id);
  await drafted(id, ["names", "seat"]);
  expect((await desk.release(id)).status).toBe(200);
  await desk.decide(true, ["names"]);
  await desk.runJobs();
  const after = await desk.well<RequestDetail>(people().watch, "GET", `/api/requests/${id}`);
  expect(after.request.state).toBe("recalled");
});

test("a masked person is told of only as the drafter's own grant opens them, sealed, and by nobody else's (PNRD-12.3, PNRD-9.2b)", async () => {
  const { database, services } = desk;
  const person = await aMaskedPerson({ database, keyring: services.key }, { number: "91" });
  const form = aForm({
    ...afterJourney,
    subjects: [{ locator: "XY12ZZ" }],
    window: { from: person.date, until: person.date },
    elements: ["names", "locator"],
    masked: true,
  });
  const id = await desk.submit(people().police, desk.register.police, form);
  await desk.toApproval(id);
  await desk.decide(true);
  await desk.runJobs();
  await approve(id);
  const { found } = await desk.stepWell(people().analyst, id, "search");
  expect(found).toMatchObject([{ surname: "[masked]", birthDate: null }]);
  await desk.stepWell(people().analyst, id, "reviews", {
    person: person.key,
    outcome: "is-the-person",
    ...grading,
  });
  const unmask = await desk.well<Approval>(
    people().analyst,
    "POST",
    "/api/approvals/unmask",
    anUnmasking(person.key),
  );
  const draft = (who = people().analyst) =>
    desk.step(who, id, "packages", {
      person: person.key,
      ...aChoice,
      elements: ["names", "locator"],
      beyondUsual: "The locator is what the request names.",
      unmasking: unmask.id,
    });
  expect((await draft()).status).toBe(403);
  await desk.well(people().supervisor, "POST", `/api/approvals/${unmask.id}/endorsement`, {
    endorse: true,
    reason: "Checked with the case file.",
  });
  await desk.well(people().judge, "POST", `/api/approvals/${unmask.id}/decision`, {
    approve: true,
    fingerprint: unmask.fingerprint,
    reasons: "The grounds are concrete and the measure fits them.",
    reference: "2(103)-418/2026",
    elements: ["names"],
    hours: 24,
  });
  expect((await draft(people().other)).status).toBe(404);
  expect((await draft()).status).toBe(200);
  const [row] = await desk.rows<{ text: string }>(
    "select p::text as text from disclosures.package p where request_id = $1",
    [id],
  );
  expect(row?.text).not.toContain(clearSurname);
  const ready = await desk.stepWell(people().analyst, id, "release-check", { reason: "ready for it" });
  expect((await desk.release(id)).status).toBe(200);
  const [told] = ready.packages;
  const at = `/api/own-packages/${told?.id}`;
  await desk.well(people().police, "POST", `${at}/acknowledgement`, { conditionsAccepted: true });
  const { content } = await desk.well<OpenedPackage>(people().police, "GET", `${at}/content`);
  const names = content.elements.find(({ element }) => element === "names");
  expect(names?.lines).toContainEqual({ label: "surname", value: clearSurname });
  expect((await noticesOf(id)).map(({ kind }) => kind)).toContain("after-travel");
  const { packages } = await desk.well<RequestDetail>(people().watch, "GET", `/api/requests/${id}`);
  expect(packages[0] satisfies PackageView | undefined).toMatchObject({ state: "acknowledged" });
});
