// Unmasking: asked for one masked person on one flight, seen by one person for a time.
import {
  isRefusal,
  newId,
  refuse,
  systemActor,
  type Database,
  type Keyring,
  type Refusal,
  type Transaction,
} from "#platform";
import { flightById, partsOfKey } from "#records";
import { maskedRows, openFromVault, type ClearElements, type VaultSubject } from "#retention";
import { askApproval } from "./asking.ts";
import type { ApprovalClocks } from "./clocks.ts";
import type { MaskedRecord, Unmasked, UnmaskAsked } from "./contract.ts";
import { hindrance, noSuchRequest } from "./standing.ts";
import { holdRequest, insertView } from "./store.ts";

const server = systemActor("approvals");

/** The item of an approval for unmasking this person. */
export const itemOfPerson = (personKey: string): string => `person:${personKey}`;

/** A masked person as everybody may know of it, and which rows of the vault it is about. */
export type MaskedPersonRecord = {
  readonly masked: MaskedRecord;
  readonly subjects: readonly VaultSubject[];
};

/**
 * What is masked of a person: read by the server itself, since nothing of the person is shown by it. Refuses: no such
 * person (`no-such-person`), or nothing of the person is masked (`not-masked`).
 */
export function maskedRecord(database: Database, personKey: string): Promise<MaskedPersonRecord | Refusal> {
  const key = partsOfKey(personKey);
  const of = { date: key.date, flightId: key.id, personId: key.person };
  return database.transaction(server, async (tx) => {
    const [flight, rows] = await Promise.all([flightById(tx, key), maskedRows(tx, of)]);
    if (flight === null || rows.length === 0) {
      return refuse("no-such-person", "There is no such person on this flight, or no longer.", 404);
    }
    const masked = rows.filter(({ masked_at: at }) => at !== null);
    const since = masked[0]?.masked_at?.toISOString();
    if (since === undefined) {
      return refuse("not-masked", "Nothing of this person is masked: the page shows all there is.");
    }
    return {
      masked: {
        flight: `${flight.carrier} ${flight.number}${flight.suffix}`,
        date: flight.flight_date,
        from: flight.origin,
        to: flight.destination,
        sources: [...new Set(rows.map(({ source }) => source))],
        maskedAt: since,
      },
      subjects: masked.map(({ kind, id }) => ({ kind, flightDate: key.date, flightId: key.id, id })),
    };
  });
}

/** Since when a person is masked; null when nothing of the person is, or there is no such person. */
export async function maskedSince(database: Database, personKey: string): Promise<string | null> {
  const record = await maskedRecord(database, personKey);
  return isRefusal(record) ? null : record.masked.maskedAt;
}

/** Asks for a masked person. A request of another State's unit goes the same way (PNRD-9.2b). */
export function askUnmasking(
  tx: Transaction,
  clocks: ApprovalClocks,
  { personKey, form, elements: asked, hours }: UnmaskAsked,
  record: MaskedPersonRecord,
): Promise<string | Refusal> {
  const item = itemOfPerson(personKey);
  return askApproval(tx, { kind: "unmask", item, form, elements: asked, hours, ...record }, clocks);
}

/** The approved elements of the one record, for who asked, while the time runs. Each call is a view, and recorded as one. */
export async function seeUnmasked(
  tx: Transaction,
  keyring: Pick<Keyring, "periods">,
  id: string,
): Promise<Unmasked | Refusal> {
  const row = await holdRequest(tx, id);
  const refused = hindrance(row, "see", tx.actor, tx.at);
  if (refused !== undefined) return refused;
  if (row === null || row.grant_id === null || row.until_at === null || row.person_id === null)
    return noSuchRequest;
  const grant = {
    id: row.grant_id,
    personId: row.person_id,
    subjects: row.subjects,
    elements: row.decided_elements ?? [],
    until: row.until_at,
  };
  const values: Unmasked["values"] = [];
  for (const subject of row.subjects) {
    const opened = await openFromVault(tx, keyring, grant, subject);
    if (isRefusal(opened)) return opened;
    values.push(...valuesOf(opened, subject));
  }
  insertView(tx, newId(tx.at), row.grant_id);
  const person = partsOfKey(row.item.slice("person:".length)).person;
  tx.record({
    action: "unmasked.viewed",
    subjectKind: "approval",
    subjectId: id,
    about: [person],
    detail: { elements: [...grant.elements] },
  });
  tx.announce("approval", id);
  return { until: row.until_at.toISOString(), now: tx.at.toISOString(), values };
}

/** The same for a package of this person that the grant's holder drafts; an approval of another record opens nothing. */
export async function unmaskedFor(
  tx: Transaction,
  keyring: Pick<Keyring, "periods">,
  id: string,
  personKey: string,
): Promise<Unmasked["values"] | Refusal> {
  const row = await holdRequest(tx, id);
  if (row === null) return noSuchRequest;
  if (row.kind !== "unmask" || row.item !== itemOfPerson(personKey)) {
    return refuse(
      "approval-for-another",
      "This approval was given for something else. Ask for one for this.",
      403,
    );
  }
  const seen = await seeUnmasked(tx, keyring, id);
  return isRefusal(seen) ? seen : seen.values;
}

const elements = ["names", "contact", "payment", "frequent-flyer", "remarks", "api"] as const;
/** What is only there for searching and joining. */
const machinery: readonly string[] = ["name_key"];

function valuesOf(opened: ClearElements, subject: VaultSubject): Unmasked["values"] {
  return elements.flatMap((element) => {
    const fields = opened[element];
    if (typeof fields !== "object" || fields === null) return [];
    return Object.entries(fields).flatMap(([field, value]) => {
      const text = machinery.includes(field) ? "" : textOf(value);
      const source = subject.kind === "booking" ? ("booking" as const) : sourceOf(opened);
      return text === "" ? [] : [{ element, source, field, value: text }];
    });
  });
}

/** A row of check-in systems has its seat and reference under "api" too; one of a booking has not. */
function sourceOf({ api }: ClearElements): "api" | "pnr" {
  return typeof api === "object" && api !== null && "seat" in api ? "api" : "pnr";
}

/** What stands in a value, as one line: parts of an object by blanks, entries of a list by semicolons. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join("; ");
  if (typeof value === "object") return Object.values(value).map(textOf).filter(Boolean).join(" ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
