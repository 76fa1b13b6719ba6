// The head of a list: what kind it is (BGM), its reference (RFF TN), who reports it (NAD MS, COM), its totals.
import { readDateTime } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { FindingCollector } from "../findings.ts";
import type { ListFunction, PassengerList } from "../passenger-list.ts";
import { Q } from "./tags.ts";

/** Contacts kept of the reporting party: against hostile input. */
const MAX_CONTACTS = 50;

type Reporter = { name: string; phones: string[]; emails: string[]; faxes?: string[] };

export class ListHeader {
  /** What the list is; passengers where BGM does not say (`known` is false then). */
  function: ListFunction = "passenger-list";
  known = false;
  /** BGM 1001 as sent, null without BGM. */
  beginning: string | null = null;
  status: string | null = null;
  reportedAt: string | null = null;
  readonly reporter: Reporter = { name: "", phones: [], emails: [] };
  transaction: PassengerList["transaction"] = null;
  /** RFF AVF before the flights: the booking of all persons that name none of their own. */
  locator: string | null = null;
  /** BGM 10: passengers and crew of a road vehicle on one list. */
  isMixed = false;
  readonly stated: { passengers: number | null; crew: number | null } = { passengers: null, crew: null };
  /** The party last named is the reporting one: contacts are its own. */
  reporting = true;

  /** DTM 137 at segment `s`: when the list was made. */
  preparedDate(m: SegmentedMessage, s: number): void {
    this.reportedAt = readDateTime(m.trimmed(s, 1, 2), m.trimmed(s, 1, 3), 2000) ?? this.reportedAt;
  }
}

export function openHeader(): ListHeader {
  return new ListHeader();
}

const functions: ReadonlyMap<string, ListFunction> = new Map(
  Object.entries({
    "745": "passenger-list",
    "250": "crew-list",
    "266": "flight-status",
    "336": "master-crew-list",
    "655": "gate-pass",
    // Party information: the persons in a road vehicle, the driver among them.
    "10": "passenger-list",
  }),
);

/** BGM at segment `s`. 1004 is the status only when it is a short code: some put a document number there. */
export function readBeginning(
  m: SegmentedMessage,
  s: number,
  header: ListHeader,
  findings: FindingCollector,
): void {
  const code = m.trimmed(s, 1, 1);
  const kind = functions.get(code);
  header.beginning = code;
  header.known = kind !== undefined;
  if (kind === undefined) findings.add("PX01", m.place(s, 1), { code });
  else header.function = kind;
  header.isMixed = code === "10";
  const status = m.trimmed(s, 2, 1);
  header.status = /^[A-Z]{1,4}$/.test(status) ? status : null;
}

/** RFF at segment `s` of the header: TN is the transaction reference, its fifth component the revision. */
export function readHeaderReference(m: SegmentedMessage, s: number, header: ListHeader): void {
  const qualifier = m.code(s, 1, 1);
  const reference = m.trimmed(s, 1, 2);
  if (reference === "") return;
  if (qualifier === Q.AVF) header.locator ??= bookingOf(reference);
  if (qualifier !== Q.TN) return;
  header.transaction = { reference, revision: m.trimmed(s, 1, 5) || null };
}

/** The record locator of RFF AVF: `QX7K2M/J2` names the carrier too. */
export function bookingOf(reference: string): string {
  const slash = reference.indexOf("/");
  return slash > 0 ? reference.slice(0, slash).trimEnd() : reference;
}

/** NAD of a party at segment `s`: the reporting party's name, or its profile id where no name was sent. */
export function readParty(m: SegmentedMessage, s: number, header: ListHeader): void {
  header.reporting = m.code(s, 1, 1) === Q.MS;
  if (!header.reporting) return;
  const parts: string[] = [];
  for (const e of [4, 5, 3, 2]) {
    for (let c = 1; c <= m.componentCount(s, e); c++) {
      const part = m.trimmed(s, e, c);
      if (part !== "") parts.push(part);
    }
    if (parts.length > 0) break;
  }
  header.reporter.name = parts.join(" ");
}

/** COM or CTA at segment `s` of the header: telephones, mail and fax of the reporting party. */
export function readContact(m: SegmentedMessage, s: number, header: ListHeader): void {
  if (!header.reporting) return;
  const { reporter } = header;
  if (m.tagText(s) === "CTA") {
    if (reporter.name === "") reporter.name = m.trimmed(s, 2, 2) || m.trimmed(s, 2, 1);
    return;
  }
  const elements = Math.min(m.elementCount(s), MAX_CONTACTS);
  for (let e = 1; e <= elements; e++) {
    const address = m.trimmed(s, e, 1);
    if (address === "") continue;
    const kind = m.code(s, e, 2);
    if (kind === Q.EM) addTo(reporter.emails, mailAddress(address));
    else if (kind === Q.FX) addTo((reporter.faxes ??= []), address);
    else addTo(reporter.phones, address);
  }
}

function addTo(list: string[], text: string): void {
  if (list.length < MAX_CONTACTS) list.push(text);
}

/** The text with `@` for the `length` characters at `at` and the blanks around them; as it is where `at` is -1. */
function withAt(text: string, at: number, length: number): string {
  return at < 0 ? text : `${text.slice(0, at).trimEnd()}@${text.slice(at + length).trimStart()}`;
}

/** An e-mail address as sent on networks without `@`: `//` or `.AT.` stand for it, `..` for _ and `./` for - (edifact.md 1.5). */
function mailAddress(sent: string): string {
  if (sent.includes("@")) return sent;
  if (!sent.includes("//")) return withAt(sent, sent.search(/\.AT\./i), ".AT.".length);
  return withAt(sent, sent.indexOf("//"), "//".length).replaceAll("..", "_").replaceAll("./", "-");
}
