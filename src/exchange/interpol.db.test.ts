// Checks with INTERPOL over a real line to a recorded bureau: what is asked, what each answer does, and what waits for its word.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { offences, type PackageView } from "#disclosures/contract";
import {
  aChoice,
  aDisclosureDesk,
  grading,
  start,
  type DisclosureDesk,
  type Person,
} from "../../test/harness/disclosure-desk.ts";
import { aRecordedPeer, type RecordedPeer } from "../../test/harness/recorded-peer.ts";
import { anAlert } from "../../test/harness/document-alert.ts";
import { decidedAs } from "../cases/fixtures.ts";
import type { Enquiries, EnquiryAnswer, Partners } from "./contract.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import { exchangeJobs } from "./jobs.ts";
import { openLineTransport } from "./lines/transport.ts";
import { exchangeRoutes } from "./routes.ts";

let desk: DisclosureDesk;
let peer: RecordedPeer;
let services: ExchangeServices;
beforeAll(async () => {
  peer = await aRecordedPeer("interpol.json", "ncb");
  desk = await aDisclosureDesk({
    also: ({ server }, own) => {
      services = {
        ...own,
        problem: (error) => {
          throw error;
        },
        lineTransport: openLineTransport(peer.lineFolder, 2_000),
      };
      exchangeRoutes(server, services);
    },
  });
  const bureau = await desk.enter({
    code: "ncb",
    name: "National central bureau",
    kind: "ncb",
    service: "police",
    country: "AZ",
    channel: "i24-7",
    offences: [...offences],
  });
  const line = {
    authorityId: bureau,
    address: peer.address,
    agreement: "Rules on the Processing of Data; agreement with the bureau",
    keepDays: 30,
    assessment: "The bureau works under the State's own law and its courts.",
    assessedUntil: "2027-06-30",
    adapter: "interpol",
    certificate: peer.certificate,
    reason: "as agreed",
  };
  const { partners } = await desk.well<Partners>(desk.people.legal, "POST", "/api/exchange/partners", line);
  await desk.well(desk.people.supervisor, "POST", `/api/exchange/partners/${bureau}/decision`, {
    version: partners[0]?.version,
    inForce: true,
    reason: "certificate compared by telephone",
  });
});
afterAll(async () => {
  peer?.close();
  await desk?.close();
});
beforeEach(() => desk.clock.set(start));

const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;
const alerted = (number: string, over: object = {}) => anAlert(desk, number, over);
const ask = (alertId: string, over: object = {}, who: Person = desk.people.watch) =>
  desk.ask(who, "POST", "/api/exchange/enquiries", {
    alertKind: "listed",
    alertId,
    of: "documents",
    ...over,
  });
const askWell = async (alertId: string, over: object = {}): Promise<Enquiries["enquiries"][number]> => {
  const answer = await ask(alertId, over);
  expect([answer.status, codeOf(answer)]).toEqual([200, undefined]);
  const [first] = (answer.body as Enquiries).enquiries;
  if (first === undefined) throw new Error("nothing was asked");
  return first;
};
const work = async (): Promise<void> => {
  for (const job of exchangeJobs) await job.run(null, services);
};
const of = async (alertId: string) =>
  (await desk.well<Enquiries>(desk.people.watch, "GET", `/api/exchange/enquiries?alert=${alertId}`))
    .enquiries;
const check = async (alertId: string) => (await of(alertId)).find(({ of: cause }) => cause === null);
const minutes = (count: number) => desk.clock.advance(count * 60_000);
/** Goes on until what was asked has its answer, a quarter of an hour at a time. */
async function untilAnswered(alertId: string): Promise<Enquiries["enquiries"][number] | undefined> {
  for (let tries = 0; tries < 12; tries += 1) {
    await work();
    const now = await check(alertId);
    if (now?.state !== "waiting") return now;
    minutes(15);
  }
  return check(alertId);
}
const confirmIt = (alertId: string) =>
  decidedAs(
    desk.database,
    { id: desk.people.other.id, roles: ["analyst"], purpose: "SERIOUS" },
    alertId,
    "confirmed",
  ).then(
    () => "confirmed",
    (problem: Error) => problem.message,
  );
/** What the bureau heard under one number; it tells by a way of its own, which may take longer than its answer. */
async function heardOf(key: string, times = 1) {
  const all = () => peer.heard.filter((one) => one.key === key);
  await expect.poll(() => all().length).toBe(times);
  return all();
}
const actions = async (id: string) =>
  (
    await desk.rows<{ action: string }>(
      "select action from ledger.entry where subject_id = $1 order by seq",
      [id],
    )
  ).map(({ action }) => action);

describe("a document that is reported lost or stolen", () => {
  test("no hit stops nothing; what was asked and answered stands in the ledger, under its handling codes", async () => {
    const { alertId } = await alerted("Q0000001");
    const asked = await askWell(alertId);
    expect(asked).toMatchObject({ kind: "document-check", state: "waiting", handling: ["H2", "H4"] });
    await work();
    expect(await check(alertId)).toMatchObject({ state: "answered", result: "no-hit", late: false });
    expect(await actions(asked.id)).toEqual(["interpol.asked", "exchange.delivered", "interpol.answered"]);
    expect(await confirmIt(alertId)).toBe("confirmed");
    const [told] = await heardOf(asked.id);
    expect(told?.body).toMatchObject({ purpose: "SERIOUS", document: { number: "Q0000001", type: "P" } });
  });

  test("a hit awaits the bureau: nothing adverse is decided before it confirmed, by SQL either (IPOL-SLTD)", async () => {
    const { alertId, flight, personId } = await alerted("Q0000002");
    const asked = await askWell(alertId);
    await work();
    expect(await check(alertId)).toMatchObject({ result: "hit" });
    const hold = async () =>
      (
        await desk.rows<{ state: string }>("select state from cases.awaiting_ncb where check_id = $1", [
          asked.id,
        ])
      )[0]?.state;
    expect(await hold()).toBe("AWAIT_NCB");
    expect(await confirmIt(alertId)).toMatch(/has not confirmed the hit/);
    // Past the server the database says the same, whoever writes.
    const officer = { id: desk.people.other.id, roles: ["analyst"], purpose: "SERIOUS" };
    const bySql = (text: string, values: unknown[] = [], actor: typeof officer = officer) =>
      desk.database.transaction({ ...actor, ground: `alert:${alertId}` }, (tx) => tx.query(text, values));
    const waits = /INTERPOL bureau has not confirmed/;
    await expect(
      bySql(
        `insert into cases.decision (decision_id, alert_id, outcome, reason_code, reason, decided_by, decided_at)
         values (gen_random_uuid(), $1, 'confirmed', 'ESCALATE', 'surely', $2, now())`,
        [alertId, officer.id],
      ),
    ).rejects.toThrow(waits);
    await expect(
      bySql("update cases.alert set state = 'confirmed' where alert_id = $1", [alertId]),
    ).rejects.toThrow(waits);
    await expect(
      bySql(
        `insert into cases.directive (directive_id, flight_date, flight_id, person_id, flight_designator, flight_origin, flight_destination,
           known, surname, directive, ground, authority, ground_reference, reason, state, proposed_by, proposed_at)
         values (gen_random_uuid(), $1, $2, $3, 'J2', 'IST', 'GYD', '[]', 'X', 'NOT_OK', 'document-reported-lost', 'VALID', 'SLTD', 'stolen',
           'proposed', $4, now())`,
        [flight.date, flight.id, personId, officer.id],
      ),
    ).rejects.toThrow(waits);
    for (const text of [
      "update cases.awaiting_ncb set state = 'CONFIRMED', answered_at = now() where check_id = $1",
      "update cases.awaiting_ncb set state = 'NOT_CONFIRMED', answered_at = now() where check_id = $1",
    ]) {
      await expect(bySql(text, [asked.id])).rejects.toThrow(/bureau confirms, nobody else/);
      await expect(bySql(text, [asked.id], desk.system as never)).rejects.toThrow(
        /bureau confirms, nobody else/,
      );
    }
    await bySql("delete from cases.awaiting_ncb where check_id = $1", [asked.id]);
    expect(await hold()).toBe("AWAIT_NCB");
    // The bureau answers in its own time; asked again it is the same question.
    minutes(2);
    await work();
    expect(await hold()).toBe("AWAIT_NCB");
    minutes(2);
    await work();
    expect(await hold()).toBe("CONFIRMED");
    const confirmation = (await of(alertId)).find(({ kind }) => kind === "confirmation")?.id ?? "";
    const asks = await heardOf(confirmation, 3);
    expect(asks.every(({ url, body }) => url === "/v1/confirmations" && body["check"] === asked.id)).toBe(
      true,
    );
    expect(await confirmIt(alertId)).toBe("confirmed");
    expect(await actions(alertId)).toEqual(
      expect.arrayContaining(["alert.awaits-ncb", "alert.ncb-answered", "alert.decided"]),
    );
  });

  test("what was confirmed before the hit is not acted on either; protection is never held up, and safety by a person with a reason (IPOL-SLTD)", async () => {
    const { alertId } = await alerted("Q0000007");
    expect(await confirmIt(alertId)).toBe("confirmed");
    const asked = await askWell(alertId);
    // The answer breaks off: it is asked again under the same number, and taken once.
    expect((await untilAnswered(alertId))?.result).toBe("hit");
    await heardOf(asked.id, 2);
    expect(await desk.rows("select from cases.awaiting_ncb where check_id = $1", [asked.id])).toHaveLength(1);
    const refer = async (measure: string) =>
      (
        await desk.well<PackageView>(desk.people.analyst, "POST", "/api/packages", {
          alertKind: "listed",
          alertId,
          ...grading,
          authorityId: desk.register.police,
          purpose: "SERIOUS",
          offence: "drug-trafficking",
          ...aChoice,
          measure,
          elements: ["names", "travel-dates"],
        })
      ).id;
    const release = (id: string) =>
      desk.ask(desk.people.supervisor, "POST", `/api/packages/${id}/release`, {
        reason: "necessary and as asked",
      });
    const [adverse, caring] = [await refer("SECOND-LINE"), await refer("CONTACT-AUTHORITY")];
    expect(codeOf(await release(adverse))).toBe("await-ncb");
    await expect(
      desk.database.transaction(
        { id: desk.people.supervisor.id, roles: ["supervisor"], purpose: "SERIOUS" },
        (tx) =>
          tx.query(
            `update disclosures.package set state = 'released', second_by = $2, second_reason = 'past the server', released_at = $3,
               sealed = 'x', file = 'x', hash = 'x' where package_id = $1`,
            [adverse, desk.people.supervisor.id, tx.at],
          ),
      ),
    ).rejects.toThrow(/has not confirmed/);
    expect((await release(caring)).status).toBe(200);
    const safety = (reason: string) =>
      desk.ask(desk.people.watch, "POST", `/api/exchange/enquiries/${asked.id}/safety`, { reason });
    expect((await safety("hurry")).status).toBe(400);
    expect((await safety("The person threatens the crew at the gate.")).status).toBe(200);
    expect((await release(adverse)).status).toBe(200);
    expect(await actions(alertId)).toContain("alert.safety-called");
  });

  test("a hit that the bureau does not confirm falls, and the alert is decided by what else there is (IPOL-SLTD)", async () => {
    const { alertId } = await alerted("Q0000003");
    const asked = await askWell(alertId);
    await work();
    await work();
    const [row] = await desk.rows<{ state: string }>(
      "select state from cases.awaiting_ncb where check_id = $1",
      [asked.id],
    );
    expect(row?.state).toBe("NOT_CONFIRMED");
    expect(await confirmIt(alertId)).toBe("confirmed");
  });
});

describe("the line", () => {
  test.each([
    ["an error", "Q0000004", /answered 503/],
    ["silence", "Q0000005", /timeout/],
    ["what nobody agreed on", "Q0000006", /malformed/],
  ])(
    "%s loses nothing: the same is asked again until it is answered, and an answer after its time says so",
    async (_what, number, problem) => {
      const { alertId } = await alerted(number);
      const asked = await askWell(alertId);
      await work();
      const [out] = await desk.rows<{ problem: string; state: string }>(
        "select problem, state from exchange.outgoing where message_id = $1",
        [asked.id],
      );
      expect(out?.state).toBe("waiting");
      expect(out?.problem).toMatch(problem);
      minutes(90);
      await work();
      // Nobody answered within the hour: that is told once.
      expect(await actions(asked.id)).toContain(
        (await check(alertId))?.state === "waiting" ? "interpol.overdue" : "interpol.answered",
      );
      const answered = await untilAnswered(alertId);
      expect(answered).toMatchObject({ state: "answered", result: "no-hit", late: true });
    },
  );

  test("an answer too large, a redirect or a refusal: nothing is read, followed or kept; a refusal is final", async () => {
    const { alertId } = await alerted("Q0000008");
    const asked = await askWell(alertId);
    const problems: (string | null)[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      await work();
      const [out] = await desk.rows<{ problem: string }>(
        "select problem from exchange.outgoing where message_id = $1",
        [asked.id],
      );
      problems.push(out?.problem ?? null);
      minutes(30);
    }
    expect(problems).toEqual(["answer-too-large", "redirected", "answered 403"]);
    expect(await check(alertId)).toMatchObject({ state: "refused", result: null });
  });

  test("after failures in a row the line rests, nothing is sent meanwhile, and what waited goes when it answers again", async () => {
    const { alertId } = await alerted("Q0000001");
    const down: ExchangeServices = {
      ...services,
      lineTransport: () => Promise.resolve({ failed: "not-reached ECONNREFUSED" }),
    };
    let sent = 0;
    const counted: ExchangeServices = {
      ...services,
      lineTransport: async (request) => {
        sent += 1;
        return openLineTransport(peer.lineFolder)(request);
      },
    };
    const asked = await askWell(alertId);
    for (let tries = 0; tries < 5; tries += 1) {
      for (const job of exchangeJobs) await job.run(null, down);
      minutes(70);
    }
    const [line] = await desk.rows<{ failures: number; open_until: Date }>(
      "select failures, open_until from exchange.line where authority_id = (select authority_id from exchange.enquiry where enquiry_id = $1)",
      [asked.id],
    );
    expect(line?.failures).toBeGreaterThanOrEqual(5);
    desk.clock.set(new Date((line?.open_until.getTime() ?? 0) - 1));
    await desk.rows("update exchange.outgoing set next_at = $2 where message_id = $1", [asked.id, start]);
    for (const job of exchangeJobs) await job.run(null, counted);
    expect(sent).toBe(0);
    minutes(2);
    for (const job of exchangeJobs) await job.run(null, counted);
    expect(await check(alertId)).toMatchObject({ state: "answered", result: "no-hit", late: true });
  });

  test("without the certificate of the other side no line is proposed, nor to an address without TLS", async () => {
    const [bureau] = await desk.rows<{ authority_id: string }>(
      "select authority_id from disclosures.authority where code = 'ncb' and state = 'in-force'",
    );
    const said = {
      authorityId: bureau?.authority_id,
      address: peer.address,
      agreement: "Agreement with the bureau",
      keepDays: 30,
      assessment: "The bureau works under the State's own law and its courts.",
      assessedUntil: "2027-06-30",
      adapter: "interpol",
      certificate: peer.certificate,
      reason: "as agreed",
    };
    for (const over of [{ certificate: null }, { address: "http://127.0.0.1:9" }, { adapter: "europol" }]) {
      const faulty = await desk.ask(desk.people.legal, "POST", "/api/exchange/partners", {
        ...said,
        ...over,
      });
      expect([faulty.status, codeOf(faulty)]).toEqual([422, "partner-faulty"]);
    }
  });

  test("plain transport, an older TLS, another's certificate or none of ours: nothing is exchanged", async () => {
    const said = {
      path: "/v1/sltd/checks",
      method: "POST",
      contentType: "application/json",
      body: "{}",
      idempotencyKey: null,
      code: "ncb",
    } as const;
    const over = openLineTransport(peer.lineFolder, 5_000);
    const { port } = new URL(peer.address);
    const right = { ...said, address: peer.address, certificate: peer.certificate };
    const before = peer.heard.length;
    expect(await over({ ...right, address: "http://ncb.example" })).toEqual({ failed: "not-encrypted" });
    expect(await over({ ...right, certificate: "0".repeat(64) })).toEqual({
      failed: "certificate-of-another",
    });
    expect(await over({ ...right, code: "nobody" })).toMatchObject({
      failed: expect.stringMatching(/^not-reached/),
    });
    expect(await openLineTransport(null)(right)).toMatchObject({
      failed: expect.stringMatching(/^not-reached/),
    });
    for (const address of ["https://169.254.169.254", "https://0.0.0.0", "https://[fe80::1]"])
      expect(await over({ ...right, address })).toEqual({ failed: "address-forbidden" });
    // Of this line the other side speaks TLS 1.3 only, and so does ours.
    const ca = readFileSync(join(peer.lineFolder, "ncb", "authorities.crt"));
    const older = await new Promise<string>((resolve) => {
      const socket = connect({ host: "localhost", port: Number(port), ca, maxVersion: "TLSv1.2" }, () =>
        resolve("met"),
      );
      socket.on("error", (problem) => resolve("code" in problem ? String(problem.code) : problem.message));
    });
    expect(older).toMatch(/PROTOCOL_VERSION/);
    const plain = await fetch(`http://localhost:${port}/v1/sltd/checks`).then(
      () => "answered",
      () => "refused",
    );
    expect(plain).toBe("refused");
    expect(peer.heard.length).toBe(before);
  });
});

describe("what INTERPOL is for", () => {
  test("nothing of a political, military, religious or racial character is asked, kept or told, by SQL either (IPOL-RPD-1)", async () => {
    const classes = await desk.rows<{ code: string; character: string }>(
      "select code, character from exchange.offence_class",
    );
    const ordinary = classes.filter(({ character }) => character === "ordinary").map(({ code }) => code);
    expect(ordinary.toSorted()).toEqual([...offences].toSorted());
    const { alertId, flight, personId } = await alerted("Q0000011");
    const [bureau] = await desk.rows<{ authority_id: string }>(
      "select authority_id from disclosures.authority where code = 'ncb' and state = 'in-force'",
    );
    for (const { code } of classes.filter(({ character }) => character !== "ordinary")) {
      const answer = await ask(alertId, { of: "person", offence: code });
      expect(answer.status).toBe(400);
      await expect(
        desk.database.transaction(
          {
            id: desk.people.watch.id,
            roles: ["watch-officer"],
            purpose: "SERIOUS",
            ground: `alert:${alertId}`,
          },
          (tx) =>
            tx.query(
              `insert into exchange.enquiry (enquiry_id, reference, kind, type, authority_id, alert_kind, alert_id, flight_date, flight_id,
                 person_id, purpose, offence, handling, state, asked_by, asked_at, due_at)
               values (gen_random_uuid(), $1, 'person-check', 'RQ-IPOL-CHK', $2, 'listed', $3, $4, $5, $6, 'SERIOUS', $1, array['H2', 'H4'],
                 'waiting', $7, now(), now())`,
              [code, bureau?.authority_id, alertId, flight.date, flight.id, personId, desk.people.watch.id],
            ),
        ),
      ).rejects.toThrow(/political, military, religious or racial/);
    }
    expect(codeOf(await ask(alertId, { of: "person" }))).toBe("offence-needed");
    // A notice whose own charge is barred, or of no class that is known: told as such, and nothing of it kept.
    for (const offence of ["fraud", "corruption"]) {
      const other = await alerted(`Q1${offence.length}00001`);
      const asked = await askWell(other.alertId, { of: "person", offence });
      await work();
      expect(await check(other.alertId)).toMatchObject({ result: "barred", canOpen: false });
      const [row] = await desk.rows<{ text: string }>(
        "select row_to_json(e)::text as text from exchange.enquiry e where enquiry_id = $1",
        [asked.id],
      );
      expect(row?.text).not.toMatch(/4401|4402|head of State/);
      const opened = await desk.ask(
        desk.people.watch,
        "POST",
        `/api/exchange/enquiries/${asked.id}/opening`,
        {},
      );
      expect(opened.status).toBeGreaterThanOrEqual(400);
    }
    // What rests on INTERPOL is not told for such an offence either.
    expect(await confirmIt(alertId)).toBe("confirmed");
    await askWell(alertId, { of: "person", offence: "drug-trafficking" });
    await work();
    const { id } = await desk.well<PackageView>(desk.people.analyst, "POST", "/api/packages", {
      alertKind: "listed",
      alertId,
      ...grading,
      authorityId: desk.register.police,
      purpose: "SERIOUS",
      offence: "drug-trafficking",
      ...aChoice,
      measure: "CONTACT-AUTHORITY",
      elements: ["names", "travel-dates"],
    });
    const [made] = await desk.rows<{ interpol: boolean; fresh: boolean }>(
      "select interpol, interpol_checked_at is not null as fresh from disclosures.package where package_id = $1",
      [id],
    );
    expect(made).toEqual({ interpol: true, fresh: true });
    await expect(
      desk.database.transaction(desk.system, (tx) =>
        tx.query(
          "update disclosures.package set offence = 'sedition', state = 'draft' where package_id = $1",
          [id],
        ),
      ),
    ).rejects.toThrow(/ordinary character only/);
  });

  test("what INTERPOL said lives a day at most and is asked for anew within the hour before anything leaves (IPOL-RPD-2)", async () => {
    const { alertId } = await alerted("Q0000012");
    const asked = await askWell(alertId, { of: "person", offence: "drug-trafficking" });
    await work();
    const open = () => desk.ask(desk.people.watch, "POST", `/api/exchange/enquiries/${asked.id}/opening`, {});
    const first = await open();
    expect(first.status).toBe(200);
    expect((first.body as EnquiryAnswer).records).toMatchObject([{ reference: "2026/4403", country: "GE" }]);
    expect(await actions(asked.id)).toContain("interpol.opened");
    desk.clock.set(new Date(start.getTime() + 86_400_000 - 1));
    expect((await open()).status).toBe(200);
    minutes(1);
    expect(codeOf(await open())).toBe("answer-gone");
    await work();
    expect(
      await desk.rows("select from exchange.enquiry where enquiry_id = $1 and sealed_answer is not null", [
        asked.id,
      ]),
    ).toHaveLength(0);
  });
});

describe("somebody who seeks protection", () => {
  test("a notice on a refugee is reported to the bureau by two persons, and never where they are nor to the State they fled from (IPOL-CCF, HR-NR-1)", async () => {
    // A travel document for refugees (XXB) raises the flag by itself.
    const { alertId, personId } = await alerted("Q0000013", {
      nationality: "XXB",
      documents: [{ type: "P", number: "Q0000013", issuer: "XXB", expires: null }],
    });
    await askWell(alertId, { of: "person", offence: "drug-trafficking" });
    await work();
    const report = async () => (await of(alertId)).find(({ kind }) => kind === "protected-person");
    const drafted = await report();
    expect(drafted).toMatchObject({ state: "drafted", endorsedBy: null, releasedBy: null });
    const id = drafted?.id ?? "";
    const step = (who: Person, path: string) =>
      desk.ask(who, "POST", `/api/exchange/enquiries/${id}/${path}`, {
        go: true,
        reason: "Recognised here as a refugee; the notice is of the State fled from.",
      });
    expect(codeOf(await step(desk.people.supervisor, "release"))).toBe("report-moved");
    expect(codeOf(await step(desk.people.watch, "endorsement"))).toBe("not-a-protection-reviewer");
    expect((await step(desk.people.specialist, "endorsement")).status).toBe(200);
    await expect(
      desk.database.transaction(
        { id: desk.people.specialist.id, roles: ["protection-reviewer", "supervisor"], purpose: "SERIOUS" },
        (tx) =>
          tx.query("update exchange.enquiry set state = 'waiting', released_by = $2 where enquiry_id = $1", [
            id,
            desk.people.specialist.id,
          ]),
      ),
    ).rejects.toThrow(/check constraint/);
    expect((await step(desk.people.supervisor, "release")).status).toBe(200);
    await work();
    expect(await report()).toMatchObject({ state: "answered", result: "taken" });
    const [told] = await heardOf(id);
    expect(told?.url).toBe("/v1/reports");
    expect(told?.body).toEqual({
      id,
      ground: "PROTECTED_PERSON",
      notices: [{ entity_id: "2026/4403", issuing_country_id: "GE" }],
      not_to: ["GE"],
    });
    expect(JSON.stringify(told?.body)).not.toMatch(new RegExp(`${personId}|IST|GYD|Q0000013`));
    expect(await actions(id)).toEqual(
      expect.arrayContaining([
        "interpol.drafted",
        "interpol.endorsed",
        "interpol.reported",
        "interpol.answered",
      ]),
    );
  });
});
