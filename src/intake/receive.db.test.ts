// The one transaction, from bytes to receipt, on the real database.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { manifestTemplate } from "#messages";
import { usualAgreement } from "#carriers";
import { readBytes } from "#messages";
import { isRefusal, manualClock, openDatabase, systemActor, type Database } from "#platform";
import { buildIndex, ENGINE_VERSION, screenTraveller, STANDARD_PROFILE, type Traveller } from "#screening";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { subjects } from "../../test/harness/intake.ts";
import { passengerList, pushOfBookings, sender } from "./fixtures.ts";
import type { Sender } from "./judge.ts";
import { putOutgoing } from "./outgoing.ts";
import { receiptById, sourceOf } from "./read-store.ts";
import type { IntakeServices, Received, Screener } from "./delivery.ts";
import { receive } from "./receive.ts";
import { unseal } from "./seal.ts";

let fresh: FreshDatabase;
let database: Database;
let services: IntakeServices;
const plenty = { messages: 1_000, bytes: 100_000_000 };
const quarantine = { carrier: plenty, stranger: plenty };
const clock = manualClock(new Date("2026-11-21T08:00:00Z"));

function emptyScreener(): Screener {
  const index = buildIndex([], []);
  return {
    screen: async (persons) => ({
      persons: persons.map((person) => ({
        ...person,
        matches: screenTraveller(index, person as Traveller, STANDARD_PROFILE),
      })),
      by: { engineVersion: ENGINE_VERSION, lists: [] },
    }),
  };
}

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, clock, connections: 4 });
  services = {
    database,
    screening: emptyScreener(),
    profile: euStrict,
    key: Buffer.alloc(32, 7),
    subjects,
    quarantine,
  };
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function send(
  text: string | Uint8Array,
  over: { sender?: Sender | null; key?: string } = {},
): Promise<Received> {
  const received = await receive(services, {
    bytes: typeof text === "string" ? Buffer.from(text, "latin1") : text,
    channel: "http",
    sender: over.sender === undefined ? sender : over.sender,
    idempotencyKey: over.key ?? null,
  });
  if (isRefusal(received)) throw new Error(received.refused.detail);
  return received;
}
const rows = (text: string, values: unknown[] = []) =>
  database.transaction(systemActor("test"), (tx) => tx.query<Record<string, unknown>>(text, values));

test("what names more persons than any ship carries is quarantined, and so are too many messages at once", async () => {
  const [before = "", after = ""] = passengerList({ number: 260, reference: "R260" }).split("CNT+42");
  const crowd = await send(`${before}${"NAD+FL+++MUSTERI:ANAR'\n".repeat(12_000)}CNT+42${after}`);
  expect(crowd.receipts).toMatchObject([{ state: "quarantined", travellers: 0 }]);
  expect(crowd.receipts[0]?.findings.map(({ code }) => code)).toContain("IN06");

  const file = await send("UNH+1+PAXLST:D:05B:UN:IATA'UNT+2+1'".repeat(5_001));
  expect(file.receipts).toMatchObject([{ kind: "UNKNOWN", state: "quarantined" }]);
  expect(file.receipts[0]?.findings.map(({ code }) => code)).toEqual(["MESSAGES_TOO_MANY"]);
});

test("a delivery on which the reader fails has its receipt and is held, and whoever keeps the unit is told", async () => {
  /** Bytes that cannot be looked at once. */
  class Stubborn extends Uint8Array {
    #isRefused = true;
    override get buffer(): ArrayBuffer {
      if (this.#isRefused) {
        this.#isRefused = false;
        throw new RangeError("Maximum call stack size exceeded");
      }
      return super.buffer as ArrayBuffer;
    }
  }
  const told: string[] = [];
  const bytes = new Stubborn(Buffer.from(passengerList({ number: 261, reference: "R261" })));
  const delivery = { bytes, channel: "http", sender, idempotencyKey: null } as const;
  const received = await receive(
    { ...services, problem: ({ message }, what) => told.push(`${what}: ${message}`) },
    delivery,
  );
  expect(received).toMatchObject({
    receipts: [{ kind: "UNKNOWN", state: "quarantined", findings: [{ code: "IN23" }] }],
  });
  expect(told).toEqual([
    `a delivery of ${bytes.length} bytes could not be read: Maximum call stack size exceeded`,
  ]);
});

describe("a passenger list", () => {
  test("becomes a flight and travellers, a receipt, a ledger entry and an answer [transport.md §8 row business accepted]", async () => {
    const received = await send(passengerList({ number: 201, reference: "R201" }));
    const [receipt] = received.receipts;
    expect(receipt).toMatchObject({
      kind: "PAXLST",
      state: "processed",
      travellers: 2,
      errors: 0,
      designator: "J2201",
    });
    expect(receipt?.answer).toContain("BGM+962");
    expect(receipt?.answer).toContain("ERC+0Z");
    const travellers = await rows("select surname from records.traveller where receipt_id = $1 order by 1", [
      receipt?.receiptId,
    ]);
    expect(travellers).toEqual([{ surname: "MUSTERI" }, { surname: "QONAQ" }]);
    const entries = await rows("select action from ledger.entry where subject_id = $1", [receipt?.receiptId]);
    expect(entries).toEqual([{ action: "message.processed" }]);
  });

  test("keeps no bytes as received: only the redacted source, encrypted, until its day (EUAPI13-14)", async () => {
    const [receipt] = (await send(passengerList({ number: 202, reference: "R202" }))).receipts;
    const source = await database.transaction(systemActor("test"), (tx) =>
      sourceOf(tx, receipt?.receiptId ?? ""),
    );
    expect(source?.sealed.toString("latin1")).not.toContain("MUSTERI");
    expect(source?.expires_at).toEqual(new Date("2026-12-05T00:00:00Z"));
    expect(
      unseal(services.key, receipt?.receiptId ?? "", source?.sealed ?? Buffer.alloc(28))?.toString("latin1"),
    ).toContain("NAD+FL+++MUSTERI");
    expect(unseal(services.key, "another-receipt", source?.sealed ?? Buffer.alloc(28))).toBeNull();
  });
});

describe("what is kept of content in another form", () => {
  async function keptOf(receiptId: string): Promise<string> {
    const source = await database.transaction(systemActor("test"), (tx) => sourceOf(tx, receiptId));
    return unseal(services.key, receiptId, source?.sealed ?? Buffer.alloc(28))?.toString("utf8") ?? "";
  }

  test("of a mail in base64: the message in it, without what may not be kept", async () => {
    const push = pushOfBookings({ number: 291, reference: "R291" });
    const inLines = Buffer.from(push).toString("base64").replace(/.{76}/g, "$&\r\n");
    const mail = `From: ops@j2.example\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines}`;
    const [receipt] = (await send(mail)).receipts;
    expect(receipt).toMatchObject({ kind: "PNRGOV", state: "processed", bookings: 1 });
    const kept = await keptOf(receipt?.receiptId ?? "");
    expect(kept).toMatch(/^UNH\+R291\+PNRGOV/);
    expect(kept).toContain("SSR+REDACTED");
    expect(kept).not.toMatch(/KSML|4111111111111111/);
  });

  test("a push in XML becomes bookings, and its source is kept without sensitive content (PNRD-13.4)", async () => {
    const document = `<?xml version="1.0" encoding="UTF-8"?><IATA_PNRGOV_NotifRQ Version="13.1"><Originator AirlineCode="J2"/>
<FlightLeg CarrierCode="J2" FlightNumber="292" DepartureDateTime="2026-11-21T14:30:00" ArrivalDateTime="2026-11-21T18:25:00"><DepartureAirport LocationCode="IST"/><ArrivalAirport LocationCode="GYD"/></FlightLeg>
<PNRs NumberOfPnrs="1"><PNR PNR_CreationDate="2026-10-01T09:00:00"><BookingRefID ID="XML292"><CompanyName Code="J2"/></BookingRefID>
<Passenger RPH="1"><GivenName>ANAR</GivenName><Surname>MUSTERI</Surname><SSR SSRCode="KSML" Status="HK"/></Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>`;
    const [receipt] = (await send(document)).receipts;
    expect(receipt).toMatchObject({ kind: "PNRGOV", state: "processed", designator: "J2292", bookings: 1 });
    const kept = await keptOf(receipt?.receiptId ?? "");
    expect(kept).toContain('SSRCode="REDACTED"');
    expect(kept).not.toContain("KSML");
  });
});

test("a list that touches no airport of the unit's State is taken, and told to be for another", async () => {
  const elsewhere = passengerList({ number: 355, reference: "E355" }).replaceAll("GYD", "TBS");
  const [receipt] = (await send(elsewhere)).receipts;
  expect(receipt).toMatchObject({ state: "processed", travellers: 2 });
  expect(receipt?.findings.map(({ code }) => code)).toContain("STATE_UNTOUCHED");
  const [own] = (await send(passengerList({ number: 356, reference: "E356" }))).receipts;
  expect(own?.findings.map(({ code }) => code)).not.toContain("STATE_UNTOUCHED");
});

test("whole lists are not answered where that was agreed; a request for some of the travellers is", async () => {
  const quiet = { ...sender, agreement: { ...usualAgreement, answerLists: false } };
  const [whole] = (await send(passengerList({ number: 357, reference: "E357" }), { sender: quiet })).receipts;
  expect(whole).toMatchObject({ state: "processed", answer: null });
  const request = passengerList({ number: 358, reference: "E358" }).replace("CNT+42:2", "CNT+42:160");
  const [asked] = (await send(request, { sender: quiet })).receipts;
  expect(asked?.answer).toContain("CUSRES");
  const [usual] = (await send(passengerList({ number: 359, reference: "E359" }))).receipts;
  expect(usual?.answer).toContain("CUSRES");
});

describe("manifests", () => {
  const coach = { ...sender, code: "EXB", senderIds: [], fliesAs: ["EXB"] };

  test("a coach operator's table becomes a flight of its service with its travellers [cusres.md §6 row network down] [transport.md §10 row 6 outage drill]", async () => {
    const table = Buffer.from(manifestTemplate("csv", "BUS"))
      .toString("utf8")
      .replaceAll("2027-05-01", "2026-11-22");
    const [receipt] = (await send(Buffer.from(table, "utf8"), { sender: coach })).receipts;
    expect(receipt).toMatchObject({
      kind: "PAXLST",
      state: "processed",
      designator: "EXB451",
      travellers: 1,
    });
    expect(receipt?.answer).toBeNull();
    expect(
      await rows("select direction, arrives_at, carriage from records.flight where carrier = 'EXB'"),
    ).toEqual([
      {
        direction: "inbound",
        arrives_at: new Date("2026-11-22T11:00:00Z"),
        carriage: { mode: "BUS", vehicle: "99XX001", borderPoint: "Astara" },
      },
    ]);
  });

  test("one of a carrier that may not run under the code is held back, one that cannot be read too", async () => {
    const table = Buffer.from(manifestTemplate("csv", "SEA")).toString("utf8");
    const [stranger] = (await send(Buffer.from(table, "utf8"), { sender: coach })).receipts;
    expect(stranger).toMatchObject({ kind: "PAXLST", state: "quarantined" });
    const [old] = (await send(Buffer.from("d0cf11e0a1b11ae1", "hex"), { sender: coach })).receipts;
    expect(old).toMatchObject({ kind: "UNKNOWN", state: "quarantined" });
    expect(old?.findings.map(({ code }) => code)).toEqual(["MF18"]);
  });

  test("of a table only what is admitted is kept", async () => {
    const table = Buffer.from(manifestTemplate("csv", "RAIL")).toString("utf8").replace("37;EXR", "38;EXR");
    const withPhone = table.replace("booking_ref", "phone").replace(/;;\r\n$/, ";+994125550100;\r\n");
    const [receipt] = (await send(Buffer.from(withPhone, "utf8"), { sender: { ...coach, fliesAs: ["EXR"] } }))
      .receipts;
    expect(receipt).toMatchObject({ state: "processed" });
    const kept = await database.transaction(systemActor("test"), (tx) =>
      sourceOf(tx, receipt?.receiptId ?? ""),
    );
    const text = unseal(services.key, receipt?.receiptId ?? "", kept?.sealed ?? Buffer.alloc(28))?.toString(
      "utf8",
    );
    expect(text).toContain("NÜMUNƏZADƏ");
    expect(text).not.toContain("5550100");
  });
});

describe("the same again", () => {
  test("the same bytes are recognised, change nothing and name the first delivery (ANX9-9.10, ANX9-9.33d) [transport.md §8 row Receiver]", async () => {
    const text = passengerList({ number: 203, reference: "R203" });
    const first = await send(text);
    const again = await send(text);
    expect(again).toMatchObject({ duplicateOf: first.deliveryId, receipts: [] });
    expect(await rows("select travellers from records.flight where number = '203'")).toEqual([
      { travellers: 2 },
    ]);
  });

  test("the same message in other wrapping is a duplicate with the first answer [transport.md §8 row Receiver]", async () => {
    const text = passengerList({ number: 204, reference: "R204" });
    const [first] = (await send(text)).receipts;
    const [again] = (await send(`QK XXXPPXS\r\n.J2HDQ 210800\r\n${text}`)).receipts;
    expect(again).toMatchObject({ state: "duplicate", duplicateOf: first?.receiptId, answer: first?.answer });
  });

  test("sent twice at once it is done once", async () => {
    const text = passengerList({ number: 205, reference: "R205" });
    const both = await Promise.all([send(text), send(text)]);
    expect(both.filter((each) => each.duplicateOf === null)).toHaveLength(1);
  });

  test("a key that came with other bytes is refused", async () => {
    await send(passengerList({ number: 206, reference: "R206" }), { key: "K1" });
    const other = await receive(services, {
      bytes: Buffer.from(passengerList({ number: 207, reference: "R207" })),
      channel: "http",
      sender,
      idempotencyKey: "K1",
    });
    expect(isRefusal(other) && other.refused.code).toBe("idempotency-key-reused");
    expect(await rows("select 1 from records.flight where number = '207'")).toEqual([]);
  });
});

describe("what is not taken", () => {
  test.each([
    ["empty", ""],
    ["binary", String.fromCharCode(...Array.from({ length: 300 }, (_, index) => (index * 37) % 256))],
    ["a letter", "Dear sirs, attached please find our passenger list. Kind regards"],
    ["a truncated message", passengerList({ number: 208, reference: "R208" }).slice(0, 120)],
  ])("%s goes to quarantine with a finding", async (_, text) => {
    const received = await send(text);
    expect(received.receipts).not.toHaveLength(0);
    for (const receipt of received.receipts) {
      expect(receipt.state).toBe("quarantined");
      expect(receipt.findings.some((finding) => finding.severity === "error")).toBe(true);
    }
  });

  test("a sender that is not the carrier's is quarantined, and its content is seen by the carrier desk alone", async () => {
    const [receipt] = (await send(passengerList({ number: 209, reference: "R209", sender: "ZZ" }))).receipts;
    expect(receipt?.findings.map((finding) => finding.code)).toContain("IN01");
    expect(await rows("select 1 from records.flight where number = '209'")).toEqual([]);
    const seen = (roles: string[]) =>
      database.transaction({ id: "p", roles, purpose: "QUALITY", ground: "file:R209" }, (tx) =>
        tx.query("select 1 from intake.quarantine where receipt_id = $1", [receipt?.receiptId]),
      );
    expect(await seen(["carrier-desk"])).toHaveLength(1);
    expect(await seen(["analyst"])).toHaveLength(0);
  });

  test("another carrier's flight is not taken", async () => {
    const [receipt] = (await send(passengerList({ number: 210, reference: "R210", carrier: "TK" }))).receipts;
    expect(receipt?.findings.map((finding) => finding.code)).toContain("IN02");
  });

  test("one bad message among good ones does not stop the others", async () => {
    const text = `${passengerList({ number: 211, reference: "R211" })}${passengerList({ number: 212, reference: "R212", sender: "ZZ" })}`;
    const received = await send(text);
    expect(received.receipts.map((receipt) => receipt.state)).toEqual(["processed", "quarantined"]);
  });
});

describe("bookings", () => {
  test("meet the list of their flight; what the law does not admit reaches no table (CJEU817-129-140, PNRD-13.4)", async () => {
    await send(passengerList({ number: 213, reference: "R213" }));
    const received = await send(pushOfBookings({ number: 213, reference: "P213" }));
    const [receipt] = received.receipts;
    expect(receipt).toMatchObject({ kind: "PNRGOV", state: "processed", bookings: 1 });
    const [flight] = await rows(
      "select travellers, bookings, api_messages, pnr_messages from records.flight where number = '213'",
    );
    expect(flight).toEqual({ travellers: 2, bookings: 1, api_messages: 1, pnr_messages: 1 });
    const whole = await database.transaction(systemActor("test"), (tx) =>
      receiptById(tx, receipt?.receiptId ?? ""),
    );
    const source = await database.transaction(systemActor("test"), (tx) =>
      sourceOf(tx, receipt?.receiptId ?? ""),
    );
    const kept =
      unseal(services.key, receipt?.receiptId ?? "", source?.sealed ?? Buffer.alloc(28))?.toString(
        "latin1",
      ) ?? "";
    const everything = JSON.stringify([
      whole,
      await rows("select detail from records.booking"),
      await rows("select detail from records.traveller"),
      kept,
    ]);
    expect(everything).not.toContain("KSML");
    expect(everything).not.toContain("4111111111111111");
    expect(kept).toContain("TIF+MUSTERI");
  });

  test("that came encoded in a mail are cut where the law says, not where their bytes stood", async () => {
    const push = Buffer.from(pushOfBookings({ number: 214, reference: "P214" }), "latin1");
    const mail = `MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n\r\n${push.toString("base64")}\r\n`;
    const received = await send(mail);
    const [receipt] = received.receipts;
    expect(receipt).toMatchObject({ kind: "PNRGOV", state: "processed", bookings: 1 });
    const receiptId = receipt?.receiptId ?? "";
    const source = await database.transaction(systemActor("test"), (tx) => sourceOf(tx, receiptId));
    const kept =
      unseal(services.key, receiptId, source?.sealed ?? Buffer.alloc(28))?.toString("latin1") ?? "";
    expect(kept).toContain("TIF+MUSTERI");
    expect(kept).toContain("REDACTED");
    for (const gone of ["KSML", "4111111111111111", push.toString("base64").slice(300, 360)]) {
      expect(kept).not.toContain(gone);
    }
  });
});

describe("what was agreed on acknowledgements", () => {
  const agreeing: Sender = {
    ...sender,
    agreement: { ...usualAgreement, acknowledgement: "each", syntaxReport: "rejected" },
  };
  const outgoing = () =>
    rows("select kind, reference, channel, sealed, outgoing_id from intake.outgoing where kind = 'CONTRL'");

  test("a push is answered with ACKRES, a list with CUSRES as before", async () => {
    const push = await send(pushOfBookings({ number: 977, reference: "A1" }), { sender: agreeing });
    const [answer] = readBytes(Buffer.from(push.receipts[0]?.answer ?? ""));
    expect(answer).toMatchObject({
      kind: "ACKRES",
      control: { sender: "AZPIU", recipient: "J2", interchange: "A1" },
      acknowledgement: { outcome: "processed", errors: [] },
    });
    const list = await send(passengerList({ number: 977, reference: "A2" }), { sender: agreeing });
    expect(list.receipts[0]?.answer).toContain("CUSRES");
    expect(await outgoing()).toEqual([]);
  });

  test("a refused push is told so, and by CONTRL which message it was; a repeat of it is not told again [transport.md §8 row syntax]", async () => {
    const text = pushOfBookings({ number: 977, reference: "A3" }).replace("MSG+:22", "MSG+:99");
    const refused = await send(text, { sender: agreeing });
    expect(refused.receipts[0]?.state).not.toBe("processed");
    expect(readBytes(Buffer.from(refused.receipts[0]?.answer ?? ""))[0]).toMatchObject({
      acknowledgement: { outcome: "rejected", errors: [{ code: "118" }] },
    });
    await send(text, { sender: agreeing });
    const [row, ...more] = await outgoing();
    expect([row?.["channel"], more]).toEqual(["http", []]);
    const bytes = unseal(services.key, String(row?.["outgoing_id"]), row?.["sealed"] as Buffer);
    expect(readBytes(bytes ?? Buffer.alloc(0))[0]).toMatchObject({
      kind: "CONTRL",
      control: { sender: "AZPIU", recipient: "J2", interchange: row?.["reference"] },
      report: {
        interchange: "A3",
        action: "acknowledged",
        messages: [{ reference: "A3", action: "rejected" }],
      },
    });
  });

  test("without an agreement nothing of the kind is said", async () => {
    const push = await send(pushOfBookings({ number: 977, reference: "A4" }));
    expect(push.receipts[0]?.answer).toBeNull();
  });
});

describe("what carriers answer to messages of ours", () => {
  const put = (reference: string, kind: "GOVREQ" | "CUSRES") =>
    database.transaction(systemActor("test"), async (tx) =>
      putOutgoing(tx, services.key, {
        carrierId: sender.id,
        kind,
        flight: null,
        reference,
        bytes: Buffer.from("UNB"),
        channel: "http",
        replyTo: null,
        expiresAt: new Date("2026-11-22T08:00:00Z"),
        confirmed: kind === "CUSRES",
      }),
    );
  const stateOf = async (reference: string) => {
    const [row] = await rows("select state from intake.outgoing where reference = $1", [reference]);
    return row?.["state"];
  };
  const around = (text: string, reference: string) =>
    `UNB+UNOA:4+J2+AZPIU+261121:0730+${reference}'${text}UNZ+1+${reference}'`;
  const contrl = (subject: string, action: string) =>
    around(`UNH+1+CONTRL:4:1:UN'UCI+${subject}+AZPIU+J2+${action}'UNT+3+1'`, `R${subject}`);
  const ackres = (subject: string, outcome: string) =>
    around(`UNH+1+ACKRES:11:1:IA+${subject}'MSG+:23+${outcome}'UNT+3+1'`, `R${subject}`);

  test.each([
    ["a request that came in", "GOVREQ", contrl("OURS1", "8"), "OURS1", "acknowledged"],
    ["a request that was rejected", "GOVREQ", contrl("OURS2", "4"), "OURS2", "escalated"],
    ["a request that is answered", "GOVREQ", ackres("OURS3", "3"), "OURS3", "acknowledged"],
    ["a request that cannot be met", "GOVREQ", ackres("OURS4", "7"), "OURS4", "escalated"],
    ["a directive that only came in", "CUSRES", contrl("OURS5", "7"), "OURS5", "waiting"],
  ] as const)("%s", async (_, kind, text, reference, state) => {
    await put(reference, kind);
    const { receipts } = await send(text);
    expect(receipts).toMatchObject([{ state: "processed", errors: 0 }]);
    expect(await stateOf(reference)).toBe(state);
  });

  test("what answers nothing of ours is told so", async () => {
    const { receipts } = await send(contrl("NOTOURS", "7"));
    expect(receipts[0]?.findings.map(({ code }) => code)).toEqual(["IN12"]);
  });
});
