// A carrier that asks, is answered and is told more, over one line: the intake with its loop of messages, on a clock by hand.
import { afterAll, beforeAll, beforeEach } from "vitest";
import { readBytes } from "#messages";
import {
  isRefusal,
  manualClock,
  migrateJobs,
  newId,
  openDatabase,
  systemActor,
  type Database,
} from "#platform";
import { aReleasedDirective, aWithdrawal, type KnownTraveller } from "../../src/cases/fixtures.ts";
import { givenAnswer, openAnswer } from "../../src/intake/answer-store.ts";
import { escalateUnconfirmed, tellDirective } from "../../src/intake/directives.ts";
import { interactiveRequest, type Asked, sender } from "../../src/intake/fixtures.ts";
import { openOutgoing, type OutgoingLoop } from "../../src/intake/outgoing-loop.ts";
import type { Delivery, IntakeServices, Received, Screener } from "../../src/intake/delivery.ts";
import { receive } from "../../src/intake/receive.ts";
import { freshDatabase, type FreshDatabase } from "./database.ts";
import { findsNobody, intakeServices, sealingKey as key } from "./intake.ts";

export const anna: Asked = {
  surname: "QONAQ",
  given: "ANNA",
  ref: "P1",
  locator: "AAA111",
  born: "800101",
  document: "C1",
};
export const orxan: Asked = {
  surname: "MUSTERI",
  given: "ORXAN",
  ref: "P2",
  locator: "BBB222",
  born: "900202",
  document: "C2",
};
/** Finds nobody. */
export const ready: Screener["screen"] = findsNobody.screen;
/** The loop looks when a test says so, and never by itself in between. */
const hour = 3_600_000;
/** Some hours before the flights depart. */
const start = new Date("2026-11-21T08:00:00Z");

/** Opens it before the tests of the file, and closes it after them; each test has a flight of its own (`number`). */
export function aConversation(over: Partial<Pick<IntakeServices, "profile">> = {}) {
  const talk = {
    number: 300,
    /** What went over the line to the carrier by our own wish. */
    sent: [] as { text: string; at: string }[],
    screener: ready,
  };
  let fresh: FreshDatabase;
  let database: Database;
  let services: IntakeServices;
  let loop: OutgoingLoop;
  const clock = manualClock(start);
  let references = 0;

  beforeAll(async () => {
    fresh = await freshDatabase();
    await migrateJobs(fresh.url);
    database = openDatabase({ url: fresh.url, clock, connections: 6 });
    services = intakeServices(database, {
      screening: { screen: (persons) => talk.screener(persons) },
      ...over,
    });
    await asSystem((tx) =>
      tx.query(
        `insert into carriers.carrier (carrier_id, code, name, sender_ids, flies_as, created_at)
         values ($1, 'J2', 'A carrier', '{J2}', '{J2}', $2)`,
        [sender.id, start],
      ),
    );
    loop = openOutgoing(
      {
        database,
        key,
        feed: null,
        channels: [
          {
            channel: "type-b",
            send: async (_to, bytes) =>
              void talk.sent.push({
                text: Buffer.from(bytes).toString(),
                at: clock.now().toISOString().slice(11, 19),
              }),
          },
        ],
        escalate: escalateUnconfirmed,
        problem: () => undefined,
      },
      { lookEveryMs: hour },
    );
  });
  afterAll(async () => {
    await loop.stop();
    await database.close();
    await fresh.drop();
  });
  beforeEach(async () => {
    clock.set(start);
    await rows("delete from intake.outgoing");
    talk.screener = ready;
    talk.sent = [];
    talk.number += 1;
  });

  const asSystem = <Result>(work: Parameters<typeof database.transaction<Result>>[1]) =>
    database.transaction(systemActor("test"), work);
  const rows = (text: string, values: unknown[] = []) =>
    asSystem((tx) => tx.query<Record<string, unknown>>(text, values));

  async function take(text: string, over: Partial<Delivery> = {}): Promise<Received> {
    const received = await receive(services, {
      bytes: Buffer.from(text, "latin1"),
      channel: "type-b",
      sender,
      idempotencyKey: null,
      replyTo: "HDQRMJ2",
      ...over,
    });
    if (isRefusal(received)) throw new Error(received.refused.detail);
    return received;
  }
  const request = (over: Partial<Parameters<typeof interactiveRequest>[0]> = {}) => {
    references += 1;
    return interactiveRequest({
      number: talk.number,
      reference: `R${references}`,
      travellers: [anna],
      ...over,
    });
  };
  /** What was answered, as it is kept. */
  const keptAnswer = (id = "") => asSystem(async (tx) => openAnswer(key, id, await givenAnswer(tx, id)));
  /** Asks, and reads the answer. */
  async function ask(text: string, over: Partial<Delivery> = {}) {
    const [receipt] = (await take(text, over)).receipts;
    const messages = readBytes(Buffer.from(receipt?.answer ?? ""));
    return {
      receipt,
      findings: receipt?.findings.map(({ code }) => code) ?? [],
      type: messages[0]?.response?.type,
      results: messages.flatMap((message) => message.response?.results ?? []),
    };
  }
  const codesIn = (answered: Awaited<ReturnType<typeof ask>>) =>
    answered.results.map(({ codes }) => codes.join());

  /** Two persons decide that the traveller with this reference is told something. */
  async function release(ref: string, directive: "NOT_OK" | "SELECTEE" = "NOT_OK"): Promise<string> {
    const id = newId(clock.now());
    const [traveller] = await asSystem((tx) =>
      tx.query<KnownTraveller>(
        `select t.flight_date, t.flight_id, f.number, t.person_id, t.name_key, t.birth_date, t.locator, t.traveller_ref,
           t.surname
         from records.traveller t join records.flight f using (flight_date, flight_id)
         where f.number = $1 and t.traveller_ref = $2 and t.source = 'api'`,
        [String(talk.number), ref],
      ),
    );
    if (traveller === undefined) throw new Error("no such traveller");
    await aReleasedDirective(database, id, traveller, directive);
    return id;
  }
  const withdraw = (id: string) => aWithdrawal(database, id);
  const tell = async (id: string) => {
    await tellDirective(services, id);
    await loop.look();
  };
  /** Looks each second until so many seconds after the start. */
  async function until(seconds: number): Promise<void> {
    while (clock.now().getTime() < start.getTime() + seconds * 1000) {
      clock.advance(1000);
      await loop.look();
    }
  }
  const escalations = () =>
    rows(
      "select kind, carrier, travellers from cases.escalation where flight_designator = $1 order by raised_at",
      [`J2${talk.number}`],
    );
  const told = async (id: string) =>
    (await rows("select told from cases.directive where directive_id = $1", [id]))[0]?.["told"];
  /** The carrier's confirmation of the message we sent last. */
  function confirmation(result = "ERP+2'RFF+ABO:P1'ERC+1Z'"): string {
    references += 1;
    const tn = /RFF\+TN:([^'+:]+)/.exec(talk.sent.at(-1)?.text ?? "")?.[1];
    const message = [
      `UNH+K${references}+CUSRES:D:05B:UN:IATA`,
      "BGM+312",
      `RFF+TN:${tn}`,
      `RFF+AF:J2${talk.number}`,
      "DTM+189:2611211430:201",
      "LOC+125+IST",
      "LOC+87+GYD",
      ...result.split("'").slice(0, -1),
    ];
    return `UNB+UNOA:4+J2+AZPIU+261121:0801+K${references}'${message.join("'")}'UNT+${message.length + 1}+K${references}'UNZ+1+K${references}'`;
  }
  return {
    talk,
    clock,
    database: () => database,
    adminUrl: () => fresh.adminUrl,
    look: () => loop.look(),
    asSystem,
    rows,
    take,
    request,
    keptAnswer,
    ask,
    codesIn,
    release,
    withdraw,
    tell,
    until,
    escalations,
    told,
    confirmation,
  };
}
