// One message through every station of a running demonstration, each told with its file, its type and its ledger line.
import { addCarrier, issueToken } from "#carriers";
import type { AlertDetail, AlertQueue } from "#cases/contract";
import type { DeliveryReceipt } from "#intake/contract";
import { readBytes, type ReadMessage } from "#messages";
import type { LedgerPage, LedgerVerification } from "#oversight/contract";
import { isRefusal, systemActor } from "#platform";
import type { WatchlistEntry } from "#simulation";
import { seedLists } from "./demonstration-lists.ts";
import { json, signIn, type Person } from "./demonstration-people.ts";
import type { RunningServer } from "./server.ts";

export type Station = {
  readonly station: string;
  /** Where to read on. */
  readonly file: string;
  /** What the station hands on: its type, and the facts of this message. */
  readonly type: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Ledger entries written since the station before: number, action and subject. */
  readonly ledger: readonly string[];
};

/**
 * Walks `bytes` (a PAXLST or PNRGOV) through a demonstration server that has no lists and no traffic yet. So that the
 * walk reaches a person, the first traveller of the message is put on a list of its own before. Yields the stations
 * in order; stops after the receipt when the message was not taken.
 */
export async function* follow(running: RunningServer, bytes: Uint8Array): AsyncGenerator<Station> {
  const { address, services } = running;
  const protection = await signIn(address, "data-protection-officer");
  const analyst = await signIn(address, "analyst");
  const messages = readBytes(bytes);
  const listed = firstTraveller(messages);
  if (listed !== null) await seedLists(address, [listed]);
  await services.screening.upToDate();
  const token = await tokenFor(running, messages);
  const ledger = ledgerSince(protection);
  await ledger();
  const events: string[] = [];
  const unsubscribe = services.feed.subscribe(({ topic }) => events.push(topic));
  try {
    const receipt = await push(address, token, bytes);
    const written = await ledger();
    yield* machineStations(messages, receipt, bytes, written);
    if (receipt.messages.every((message) => message.state !== "processed")) return;
    yield told(events);
    yield* personStations(analyst, ledger);
    const checked = await json<LedgerVerification>(
      await protection("GET", "/api/ledger/verification"),
      "verifying",
    );
    yield {
      station: "ledger verified",
      file: "src/oversight/verification.ts",
      type: "LedgerVerification",
      facts: { intact: checked.intact, entries: checked.entries, head: checked.head.slice(0, 16) },
      ledger: await ledger(),
    };
  } finally {
    unsubscribe();
  }
}

/** What the machine does, from the bytes to the answer: one transaction, hence one set of ledger lines at its end. */
function* machineStations(
  messages: readonly ReadMessage[],
  receipt: DeliveryReceipt,
  bytes: Uint8Array,
  ledger: readonly string[],
): Generator<Station> {
  const findings = messages.flatMap((message) => message.findings);
  const [first] = receipt.messages;
  yield {
    station: "bytes arrive",
    file: "src/intake/carrier-routes.ts",
    type: "Delivery",
    facts: { bytes: bytes.length, sha256: receipt.sha256.slice(0, 16) },
    ledger: [],
  };
  yield {
    station: "read",
    file: "src/messages/read.ts",
    type: "ReadMessage[]",
    facts: {
      kinds: messages.map((message) => message.kind),
      travellers: messages.reduce((sum, message) => sum + (message.passengerList?.travellers.length ?? 0), 0),
      bookings: messages.reduce((sum, message) => sum + (message.bookings?.length ?? 0), 0),
      findings: findings.map((finding) => finding.code),
    },
    ledger: [],
  };
  yield {
    station: "minimised",
    file: "src/messages/minimise/filter.ts",
    type: "Cut[]",
    facts: { cuts: messages.flatMap((message) => message.cuts.map((cut) => cut.reason)) },
    ledger: [],
  };
  yield {
    station: "judged",
    file: "src/intake/judge.ts",
    type: "Judgement",
    facts: {
      states: receipt.messages.map((message) => message.state),
      findings: first?.findings.map((finding) => finding.code),
    },
    ledger: [],
  };
  yield {
    station: "recorded, screened, alerts raised, committed",
    file: "src/intake/receive.ts (records/apply-list.ts, screening/screen.ts, cases/raising.ts)",
    type: "RecordsChange → Match[] → Raised → DeliveryReceipt",
    facts: { travellers: first?.travellers, bookings: first?.bookings },
    ledger,
  };
  yield {
    station: "answered",
    file: "src/intake/answer.ts (messages/cusres/write.ts)",
    type: "CUSRES",
    facts: { answer: first?.answer?.split("'").slice(0, 4).join("'") ?? "none due" },
    ledger: [],
  };
}

function told(events: readonly string[]): Station {
  return {
    station: "told to the screens",
    file: "src/platform/live.ts",
    type: "LiveEvent",
    facts: { topics: [...new Set(events)] },
    ledger: [],
  };
}

/** What a person does with the alert, if one was raised. */
async function* personStations(analyst: Person, ledger: () => Promise<string[]>): AsyncGenerator<Station> {
  const queue = await json<AlertQueue>(await analyst("GET", "/api/alerts"), "reading the queue");
  const [row] = queue.alerts;
  if (row === undefined) return;
  yield {
    station: "alert in the queue, masked",
    file: "src/cases/alert.ts",
    type: "Masked<AlertRow>",
    facts: { who: row.maskedName, band: row.band, strength: row.strength, list: row.list },
    ledger: await ledger(),
  };
  const alert = await json<AlertDetail>(
    await analyst("GET", `/api/alerts/${row.id}`, undefined, "TEST"),
    "opening the alert",
  );
  yield {
    station: "opened by a person, for a purpose",
    file: "src/cases/routes.ts",
    type: "Full<AlertDetail>",
    facts: {
      evidence: alert.evidence.map((item) => `${item.feature} ${item.relation} ${item.bits.toFixed(1)}`),
    },
    ledger: await ledger(),
  };
  const decision = {
    outcome: "confirmed",
    reasonCode: "ESCALATE",
    reason: "Followed to its end.",
    version: alert.version,
  };
  const decided = await json<{ state: string; caseId: string | null }>(
    await analyst("POST", `/api/alerts/${row.id}/decision`, decision, "TEST"),
    "deciding",
  );
  yield {
    station: "decided by a person",
    file: "src/cases/review.ts",
    type: "AlertDecided → Case",
    facts: { state: decided.state, caseOpened: decided.caseId !== null },
    ledger: await ledger(),
  };
}

/** Entries since the last call, oldest first; the reading of the ledger itself is left out. */
function ledgerSince(protection: Person): () => Promise<string[]> {
  let seen = 0;
  return async () => {
    const page = await json<LedgerPage>(await protection("GET", "/api/ledger"), "reading the ledger");
    const fresh = page.entries.filter((entry) => entry.seq > seen && !entry.action.startsWith("ledger."));
    seen = Math.max(seen, ...page.entries.map((entry) => entry.seq));
    return fresh
      .toReversed()
      .map((entry) => `#${entry.seq} ${entry.action} ${entry.subjectKind}:${entry.subjectId}`);
  };
}

async function push(address: string, token: string, bytes: Uint8Array): Promise<DeliveryReceipt> {
  const answer = await fetch(`${address}/v1/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: Buffer.from(bytes),
  });
  return json<DeliveryReceipt>(answer, "pushing");
}

/** A token of the carrier whose flight the message is about. */
async function tokenFor({ services }: RunningServer, messages: readonly ReadMessage[]): Promise<string> {
  const [message] = messages;
  const flown = message?.passengerList?.flights.map((flight) => flight.carrier) ?? [
    message?.push?.flight?.carrier ?? "XX",
  ];
  const code = flown.find((carrier) => /^[A-Z0-9]{2}$|^[A-Z]{3}$/.test(carrier)) ?? "XX";
  const actor = systemActor("follow");
  const added = await addCarrier(services, actor, {
    code,
    name: `Carrier ${code}`,
    senderIds: [],
    fliesAs: flown.filter((each) => /^[A-Z0-9]{2}$|^[A-Z]{3}$/.test(each)),
  });
  if (isRefusal(added) && added.refused.code !== "carrier-registered") throw new Error(added.refused.detail);
  const issued = await issueToken(services, actor, { code, label: "follow" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  return issued.token;
}

/** The first traveller of a message as an entry of a list; null when it names nobody. */
function firstTraveller(messages: readonly ReadMessage[]): WatchlistEntry | null {
  const traveller =
    messages
      .flatMap((message) => message.passengerList?.travellers ?? [])
      .find((each) => each.surname !== "") ??
    messages.flatMap((message) => message.bookings ?? []).flatMap((booking) => booking.travellers)[0];
  if (traveller === undefined) return null;
  const { surname, given, birthDate, sex, nationality, documents } = traveller;
  return {
    id: "FOLLOW-1",
    list: "FOLLOW",
    ref: "1",
    names: [
      {
        full: `${surname} ${given ?? ""}`.trim(),
        surname,
        ...(given === null ? {} : { given }),
        type: "primary",
      },
    ],
    dobs: birthDate === null ? [] : [{ date: birthDate }],
    sex,
    nationalities: nationality === null ? [] : [nationality],
    birthCountries: [],
    documents: documents.map(({ type, number, issuer }) => ({ type, number, country: issuer })),
    category: "wanted",
  };
}
