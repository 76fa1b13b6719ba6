// Flights within the area that no decision takes: the carrier is answered as ever, a number is counted, and nothing is kept.
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newId } from "#platform";
import { euStrict } from "#vocabulary";
import { aConversation, anna, orxan } from "../harness/conversation.ts";
import { sightingsInTables } from "../harness/media.ts";
import { bookingPush } from "./messages.ts";
import type { FlightSelectionDraft } from "#law/contract";
import { messagesTold } from "../../src/intake/channels/answers.ts";
import { sealingKey } from "../harness/intake.ts";
import { insertFlightDecision, insertFlightStep } from "../../src/law/flight-selection-store.ts";

// The flights of the conversation are from Istanbul to Baku.
const { talk, clock, request, ask, take, rows, codesIn, database, adminUrl, keptAnswer } = aConversation({
  profile: { ...euStrict, state: "AZ", flightSelection: { area: ["TR", "GE"], review: { months: 12 } } },
});

const offices = { legal: randomUUID(), head: randomUUID() };
const long = "Invented for a test, at the length that is asked for.";
/** Takes effect at once, by two persons, until an instant. */
async function decided(over: Partial<FlightSelectionDraft> & { readonly validUntil: string }): Promise<void> {
  const id = newId(clock.now());
  const draft: FlightSelectionDraft = {
    kind: "selection",
    reference: "Decision 7/2026",
    threat: null,
    standing: null,
    assessment: null,
    necessity: long,
    fairness: long,
    reviewBody: "Administrative Court of Baku",
    validFrom: clock.now().toISOString(),
    places: [],
    indications: [],
    ...over,
  };
  const legal = { id: offices.legal, roles: ["legal-adviser"], purpose: null };
  const head = { id: offices.head, roles: ["head"], purpose: null };
  await database().transaction(legal, (tx) => insertFlightDecision(tx, id, draft));
  await database().transaction(head, (tx) =>
    insertFlightStep(tx, { decisionId: id, step: "approved", office: "head", reason: "Read and weighed" }),
  );
}
const routeOf = (from: string, to: string | null): Partial<FlightSelectionDraft> => ({
  places: [{ from, to }],
  indications: [
    {
      indication: long,
      source: "Report 4",
      observedOn: "2026-11-01",
      concerns: [to === null ? from : `${from}-${to}`],
    },
  ],
});
const secret = { ...anna, surname: "GIZLIBIR", given: "SAMIRABIR", document: "QX7654321" };
const tokens = [secret.surname, secret.given, secret.document, orxan.surname];
const kept = async (): Promise<number> =>
  (await rows("select 1 from records.flight where number = $1", [String(talk.number)])).length;
const counted = () =>
  rows("select kind, messages, travellers, bookings from law.flight_not_selected order by kind");
const push = (surname: string) =>
  bookingPush(
    {
      carrier: "J2",
      number: String(talk.number),
      departs: new Date("2026-11-22T14:30:00Z"),
      arrives: new Date("2026-11-22T18:20:00Z"),
    },
    { surname, given: secret.given, birthDate: "1980-01-01", document: secret.document },
  );

describe("without a decision", () => {
  test("of lists and pushes nothing is stored; a number and the receipt are kept (PNRD-2.3)", async () => {
    const asked = await ask(request({ travellers: [secret, orxan] }));
    expect(asked.receipt).toMatchObject({ state: "processed", travellers: 2, flightId: null });
    const pushed = await take(push(secret.surname), { channel: "http" });
    expect(pushed.receipts).toMatchObject([
      { state: "processed", kind: "PNRGOV", bookings: 1, flightId: null },
    ]);
    expect(await kept()).toBe(0);
    expect(await sightingsInTables(adminUrl(), tokens)).toEqual([]);
    const ids = [asked.receipt, ...pushed.receipts].map((receipt) => receipt?.receiptId ?? "");
    expect(
      await rows("select 1 from intake.redacted_source where receipt_id = any ($1::uuid[])", [ids]),
    ).toEqual([]);
    expect(await rows("select 1 from intake.answer where receipt_id = any ($1::uuid[])", [ids])).toEqual([]);
    expect(
      await rows("select findings from intake.receipt where receipt_id = any ($1::uuid[])", [ids]),
    ).toEqual([{ findings: [] }, { findings: [] }]);
    expect(await counted()).toEqual([
      { kind: "PAXLST", messages: 1, travellers: 2, bookings: 0 },
      { kind: "PNRGOV", messages: 1, travellers: 0, bookings: 1 },
    ]);
    const acts = await rows(
      "select 1 from ledger.entry where action = 'message.not-selected' and subject_id = any ($1::text[])",
      [ids],
    );
    expect(acts).toHaveLength(2);
    // Counted apart from what is taken: the entry of its receipt says so.
    expect(
      await rows(
        `select body::jsonb -> 'detail' ->> 'selected' as selected from ledger.entry
         where action = 'message.processed' and subject_id = any ($1::text[])`,
        [ids],
      ),
    ).toEqual([{ selected: "no" }, { selected: "no" }]);
  });

  test("what could not be taken is refused and kept in no quarantine", async () => {
    const held = "select count(*)::int as n from intake.quarantine";
    const before = await rows(held);
    const { receipt } = await ask(request({ travellers: [secret] }).replace("TDT+20+J2", "TDT+20+QQ"));
    expect(receipt?.state).toBe("refused");
    expect(await rows(held)).toEqual(before);
    expect(await sightingsInTables(adminUrl(), tokens)).toEqual([]);
  });

  test("the carrier cannot tell it from a flight that is selected (EUAPI13-12.4-5)", async () => {
    const text = request({ travellers: [secret, { ...orxan, born: "901399" }] });
    const without = await ask(text);
    await decided({ ...routeOf("GYD", null), validUntil: "2026-11-21T09:00:00.000Z" });
    // Another number for the same words: the same bytes would be a repetition.
    talk.number += 1;
    const selected = await ask(
      text.replaceAll(`J2${talk.number - 1}`, `J2${talk.number}`).replace(/R\d+/g, "R999"),
    );
    expect(await kept()).toBe(1);
    expect([without.type, codesIn(without)]).toEqual([selected.type, codesIn(selected)]);
    expect(without.receipt?.findings.map(({ code }) => code)).toEqual(
      selected.receipt?.findings.map(({ code }) => code),
    );
    expect(without.receipt?.travellers).toBe(selected.receipt?.travellers);
    expect(await keptAnswer(selected.receipt?.receiptId)).not.toBeNull();
  });

  test("sent again, as it was or in another envelope, it is answered as one that is selected, and still nothing is kept (EUAPI13-12.4-5, EUAPI13-14)", async () => {
    clock.set(new Date("2026-11-21T09:10:00Z"));
    /** What the carrier is told of the same message three times: once, as it was, in another envelope. */
    const toldOf = async (text: string) => {
      const wrapped = text
        .split("'")
        .map((segment) => (/^\s*UN[BZ]/.test(segment) ? segment.replace(/R\d+/, "R888") : segment))
        .join("'");
      const deliveries = [await take(text), await take(text), await take(wrapped)];
      return Promise.all(
        deliveries.map(async (received) => {
          const [told] = await messagesTold({ database: database(), key: sealingKey }, received);
          const answer = told?.answer ?? null;
          const kinds = answer?.split("'").map((segment) => segment.slice(0, 3));
          return {
            repeats: received.duplicateOf !== null,
            state: told?.state,
            kinds,
            codes: told?.findings.map(({ code }) => code),
          };
        }),
      );
    };
    talk.number += 1;
    const other = { ...anna, surname: "GIZLIIKI", given: "SAMIRAIKI", document: "QX7654399" };
    const text = request({ travellers: [other, { ...orxan, born: "901399" }] });
    const without = await toldOf(text);
    expect(await kept()).toBe(0);
    expect(without.map(({ kinds }) => kinds?.includes("UNH"))).toEqual([true, true, true]);
    const names = [other.surname, other.given, other.document];
    expect(await sightingsInTables(adminUrl(), names)).toEqual([]);
    await decided({ ...routeOf("GYD", null), validUntil: "2026-11-21T09:30:00.000Z" });
    talk.number += 1;
    const selected = await toldOf(
      text.replaceAll(`J2${talk.number - 1}`, `J2${talk.number}`).replaceAll(/R\d+/g, "R777"),
    );
    expect(await kept()).toBe(1);
    expect(without).toEqual(selected);
  });
});

test("flights from and to places outside the area, and of unknown places, are taken as ever", async () => {
  for (const [from, to] of [
    ["DXB", "GYD"],
    ["ZZZ", "GYD"],
  ] as const) {
    talk.number += 1;
    const text = request({ travellers: [orxan] })
      .replace("LOC+125+IST", `LOC+125+${from}`)
      .replace("LOC+87+GYD", `LOC+87+${to}`);
    await ask(text);
    expect([from, await kept()]).toEqual([from, 1]);
  }
});

test("a decision takes its routes in both directions and no others (CJEU817-163-174 / 263-291)", async () => {
  clock.set(new Date("2026-11-21T10:00:00Z"));
  await decided({ ...routeOf("TBS", "GYD"), validUntil: "2026-11-21T11:00:00.000Z" });
  await ask(request());
  expect(await kept()).toBe(0);
  await decided({ ...routeOf("GYD", "IST"), validUntil: "2026-11-21T11:00:00.000Z" });
  talk.number += 1;
  await ask(request());
  expect(await kept()).toBe(1);
});

test("under a threat all flights of the area are taken, and none from the instant it ends (CJEU817-163-174 / 263-291)", async () => {
  clock.set(new Date("2026-11-21T12:00:00Z"));
  const threat = { kind: "threat", threat: long, standing: "present", assessment: "Assessment 12" } as const;
  await decided({ ...threat, validUntil: "2026-11-21T13:00:00.000Z" });
  const takenAt = async (at: string): Promise<number> => {
    clock.set(new Date(at));
    talk.number += 1;
    await ask(request());
    return kept();
  };
  expect(await takenAt("2026-11-21T12:59:59.999Z")).toBe(1);
  expect(await takenAt("2026-11-21T13:00:00.000Z")).toBe(0);
});
