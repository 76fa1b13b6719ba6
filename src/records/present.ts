// Kept rows as the screens get them.
import { placeOf } from "#vocabulary";
import type { Static } from "typebox";
import type { Change, FlightRow, Leg, PersonRow, Place, Push } from "./contract.ts";
import { tallyOf, type JudgedPush } from "./expected.ts";
import { dueAt, flightKey } from "./flight.ts";
import type { ChangeReadRow, FlightReadRow, LegReadRow, TravellerReadRow } from "./read-store.ts";

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

function place(code: string): Static<typeof Place> {
  const known = placeOf(code);
  return { code, name: known?.name ?? null, country: known?.country ?? null, zone: known?.zone ?? null };
}

/** Open alerts of a flight as cases counts them: of listed persons by band, and of rules. */
export type AlertCounts = FlightRow["alerts"];
const noAlerts: AlertCounts = { strong: 0, possible: 0, weak: 0, rules: 0 };

/** Open alerts of one person as cases knows them. */
export type AlertsOfPerson = {
  readonly listed: readonly { readonly id: string; readonly band: string; readonly strength: number }[];
  readonly rules: readonly { readonly id: string; readonly rule: string }[];
};

export function flightRow(
  row: FlightReadRow,
  alerts: AlertCounts = noAlerts,
  pushes: readonly JudgedPush[] = [],
): FlightRow {
  const tally = row.state === "cancelled" ? null : tallyOf(pushes);
  return {
    key: flightKey({ date: row.flight_date, id: row.flight_id }),
    carrier: row.carrier,
    number: row.number,
    suffix: row.suffix,
    origin: place(row.origin),
    destination: place(row.destination),
    direction: row.direction,
    departsLocal: row.departs_local,
    arrivesLocal: row.arrives_local,
    departsAt: iso(row.departs_at),
    arrivesAt: iso(row.arrives_at),
    dueAt: iso(dueAt({ direction: row.direction, departsAt: row.departs_at, arrivesAt: row.arrives_at })),
    state: row.state,
    statedPassengers: row.stated_passengers,
    travellers: row.travellers,
    bookings: row.bookings,
    apiMessages: row.api_messages,
    pnrMessages: row.pnr_messages,
    alerts: { ...alerts },
    lastReceivedAt: iso(row.last_received_at),
    scheduled: row.scheduled,
    pushes: tally === null ? null : { ...tally },
  };
}

/** The pushes owed of a flight; of one that was called off those that came. */
export function pushRows(row: Pick<FlightReadRow, "state">, pushes: readonly JudgedPush[]): Push[] {
  return pushes
    .filter(({ receivedAt }) => row.state !== "cancelled" || receivedAt !== null)
    .map(({ push, state, opensAt, dueAt: due, lateAt, missingAt, receivedAt }) => ({
      kind: push.kind,
      state,
      opensAt: opensAt.toISOString(),
      dueAt: due.toISOString(),
      lateAt: lateAt.toISOString(),
      missingAt: missingAt.toISOString(),
      receivedAt: iso(receivedAt),
    }));
}

export function legRow(row: LegReadRow): Static<typeof Leg> {
  return {
    origin: place(row.origin),
    destination: place(row.destination),
    departsLocal: row.departs_local,
    arrivesLocal: row.arrives_local,
    departsAt: iso(row.departs_at),
    arrivesAt: iso(row.arrives_at),
    border: row.border,
  };
}

export function changeRow(row: ChangeReadRow): Change {
  return {
    at: row.at.toISOString(),
    what: row.what,
    subjectKind: row.subject_kind,
    receiptId: row.receipt_id,
    fields: row.fields.map(({ field, before, after }) => ({ field, before, after })),
  };
}

/** Whole years on `day` (YYYY-MM-DD); null when the birth date is unknown; a partial date counts from its first day. */
function ageOn(birthDate: string | null, day: string): number | null {
  if (birthDate === null) return null;
  const full = `${birthDate}-01-01`.slice(0, 10);
  const years = Number(day.slice(0, 4)) - Number(full.slice(0, 4));
  const age = day.slice(5) < full.slice(5) ? years - 1 : years;
  return age >= 0 && age < 150 ? age : null;
}

type Document = { readonly type: string; readonly number: string; readonly issuer: string | null };

/** The first identity document; a visa only where there is nothing else. */
function mainDocument(row: TravellerReadRow): string | null {
  const documents = (row.detail["documents"] ?? []) as readonly Document[];
  const main = documents.find((document) => document.type !== "V") ?? documents[0];
  return main === undefined ? null : `${main.type} ${main.number}`;
}

/** What the two sources say of one person in different words, by field name. A value only one source has is no difference. */
export function differences(api: TravellerReadRow | undefined, pnr: TravellerReadRow | undefined): string[] {
  if (api === undefined || pnr === undefined) return [];
  const pairs: [string, string | null, string | null][] = [
    ["name", api.name_key, pnr.name_key],
    ["birthDate", api.birth_date, pnr.birth_date],
    ["sex", api.sex, pnr.sex],
    ["nationality", api.nationality, pnr.nationality],
    ["locator", api.locator, pnr.locator],
    ["seat", api.seat?.replace(/^0+/, "") ?? null, pnr.seat?.replace(/^0+/, "") ?? null],
  ];
  const fields = pairs.filter(([, a, b]) => a !== null && b !== null && a !== b).map(([field]) => field);
  const both = api.document_numbers.length > 0 && pnr.document_numbers.length > 0;
  if (both && !api.document_numbers.some((number) => pnr.document_numbers.includes(number)))
    fields.push("document");
  return fields;
}

/** The rows of one flight as one line a person. What the carrier stated at the gate (API) goes before the booking. */
export function personRows(
  rows: readonly TravellerReadRow[],
  flight: { key: string; day: string },
  alerts: ReadonlyMap<string, AlertsOfPerson>,
): PersonRow[] {
  const persons = Map.groupBy(rows, (row) => row.person_id);
  return [...persons].flatMap(([personId, own]) => {
    const api = own.find((row) => row.source === "api");
    const pnr = own.find((row) => row.source === "pnr");
    const lead = api ?? pnr;
    if (lead === undefined) return [];
    const birthDate = lead.birth_date ?? pnr?.birth_date ?? null;
    return [
      {
        key: `${flight.key}_${personId}`,
        surname: lead.surname,
        given: lead.given,
        sex: lead.sex ?? pnr?.sex ?? null,
        birthDate,
        age: ageOn(birthDate, flight.day),
        nationality: lead.nationality ?? pnr?.nationality ?? null,
        document: mainDocument(lead) ?? (pnr === undefined ? null : mainDocument(pnr)),
        role: lead.role,
        state: lead.state,
        locator: lead.locator ?? pnr?.locator ?? null,
        seat: lead.seat ?? pnr?.seat ?? null,
        sources: [...new Set(own.map((row) => row.source))],
        differences: differences(api, pnr),
        alerts: (alerts.get(personId)?.listed ?? []).map((alert) => ({ ...alert })),
        ruleAlerts: (alerts.get(personId)?.rules ?? []).map((alert) => ({ ...alert })),
      },
    ];
  });
}
