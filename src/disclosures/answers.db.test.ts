import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  aChoice,
  aDisclosureDesk,
  aForm,
  afterJourney,
  grading,
  start,
  type DisclosureDesk,
} from "../../test/harness/disclosure-desk.ts";
import type { OwnRequest, RequestDetail, RequestFields } from "./contract.ts";

let desk: DisclosureDesk;
beforeAll(async () => {
  desk = await aDisclosureDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.clock.set(start);
  // Each test asks about the traveller of the fixtures: what others left open is no duplicate of it.
  await desk.rows("update disclosures.request set state = 'withdrawn', step_at = now() where false");
});

const people = () => desk.people;
let documents = 0;
/** A document of this test's own, so that no request is another's duplicate. */
const ownDocument = () => `D${String((documents += 1)).padStart(8, "0")}`;
async function asked(over: Partial<RequestFields> = {}, traveller: object = {}, on?: string) {
  const number = ownDocument();
  const flight = await desk.fly(
    [{ documents: [{ type: "P", number, issuer: "AZE", expires: "2031-01-01" }], ...traveller }],
    on,
  );
  const form = aForm({ subjects: [{ document: number }], ...over });
  return { number, flight, form };
}
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;

describe("what others see", () => {
  test("an agency sees its own requests and packages, and nothing of others, by SQL either (LED-15)", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    expect((await desk.ask(people().customs, "GET", `/api/own-requests/${id}`)).status).toBe(404);
    const inside = { ...people().police, headers: { ...people().police.headers, "x-purpose": "SERIOUS" } };
    expect((await desk.ask(inside, "GET", `/api/requests/${id}`)).status).toBe(403);
    const customs = { id: people().customs.id, roles: ["liaison"], tenant: "agency:customs", purpose: null };
    const seen = await desk.database.transaction(customs, async (tx) => [
      await tx.query("select from disclosures.request where request_id = $1", [id]),
      await tx.query("select from disclosures.request_step where request_id = $1", [id]),
      await tx.query("select from disclosures.search"),
    ]);
    expect(seen.map((rows) => rows.length)).toEqual([0, 0, 0]);
  });

  test("a refusal for reasons of rights reads like nothing found: the same bytes but id and time (LED-15)", async () => {
    const bytes = async (id: string) => {
      const answer = await desk.well<OwnRequest>(people().police, "GET", `/api/own-requests/${id}`);
      const blank = { ...answer, request: { ...answer.request, id: "", reference: "" }, fields: {} };
      return JSON.stringify(blank).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>");
    };
    const nobody = await desk.submit(
      people().police,
      desk.register.police,
      aForm({ subjects: [{ document: ownDocument() }] }),
    );
    await desk.toReview(nobody);
    await desk.stepWell(people().analyst, nobody, "release-check", { reason: "nobody was found" });
    expect((await desk.release(nobody, { result: "no-data" })).status).toBe(200);

    const { form } = await asked();
    const kept = await desk.submit(people().police, desk.register.police, form);
    const { found } = await desk.toReview(kept);
    await desk.stepWell(people().analyst, kept, "reviews", {
      person: found[0]?.key,
      outcome: "is-the-person",
      ...grading,
    });
    await desk.stepWell(people().analyst, kept, "release-check", { reason: "the person is in danger" });
    expect((await desk.release(kept, { result: "refused", code: "REFOULEMENT" })).status).toBe(200);

    const early = await desk.submit(
      people().police,
      desk.register.police,
      aForm({ subjects: [{ document: ownDocument() }] }),
    );
    await desk.toApproval(early);
    await desk.stepWell(people().supervisor, early, "approval", {
      approved: false,
      reason: "rights at risk",
      code: "RIGHTS-RISK",
    });

    const before = await Promise.all([nobody, kept, early].map(bytes));
    expect(before[1]).toBe(before[0]);
    expect(before[2]).toBe(before[0]);
    for (const id of [nobody, kept, early])
      await desk.well(people().police, "POST", `/api/own-requests/${id}/acknowledgement`, {});
    const after = await Promise.all([nobody, kept, early].map(bytes));
    expect(after[1]).toBe(after[0]);
    expect(after[2]).toBe(after[0]);
    expect(after[0]).toContain('"state":"closed"');
    // The unit itself knows which is which.
    const inside = await desk.well<RequestDetail>(people().legal, "GET", `/api/requests/${kept}`);
    expect(inside.refusal).toMatchObject({ code: "REFOULEMENT", told: false });
  });

  test("other refusals carry code, reason and remedy (PNRD-6.2b)", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    await desk.stepWell(people().watch, id, "triage", { complete: true, reason: "whole" });
    await desk.stepWell(people().legal, id, "legal-check", {
      lawful: false,
      reason: "The grounds are hearsay.",
      code: "NO-GROUNDS",
    });
    expect(
      codeOf(
        await desk.step(people().supervisor, id, "approval", {
          approved: true,
          reason: "all the same",
          code: null,
        }),
      ),
    ).toBe("not-lawful");
    await desk.stepWell(people().supervisor, id, "approval", {
      approved: false,
      reason: "The grounds are hearsay.",
      code: null,
    });
    const { answer } = await desk.well<OwnRequest>(people().police, "GET", `/api/own-requests/${id}`);
    expect(answer).toMatchObject({
      result: "refused",
      code: "NO-GROUNDS",
      reason: "The grounds are hearsay.",
      remedy: expect.stringContaining("facts"),
    });
  });
});

describe("clocks", () => {
  test("a clock that runs out is told of once", async () => {
    const { form } = await asked();
    const id = await desk.submit(people().police, desk.register.police, form);
    await desk.runJobs();
    const overdue = () =>
      desk.rows(`select from ledger.entry where body like '%"request.overdue"%' and body like $1`, [
        `%${id}%`,
      ]);
    expect(await overdue()).toHaveLength(0);
    desk.clock.advance(61 * 60_000);
    await desk.runJobs();
    await desk.runJobs();
    expect(await overdue()).toHaveLength(1);
    const { requests } = await desk.well<{ requests: { id: string; clock: { overdue: boolean } | null }[] }>(
      people().watch,
      "GET",
      "/api/requests",
    );
    expect(requests.find((each) => each.id === id)?.clock?.overdue).toBe(true);
  });
});

describe("after the journey", () => {
  async function late() {
    const { form } = await asked(afterJourney, {}, "2026-11-15");
    return desk.submit(people().police, desk.register.police, form);
  }
  test("nothing is approved without the body outside, within six months either (CJEU817-222)", async () => {
    const id = await late();
    await desk.toApproval(id);
    expect(desk.asked.at(-1)).toMatchObject({ exPost: false });
    const early = await desk.step(people().supervisor, id, "approval", {
      approved: true,
      reason: "please",
      code: null,
    });
    expect([early.status, codeOf(early)]).toEqual([409, "outside-approval-needed"]);
    const supervisor = { id: people().supervisor.id, roles: ["supervisor"], purpose: "SERIOUS" };
    await expect(
      desk.database.transaction(supervisor, (tx) =>
        tx.query("update disclosures.request set state = 'approved' where request_id = $1", [id]),
      ),
    ).rejects.toThrow(/body outside/);
    await desk.decide(true);
    await desk.runJobs();
    expect(
      (
        await desk.step(people().supervisor, id, "approval", {
          approved: true,
          reason: "approved",
          code: null,
        })
      ).status,
    ).toBe(200);
  });

  async function urgentlyReleased(): Promise<string> {
    const id = await late();
    await desk.toApproval(id);
    await desk.stepWell(people().watch, id, "urgency", { reason: "A life is in danger tonight." });
    await desk.stepWell(people().supervisor, id, "urgency-confirmation", {
      reason: "Called back and confirmed.",
    });
    await desk.stepWell(people().supervisor, id, "approval", {
      approved: true,
      reason: "urgent",
      code: null,
    });
    const { found } = await desk.stepWell(people().analyst, id, "search");
    await desk.stepWell(people().analyst, id, "reviews", {
      person: found[0]?.key,
      outcome: "is-the-person",
      ...grading,
    });
    await desk.stepWell(people().analyst, id, "packages", { person: found[0]?.key, ...aChoice });
    await desk.stepWell(people().analyst, id, "release-check", { reason: "ready for the check" });
    const released = await desk.release(id);
    expect((released.body as RequestDetail).request).toMatchObject({
      state: "urgent-released",
      clock: { kind: "ex-post-approval" },
    });
    return id;
  }
  const recallsAbout = async (id: string) =>
    (await desk.own(people().police)).recalls.filter(({ packages }) => packages.length > 0 && id !== "")
      .length;

  test("urgency is of two persons, and refused afterwards everything is called back and to be deleted (CJEU817-227)", async () => {
    const before = await recallsAbout("any");
    const id = await urgentlyReleased();
    await desk.decide(false);
    await desk.runJobs();
    await desk.runJobs();
    const { request, packages } = await desk.well<RequestDetail>(
      people().watch,
      "GET",
      `/api/requests/${id}`,
    );
    expect(request.state).toBe("recalled");
    expect(packages).toMatchObject([
      { state: "recalled", recalls: [{ kind: "delete", cause: "approval-refused" }] },
    ]);
    expect(await recallsAbout("any")).toBe(before + 1);
    const opened = await desk.ask(people().police, "GET", `/api/own-packages/${packages[0]?.id}/content`);
    expect(codeOf(opened)).toBe("package-recalled");
  });

  test("the silence of the body outside approves nothing: after 48 hours all is called back (CJEU817-227)", async () => {
    const id = await urgentlyReleased();
    desk.clock.advance(47.9 * 3_600_000);
    await desk.runJobs();
    expect((await desk.well<RequestDetail>(people().watch, "GET", `/api/requests/${id}`)).request.state).toBe(
      "urgent-released",
    );
    desk.clock.advance(0.2 * 3_600_000);
    await desk.runJobs();
    const { request, packages } = await desk.well<RequestDetail>(
      people().watch,
      "GET",
      `/api/requests/${id}`,
    );
    expect(request.state).toBe("recalled");
    expect(packages[0]?.recalls).toMatchObject([{ kind: "delete", cause: "approval-lapsed" }]);
  });

  test("approved afterwards, it goes on as released (CJEU817-227)", async () => {
    const id = await urgentlyReleased();
    await desk.decide(true);
    await desk.runJobs();
    const on = await desk.stepWell(people().supervisor, id, "confirmation", {
      reason: "approved afterwards",
    });
    expect(on.request.state).toBe("released");
  });
});
