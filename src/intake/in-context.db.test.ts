// What only the unit can find in a message: by what is agreed, by when it came, and by what came before of the same flight.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { usualAgreement, type EffectiveAgreement } from "#carriers";
import { readBytes } from "#messages";
import { isRefusal, manualClock, newId, openDatabase, systemActor, type Database } from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { scheduledFlight } from "../../test/harness/scheduled-flight.ts";
import { intakeServices } from "../../test/harness/intake.ts";
import { aReleasedDirective, type KnownTraveller } from "../cases/fixtures.ts";
import { interactiveRequest, pushOfBookings, type Asked, sender } from "./fixtures.ts";
import type { Delivery, IntakeServices } from "./delivery.ts";
import { receive } from "./receive.ts";

let fresh: FreshDatabase;
let database: Database;
let services: IntakeServices;
/** Half past eleven in UTC the flights depart. */
const start = new Date("2026-11-21T08:00:00Z");
const clock = manualClock(start);
let number = 500;
let references = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock, connections: 4 });
  services = intakeServices(database);
  await rows(
    `insert into carriers.carrier (carrier_id, code, name, sender_ids, flies_as, created_at)
     values ($1, 'J2', 'A carrier', '{J2}', '{J2}', $2)`,
    [sender.id, start],
  );
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => {
  clock.set(start);
  number += 1;
});

const rows = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  database.transaction(systemActor("test"), (tx) => tx.query<Row>(text, values));

async function take(text: string, over: Partial<Delivery> = {}) {
  const received = await receive(services, {
    bytes: Buffer.from(text, "latin1"),
    channel: "http",
    sender,
    idempotencyKey: null,
    ...over,
  });
  if (isRefusal(received)) throw new Error(received.refused.detail);
  const [receipt] = received.receipts;
  if (receipt === undefined) throw new Error("nothing received");
  return receipt;
}
const under = (over: Partial<EffectiveAgreement>): Partial<Delivery> => ({
  sender: { ...sender, agreement: { ...usualAgreement, ...over } },
});
const found = async (text: string, over?: Partial<Delivery>) =>
  (await take(text, over)).findings.map(({ code }) => code);

const anna: Asked = {
  surname: "QONAQ",
  given: "ANNA",
  ref: "P1",
  locator: "AAA111",
  born: "800101",
  document: "C1234501",
};
const orxan: Asked = { ...anna, surname: "MUSTERI", given: "ORXAN", ref: "P2", document: "C1234502" };
const request = (over: Partial<Parameters<typeof interactiveRequest>[0]> = {}) => {
  references += 1;
  return interactiveRequest({ number, reference: `R${references}`, travellers: [anna], ...over });
};
const push = (...changes: readonly (readonly [string, string])[]) => {
  references += 1;
  const whole = pushOfBookings({ number, reference: `B${references}` });
  return changes.reduce((text, [from, to]) => text.replace(from, to), whole);
};
const update = [":22", ":141"] as const;

describe("paxlst.md section 6", () => {
  test("PX18: a request must name by what its answer can; a whole list need not", async () => {
    const nameless = { ...anna, ref: null, locator: null };
    const text = request({ travellers: [orxan, nameless] });
    const receipt = await take(text);
    expect(receipt.findings.filter(({ code }) => code === "PX18")).toMatchObject([
      { severity: "error", tag: "NAD", offset: text.lastIndexOf("NAD+FL") },
    ]);
    expect(receipt.answer).toContain("ERC+14'");
    const byAbo = under({ identifiedBy: "ABO" });
    expect(await found(request({ travellers: [{ ...anna, ref: null }] }), byAbo)).toContain("PX18");
    expect(await found(request({ travellers: [nameless] }), under({ identifiedBy: "nothing" }))).toEqual([]);
    const whole = () => request({ travellers: [nameless] }).replace("CNT+42:160", "CNT+42:1");
    expect(await found(whole())).toEqual([]);
    expect(await found(whole(), { interactive: true })).toContain("PX18");
  });

  test("PX19: a change or cancellation of somebody who is on no list", async () => {
    await take(request());
    const text = request({ status: "CP", travellers: [anna, orxan] });
    const { findings } = await take(text);
    expect(findings).toMatchObject([
      { code: "PX19", severity: "warning", tag: "NAD", offset: text.lastIndexOf("NAD+FL") },
    ]);
    expect(await found(request({ status: "CP", travellers: [orxan] }))).toEqual([]);
    expect(await found(request({ status: "XR", travellers: [orxan] }))).toEqual([]);
    // Re-accepted after a cancellation: known, and no remark.
    expect(await found(request({ status: "CP", travellers: [orxan] }))).toEqual([]);
    const stranger = { ...anna, surname: "YAD", ref: "P7", locator: "ZZZ999", document: "C1234507" };
    expect(await found(request({ status: "XR", travellers: [stranger] }))).toEqual(["PX19"]);
  });

  test.each([
    ["2026-11-19T11:30:00Z", []],
    ["2026-11-21T12:30:00Z", []],
    ["2026-11-21T12:31:00Z", ["PX24"]],
  ])("PX24: a list that came at %s", async (at, codes) => {
    clock.set(new Date(at));
    const text = request().replace("261121:0730", `${at.slice(2, 10).replaceAll("-", "")}:0000`);
    expect(await found(text)).toEqual(codes);
  });

  test("PX01: a kind of list that was not agreed is taken, and told", async () => {
    const agreed = under({ lists: ["250"] });
    const receipt = await take(request(), agreed);
    expect(receipt).toMatchObject({ state: "processed", findings: [{ code: "LIST_NOT_AGREED" }] });
  });
});

describe("pnrgov.md section 9", () => {
  test("PN16: an update before any full push, and not after one", async () => {
    clock.set(new Date("2026-11-20T08:00:00Z"));
    expect(await found(push(update))).toContain("PN16");
    expect(await found(push(update, ["ANAR", "ANARA"]))).toContain("PN16");
    expect(await found(push())).not.toContain("PN16");
    expect(await found(push(update, ["ANAR", "ANARB"]))).not.toContain("PN16");
  });

  test("PN19: a push at none of the times agreed, but not one that we asked for", async () => {
    clock.set(new Date("2026-11-21T02:00:00Z"));
    expect(await found(push())).toContain("PN19");
    const plan = [{ kind: "pnr", opens: -12 * 60, due: -8 * 60 } as const];
    expect(await found(push(["ANAR", "ANARA"]), { sender: { ...sender, pushes: plan } })).not.toContain(
      "PN19",
    );
    clock.set(new Date("2026-11-20T02:00:00Z"));
    expect(await found(push(["ANAR", "ANARB"]))).not.toContain("PN19");
    clock.set(new Date("2026-11-21T02:00:00Z"));
    const [flight] = await rows<{ flight_date: string; flight_id: string }>(
      "select flight_date, flight_id from records.flight where number = $1",
      [String(number)],
    );
    await rows(
      `insert into intake.push_request (request_id, flight_date, flight_id, carrier_id, reason, legal_basis, state, reference,
         asked_by, asked_at, decided_by, decided_at, expires_at)
       values ($1, $2, $3, $4, 'push-missing', 'regular-transfer', 'sent', 'G1', 'a', $5, 'b', $5, $6)`,
      [newId(start), flight?.flight_date, flight?.flight_id, sender.id, start, "2026-11-22T00:00:00Z"],
    );
    expect(await found(push(["ANAR", "ANARC"]))).not.toContain("PN19");
    expect(await found(push(["ANAR", "ANARD"]))).toContain("PN19");
  });

  test("PN11: what was booked against the list of the flight", async () => {
    const anar: Asked = { ...anna, surname: "MUSTERI", given: "ANAR", locator: "ABC123" };
    await take(request({ travellers: [anar, orxan] }));
    const docs = (rest: string) =>
      push([
        "SSR+KSML:HK:1:J2:::IST:GYD",
        `SSR+DOCS:HK:1:J2:::::/P/AZE/C1234501/AZE/${rest}/31DEC30/MUSTERI/ANAR:::1'\nSSR+KSML:HK:1:J2:::IST:GYD`,
      ]);
    const receipt = await take(docs("02JAN80/F"));
    expect(receipt.findings.filter(({ code }) => code === "API_DIFFERS")).toMatchObject([
      { tag: "SRC", values: { differing: "date of birth" } },
    ]);
    expect(await found(docs("01JAN80/F"))).not.toContain("API_DIFFERS");
  });
});

describe("what is set for the unit or agreed with a carrier", () => {
  test("EDI7: addressed to somebody else", async () => {
    const agreed = under({ ownAddresses: ["AZAPI", "azpiu"] });
    expect(await found(request(), agreed)).toEqual([]);
    const receipt = await take(request().replace("AZPIU", "GEPIU"), agreed);
    expect(receipt).toMatchObject({
      state: "processed",
      errors: 1,
      findings: [{ code: "EDI7", values: { recipient: "GEPIU" } }],
    });
  });

  test("DATE_OLD: prepared longer ago than was agreed", async () => {
    const agreed = under({ interchangeDaysMax: 2 });
    const prepared = (day: string) => request().replace("261121:0730", `${day}:0730`);
    expect(await found(prepared("261119"), agreed)).toEqual([]);
    expect(await found(prepared("261117"), agreed)).toEqual(["DATE_OLD"]);
    expect(await found(prepared("261117"))).toEqual([]);
  });

  test("the unit's own agreement counts for whoever comes without one", async () => {
    await rows(
      `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at, decided_by,
         decided_at) values ($1, null, $2, 'first', 'in-force', 'a', $3, 'b', $3)`,
      [newId(start), JSON.stringify({ ownAddresses: ["OTHER"] }), start],
    );
    expect(await found(request())).toEqual(["EDI7"]);
    expect(await found(request(), { sender: null })).toEqual(["EDI7"]);
    await rows("update carriers.agreement set state = 'superseded'");
  });
});

/** An agreement as it stands in the database since before the codes existed that are tested here. */
describe("an agreement that was made before a code existed", () => {
  const former = {
    required: { passengers: ["birthDate"] },
    syntaxReport: "never",
    answerLists: true,
    interactiveTravellersMax: 20,
  };
  /** Brings it into force with the carrier, as that of before is superseded. */
  async function inForce(severities: Record<string, string>, unit: object | null = null): Promise<void> {
    await rows("update carriers.agreement set state = 'superseded' where state = 'in-force'");
    const both = [[sender.id, { ...former, severities }] as const, [null, unit] as const];
    for (const [carrier, content] of both.filter(([, said]) => said !== null)) {
      await rows(
        `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at, decided_by,
           decided_at) values ($1, $2, $3, 'first', 'in-force', 'a', $4, 'b', $4)`,
        [newId(start), carrier, JSON.stringify(content), start],
      );
    }
  }
  afterAll(() => rows("update carriers.agreement set state = 'superseded'"));

  const nameless: Asked = { ...anna, ref: null, locator: null };
  const anar: Asked = { ...anna, surname: "MUSTERI", given: "ANAR", locator: "ABC123" };
  const at = (day: string) => () => clock.set(new Date(`2026-11-${day}:00Z`));
  /** How each comes about, and what it counts for without an agreement about it. */
  const triggers: readonly (readonly [
    string,
    "error" | "warning",
    () => Promise<unknown> | void,
    () => string,
  ])[] = [
    ["PX18", "error", () => undefined, () => request({ travellers: [anna, nameless] })],
    ["PX19", "warning", () => take(request()), () => request({ status: "CP", travellers: [orxan] })],
    ["PX24", "warning", at("21T12:45"), () => request()],
    ["PN16", "warning", at("20T08:00"), () => push(update)],
    ["PN19", "warning", at("21T02:00"), () => push()],
    [
      "API_DIFFERS",
      "warning",
      () => take(request({ travellers: [anar] })),
      () =>
        push([
          "SSR+KSML:HK:1:J2:::IST:GYD",
          "SSR+DOCS:HK:1:J2:::::/P/AZE/C1234501/AZE/02JAN80/F/31DEC30/MUSTERI/ANAR:::1'\nSSR+KSML:HK:1:J2:::IST:GYD",
        ]),
    ],
    ["DATE_FUTURE", "warning", () => undefined, () => request().replace("261121:0730", "261124:0730")],
  ];
  const severityOf = async (code: string, text: string) =>
    (await take(text)).findings.find((finding) => finding.code === code)?.severity ?? "off";

  test.each(triggers)(
    "%s: usual where it says nothing of it, else as it says",
    async (code, usual, before, text) => {
      for (const [agreed, counts] of [
        [{ PX10: "error" }, usual],
        [{ PX10: "error", [code]: "off" }, "off"],
        [{ [code]: "info" }, "info"],
        [{ [code]: usual === "error" ? "warning" : "error" }, usual === "error" ? "warning" : "error"],
      ] as const) {
        clock.set(start);
        number += 1;
        await inForce(agreed);
        await before();
        expect({ agreed, severity: await severityOf(code, text()) }).toEqual({ agreed, severity: counts });
      }
    },
  );

  test.each([
    ["DATE_FUTURE", "EDI24"],
    ["API_DIFFERS", "PN11"],
  ])("%s: as it says of %s, from which it was parted", async (code, older) => {
    const [, , before, text] = triggers.find(([name]) => name === code) ?? triggers[0]!;
    for (const severity of ["off", "info", "error"]) {
      clock.set(start);
      number += 1;
      await inForce({ [older]: severity });
      await before();
      expect(await severityOf(code, text())).toBe(severity);
    }
  });

  test("LIST_NOT_AGREED: no kind of list is amiss by it; the unit's kinds count as it says of PX01", async () => {
    await inForce({ PX10: "error" });
    expect(await severityOf("LIST_NOT_AGREED", request())).toBe("off");
    const unit = { lists: ["250"] };
    await inForce({ PX10: "error" }, unit);
    expect(await severityOf("LIST_NOT_AGREED", request())).toBe("error");
    await inForce({ PX01: "info" }, unit);
    expect(await severityOf("LIST_NOT_AGREED", request())).toBe("info");
    await inForce({ LIST_NOT_AGREED: "off" }, unit);
    expect(await severityOf("LIST_NOT_AGREED", request())).toBe("off");
  });

  test("the figures of the receipt count what the findings count for", async () => {
    await inForce({ DATE_FUTURE: "off", PX19: "error" });
    const text = request({ status: "CP", travellers: [orxan] }).replace("261121:0730", "261124:0730");
    expect(await take(text)).toMatchObject({
      errors: 1,
      warnings: 0,
      findings: [{ code: "PX19", severity: "error" }],
    });
  });

  test("why a message was not taken is told, whatever was agreed to be left out", async () => {
    await inForce({ PX02: "off", IN02: "off", PX24: "off" });
    const why = async (text: string) => {
      const { state, findings } = await take(text);
      return { state, told: findings.map(({ code }) => code) };
    };
    const noFlight = await why(request().replace(/TDT\+[^']*'/, ""));
    expect(noFlight.state).toBe("quarantined");
    expect(noFlight.told).toContain("PX02");
    const another = await why(request().replaceAll(`J2${number}`, `QQ${number}`));
    expect(another.state).toBe("quarantined");
    expect(another.told).toContain("IN02");
  });
});

describe("what the records know", () => {
  test("IN04: without a flight that can be told the message is kept apart", async () => {
    const { state, findings } = await take(
      request()
        .replaceAll(/DTM\+(189|232):\d+:201/g, "DTM+$1:0000000000:201")
        .replace("+261121:", "+269921:"),
    );
    expect(state).toBe("quarantined");
    expect(findings.find(({ code }) => code === "IN04")).toMatchObject({ severity: "error" });
  });

  test("IN15: a booking as it was before a change that is known already", async () => {
    await take(push());
    const older = await take(push(update, ["DAT+700:201126:1200", "DAT+700:191126:1200"]));
    expect(older.findings.filter(({ code }) => code === "IN15")).toMatchObject([
      { values: { bookings: "1" } },
    ]);
    const newer = await take(push(update, ["DAT+700:201126:1200", "DAT+700:201126:1300"]));
    expect(newer.findings.map(({ code }) => code)).not.toContain("IN15");
  });

  test("PX05: a flight that the carrier's schedule does not hold", async () => {
    expect(await found(request())).toEqual([]);
    await scheduledFlight({ database }, "9999");
    number += 1;
    const { findings } = await take(request());
    expect(findings).toMatchObject([{ code: "PX05", severity: "warning" }]);
  });
});

describe("the duty telephone", () => {
  const dutyTelephone = "+994 12 555 01 23";
  /** Two persons decide about the traveller of the flight. */
  async function decide(directive: "NOT_OK" | "SELECTEE"): Promise<void> {
    const [traveller] = await rows<KnownTraveller & Record<string, unknown>>(
      `select t.flight_date, t.flight_id, f.number, t.person_id, t.name_key, t.birth_date, t.locator, t.traveller_ref,
         t.surname
       from records.traveller t join records.flight f using (flight_date, flight_id) where f.number = $1`,
      [String(number)],
    );
    if (traveller === undefined) throw new Error("no such traveller");
    await aReleasedDirective(database, newId(clock.now()), traveller, directive);
  }
  const texts = async (over: Partial<EffectiveAgreement>) => {
    const { answer } = await take(request({ status: "CP" }), under(over));
    return readBytes(Buffer.from(answer ?? ""))[0]?.response?.results.flatMap((result) => result.texts);
  };

  test.each([
    ["NOT_OK", "DO NOT BOARD - CALL BORDER SERVICE 00994 12 555 01 23"],
    ["SELECTEE", "BOARD AFTER ADDITIONAL SCREENING - CALL 00994 12 555 01 23"],
  ] as const)("stands in the free text of an answer that asks to call: %s", async (directive, text) => {
    await take(request());
    expect(await texts({ dutyTelephone })).toEqual(["OK TO BOARD"]);
    await decide(directive);
    expect(await texts({ dutyTelephone })).toEqual([text]);
    expect((await texts({}))?.[0]).not.toMatch(/CALL$|telephone/i);
  });
});
