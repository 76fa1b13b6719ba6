import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { readBytes, redact, type ReadMessage } from "#messages";
import { simulate, syntheticWatchlist, traffic } from "./api.ts";
import type { SimulatedFlight, SimulatedMessage } from "./api.ts";

const fingerprint = (flights: Iterable<SimulatedFlight>): string => {
  const hash = createHash("sha256");
  for (const flight of flights) {
    hash.update(JSON.stringify(flight.labels));
    for (const message of flight.messages) hash.update(`${message.id} ${message.at}`).update(message.bytes);
  }
  return hash.digest("hex");
};

const sound = [...simulate({ seed: 1, flights: 12, defectRate: 0 })];
const damagedFlights = [...simulate({ seed: 2, flights: 9, defectRate: 0.4 })];
const messagesOf = (flights: readonly SimulatedFlight[]): SimulatedMessage[] =>
  flights.flatMap((flight) => flight.messages);
const readOne = (message: SimulatedMessage): ReadMessage => {
  const [read] = readBytes(message.bytes);
  if (read === undefined) throw new Error(`${message.id} cannot be read`);
  return read;
};

test("the same seed gives the same bytes, another seed others", () => {
  const options = { flights: 4, day: "2026-03-28" };
  const once = fingerprint(simulate({ seed: 7, ...options }));
  expect(fingerprint(simulate({ seed: 7, ...options }))).toBe(once);
  expect(fingerprint(simulate({ seed: 8, ...options }))).not.toBe(once);
});

test("traffic across flights is what the flights send, in the order of sending", () => {
  const options = { seed: 3, flights: 4 };
  const sent: SimulatedMessage[] = [];
  const labels: unknown[] = [];
  for (const item of traffic(options)) {
    if (item.kind === "message") sent.push(item.message);
    else labels.push(item.label);
  }
  const flights = [...simulate(options)];
  expect(sent.map((message) => message.at)).toEqual(sent.map((message) => message.at).sort((a, b) => a - b));
  expect(new Set(sent.map((message) => message.id)).size).toBe(sent.length);
  expect(sent.map((message) => message.id).sort()).toEqual(
    messagesOf(flights)
      .map((message) => message.id)
      .sort(),
  );
  expect(labels).toHaveLength(flights.flatMap((flight) => flight.labels).length);
});

test("sound messages are read without a finding worse than a note, with the travellers and bookings that were sent", () => {
  for (const message of messagesOf(sound)) {
    const reads = readBytes(message.bytes);
    const [read] = reads;
    const seen = {
      id: message.id,
      messages: reads.length,
      kind: read?.kind,
      accepted: read?.accepted,
      findings: read?.findings
        .filter((finding) => finding.severity !== "info")
        .map((finding) => finding.code),
      travellers:
        message.kind === "PAXLST"
          ? read?.passengerList?.travellers.length
          : read?.bookings?.reduce((sum, booking) => sum + booking.travellers.length, 0),
      bookings: read?.bookings?.length ?? 0,
      cancelled: read?.bookings?.filter((booking) => booking.cancelled).length ?? 0,
      cards: read?.cuts.filter((cut) => cut.reason === "card-number").length,
    };
    expect(seen).toEqual({
      id: message.id,
      messages: 1,
      kind: message.kind,
      accepted: true,
      findings: [],
      travellers: message.expected.travellers,
      bookings: message.expected.bookings,
      cancelled: message.expected.cancelledBookings,
      cards: message.expected.cards,
    });
  }
});

test("what the law forbids to keep is in the traffic, and nothing of it survives reading", () => {
  const forbidden =
    /\b(?:MOML|KSML|HNML|DBML|WCHR|BLND|INSULIN|KIDNEY|HALAL|ORTHODOX|TRADE UNION|PREGNANT)\b/;
  const pushes = messagesOf(sound).filter((message) => message.kind === "PNRGOV");
  const sent = pushes.filter((message) => forbidden.test(Buffer.from(message.bytes).toString()));
  expect(sent.length).toBeGreaterThan(10);
  const kept = sent.filter((message) =>
    forbidden.test(Buffer.from(redact(message.bytes, readOne(message)).bytes).toString()),
  );
  expect(kept.map((message) => message.id)).toEqual([]);
});

type Tokens = { readonly tag: string; readonly elements: string[][] };
type PeerParser = {
  onopensegment: (tag: string) => void;
  onelement: () => void;
  oncomponent: (value: string) => void;
  encoding: (level: string) => void;
  write: (text: string) => void;
  end: () => void;
};
const peer: { Parser: new () => PeerParser } = createRequire(import.meta.url)("edifact");

/** The segments as an independent tokeniser sees them. */
function tokensOf(text: string): Tokens[] {
  const parser = new peer.Parser();
  const segments: Tokens[] = [];
  parser.encoding("UNOC");
  parser.onopensegment = (tag) => segments.push({ tag, elements: [] });
  parser.onelement = () => segments.at(-1)?.elements.push([]);
  parser.oncomponent = (value) => segments.at(-1)?.elements.at(-1)?.push(value);
  // Of service strings the peer knows only those without a repetition separator; all others here are the usual ones.
  parser.write(text.replace(/^UNA:\+\.\?.'/, ""));
  parser.end();
  return segments;
}

test("an independent tokeniser takes the messages apart, and the counts in the trailers are right", () => {
  // Left out: the terminator of SIRE syntax, which comes without UNA, and what stands around Type B and mail.
  const plain = messagesOf(sound).filter(
    (one) => one.carrier !== "CZ" && !["type-b", "email"].includes(one.channel),
  );
  expect(plain.length).toBeGreaterThan(500);
  for (const message of plain.slice(0, 800)) {
    const segments = tokensOf(Buffer.from(message.bytes).toString());
    const start = segments.findIndex((segment) => segment.tag === "UNH");
    const end = segments.findIndex((segment) => segment.tag === "UNT");
    expect(segments[end]?.elements[0]?.[0]).toBe(String(end - start + 1));
    expect(segments[end]?.elements[1]?.[0]).toBe(segments[start]?.elements[0]?.[0]);
    expect(segments[0]?.elements.at(4)?.[0]).toBe(segments.at(-1)?.elements[1]?.[0]);
    const persons = segments.filter((segment) => segment.tag === (message.kind === "PAXLST" ? "NAD" : "SRC"));
    const others = message.kind === "PAXLST" ? 1 : 0;
    expect(persons).toHaveLength(
      others + (message.kind === "PAXLST" ? message.expected.travellers : message.expected.bookings),
    );
  }
});

test("a planted defect is reported as badly as it is, and no traveller is lost by it", () => {
  const defective = messagesOf(damagedFlights).filter((message) => message.defect !== null);
  const seen = new Set<string>();
  for (const message of defective) {
    const defect = message.defect?.defect ?? "";
    const severity = message.defect?.severity ?? "none";
    seen.add(defect);
    const reads = readBytes(message.bytes);
    const found = new Set(reads.flatMap((read) => read.findings).map((finding) => finding.severity));
    expect({ id: message.id, defect, reported: severity === "none" || found.has(severity) }).toEqual({
      id: message.id,
      defect,
      reported: true,
    });
    if (defect === "truncated" || message.kind !== "PAXLST") continue;
    expect(reads[0]?.passengerList?.travellers).toHaveLength(message.expected.travellers);
  }
  expect(seen.size).toBeGreaterThan(12);
});

test("a traveller carries the same name, document and booking in API and PNR data", () => {
  let compared = 0;
  for (const flight of sound.filter((one) => !one.calledOff)) {
    const lists = flight.messages.filter(
      (message) => message.purpose === "api-request" || message.purpose === "api-list",
    );
    const pushes = flight.messages.filter((message) => message.purpose === "pnr-departure").map(readOne);
    const booked = new Map<string, string>();
    for (const booking of pushes.flatMap((push) => push.bookings ?? [])) {
      for (const one of booking.travellers) {
        const number = one.documents.find((document) => document.type !== "V")?.number;
        if (number !== undefined)
          booked.set(`${booking.locator}/${number}`, `${one.surname}/${one.birthDate}`);
      }
    }
    for (const one of lists.flatMap((list) => readOne(list).passengerList?.travellers ?? [])) {
      compared++;
      expect(booked.get(`${one.locator}/${one.documents[0]?.number}`)).toBe(
        `${one.surname}/${one.birthDate}`,
      );
    }
  }
  expect(compared).toBeGreaterThan(1_000);
});

test("messages come at their time: first push days ahead and full, list or requests before departure, then the close-out", () => {
  for (const flight of sound.filter((one) => !one.calledOff)) {
    const at = (purpose: string): number[] =>
      flight.messages.filter((message) => message.purpose === purpose).map((message) => message.at);
    const pushes = flight.messages.filter((message) => message.kind === "PNRGOV");
    expect(pushes[0]?.purpose).toBe("pnr-full");
    expect(flight.departsAt - (pushes[0]?.at ?? 0)).toBeGreaterThan(24 * 3_600_000);
    expect(Math.max(...at("api-request"), ...at("api-list"), ...at("crew-list"))).toBeLessThan(
      flight.departsAt,
    );
    expect(at("crew-list")).toHaveLength(1);
    expect(Math.min(...at("pnr-departure"))).toBeGreaterThan(flight.departsAt);
    expect(Math.min(...at("close-out"))).toBeGreaterThan(flight.departsAt);
  }
});

test("a close-out names by reference exactly those who asked to board and were not taken off", () => {
  for (const flight of sound) {
    const closeOut = flight.messages.filter((message) => message.purpose === "close-out");
    const purposes = flight.messages.filter((message) => message.purpose === "api-request");
    if (closeOut.length === 0 || flight.calledOff) continue;
    const references = (messages: readonly SimulatedMessage[]): string[] =>
      messages.flatMap(
        (message) => readOne(message).passengerList?.travellers.map((one) => one.travellerRef ?? "") ?? [],
      );
    const off = new Set(references(flight.messages.filter((message) => message.purpose === "api-cancel")));
    expect(references(closeOut).sort()).toEqual(
      references(purposes)
        .filter((reference) => !off.has(reference))
        .sort(),
    );
    expect(references(closeOut)).toHaveLength(flight.passengers);
  }
});

type Label = SimulatedFlight["labels"][number];
type Entry = ReturnType<typeof syntheticWatchlist>[number];

/** What is wrong with a planted label: nothing, for a good one. */
function problemsOf(label: Label, sent: string, entry: Entry | undefined): string[] {
  if (label.kind === "defect") return [];
  const years = entry?.dobs.map((dob) => Number(("date" in dob ? dob.date : dob.from).slice(0, 4))) ?? [];
  const apart = Math.abs((years[0] ?? 0) - Number(label.birthDate.slice(0, 4)));
  const checks: [boolean, string][] = [
    [sent.includes(`+${label.surname}:${label.given}`), "the name was not sent"],
    [sent.includes(label.document), "the document was not sent"],
    [
      (label.entry === null) === (label.kind === "risky-itinerary"),
      "an entry stands where none belongs, or is missing",
    ],
    [label.entry === null || entry !== undefined, "the entry is not on the list"],
    [
      label.kind !== "listed-document-only" || entry?.documents[0]?.number === label.document,
      "another document",
    ],
    [label.kind !== "namesake-other-birth-date" || apart > 4, "the namesake is of the same age"],
    [label.kind !== "listed-exact" || apart <= 2, "the listed person is of another age"],
  ];
  return checks.filter(([right]) => !right).map(([, problem]) => `${label.flight} ${label.kind}: ${problem}`);
}

test("planted travellers are in the traffic as labelled, and their entries on the list", () => {
  const entries = new Map(syntheticWatchlist(1).map((entry) => [entry.id, entry]));
  const flying = [...simulate({ seed: 1, flights: 9, defectRate: 0, plantedPerFlight: 4 })].filter(
    (one) => !one.calledOff,
  );
  const problems = flying.flatMap((flight) => {
    const sent = flight.messages
      .filter((message) => message.purpose === "api-request" || message.purpose === "api-list")
      .map((message) => Buffer.from(message.bytes).toString().replaceAll("\r\n", ""))
      .join("");
    return flight.labels.flatMap((label) =>
      problemsOf(label, sent, label.kind === "defect" ? undefined : entries.get(label.entry ?? "")),
    );
  });
  expect(problems).toEqual([]);
  const kinds = new Set(flying.flatMap((flight) => flight.labels.map((label) => label.kind)));
  expect(kinds.size).toBeGreaterThan(7);
});

test("a list of the caller's own is planted too, and entries that cannot be are left alone", () => {
  const own = [
    {
      id: "OWN-1",
      list: "OWN",
      ref: null,
      names: [{ full: "Qədirov Şamil", surname: "Qədirov", given: "Şamil", type: "primary" as const }],
      dobs: [{ date: "1979-02-03" }],
      sex: "M" as const,
      nationalities: ["AZE"],
      birthCountries: [],
      documents: [],
    },
    {
      id: "OWN-2",
      list: "OWN",
      ref: null,
      names: [{ full: "Nameless", type: "weak" as const }],
      dobs: [],
      sex: null,
      nationalities: ["ZMB"],
      birthCountries: [],
      documents: [],
    },
  ];
  const flights = [...simulate({ seed: 5, flights: 8, watchlist: own, plantedPerFlight: 3, defectRate: 0 })];
  const labels = flights.flatMap((flight) => flight.labels.filter((label) => label.kind !== "defect"));
  const entries = new Set(labels.flatMap((label) => label.entry ?? []));
  expect([...entries]).toEqual(["OWN-1"]);
  const exact = labels.find((label) => label.kind === "listed-exact");
  expect(exact).toMatchObject({ surname: "GADIROV", given: "SHAMIL", birthDate: "1979-02-03" });
});
