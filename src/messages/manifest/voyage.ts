// The voyage that a manifest table is about: said in its first row, the same in all that repeat it.
import type { Carriage, ListedFlight } from "../passenger-list.ts";
import { COLUMNS, MODES, type Mode } from "./columns.ts";
import type { TableRecord } from "./record.ts";
import { readMoment, readPlace } from "./values.ts";

const OF_VOYAGE = COLUMNS.filter(({ about, name }) => about === "voyage" && name !== "list_type");

/** Words for means of transport, in the languages of those who fill in the table. */
const MODE_WORDS: ReadonlyMap<string, Mode> = new Map<string, Mode>([
  ...MODES.map((mode) => [mode, mode] as const),
  ["PLANE", "AIR"],
  ["AIRCRAFT", "AIR"],
  ["SHIP", "SEA"],
  ["FERRY", "SEA"],
  ["TRAIN", "RAIL"],
  ["COACH", "BUS"],
  ["AVTOBUS", "BUS"],
  ["QATAR", "RAIL"],
  ["GƏMİ", "SEA"],
]);

const DAY_AND_TIME = "YYYY-MM-DDTHH:MM".length;

export class ManifestVoyage {
  /** The first value of each column, in one notation. */
  readonly #values = new Map<string, string>();
  /** Columns that differ between rows. */
  readonly #differs = new Set<string>();

  /** Takes what a row says of the voyage, and reports what differs from the rows before. */
  add(record: TableRecord): void {
    for (const { name, date } of OF_VOYAGE) {
      const sent = record.value(name);
      if (sent === "") continue;
      const known = this.#values.get(name);
      if (known === undefined) this.#values.set(name, this.#read(record, name, sent, date !== undefined));
      else if (known !== plain(name, sent, date !== undefined)) {
        // Said once for each column: a file of two voyages has it in every row.
        if (!this.#differs.has(name)) record.report("MF08", name, { column: name });
        this.#differs.add(name);
      }
    }
  }

  #read(record: TableRecord, name: string, sent: string, isTime: boolean): string {
    const value = plain(name, sent, isTime);
    if (isTime && (readMoment(sent)?.length ?? 0) < DAY_AND_TIME)
      record.report("MF11", name, { column: name, value: sent });
    if (
      name === "mode" &&
      !MODE_WORDS.has(sent.toLocaleUpperCase("az")) &&
      !MODE_WORDS.has(sent.toUpperCase())
    )
      record.report("MF12", name, { column: name, value: sent, allowed: MODES.join(" ") });
    if (name.endsWith("_place") && !readPlace(sent).known)
      record.report("MF10", name, { column: name, value: sent });
    return value;
  }

  /** Where the voyage begins and ends, for persons who say nothing else. */
  get departure(): string | null {
    return readMoment(this.#values.get("dep_time") ?? "") ?? readMoment(this.#values.get("arr_time") ?? "");
  }

  /** What the rows said; `missing`: columns without which the voyage cannot be told. */
  finish(): {
    readonly flights: readonly ListedFlight[];
    readonly carriage: Carriage;
    readonly missing: readonly string[];
    readonly differs: boolean;
  } {
    const value = (name: string): string | null => this.#values.get(name) ?? null;
    const mode = MODE_WORDS.get(value("mode") ?? "") ?? null;
    const departs = readMoment(value("dep_time") ?? "");
    const arrives = readMoment(value("arr_time") ?? "");
    const vehicle = value("vehicle_id");
    // Private aircraft and cars have no carrier: the one who operates them is known by the registration.
    const carrier = (
      value("carrier_code") ?? (mode === "AIR" || mode === "CAR" ? vehicle : null)
    )?.toUpperCase();
    const [from, to] = [value("dep_place"), value("arr_place")];
    const missing = [
      ...(mode === null ? ["mode"] : []),
      ...(carrier === undefined ? [mode === "AIR" || mode === "CAR" ? "vehicle_id" : "carrier_code"] : []),
      ...(from === null ? ["dep_place"] : []),
      ...(to === null ? ["arr_place"] : []),
      ...(departs === null && arrives === null ? ["dep_time"] : []),
    ];
    const carriage = { mode, vehicle, borderPoint: value("border_point") };
    const differs = this.#differs.size > 0;
    if (carrier === undefined || from === null || to === null)
      return { flights: [], carriage, missing, differs };
    const leg = { from, to, departs, arrives, border: true as const };
    const { number, suffix } = designator(value("service_no") ?? "", carrier, mode);
    return { flights: [{ carrier, number, suffix, legs: [leg] }], carriage, missing, differs };
  }
}

/** The number without the carrier's code before it; of flights without leading zeros, their suffix apart. */
function designator(
  sent: string,
  carrier: string,
  mode: Mode | null,
): { readonly number: string; readonly suffix: string | null } {
  const upper = sent.toUpperCase().replace(/\s+/g, "");
  const bare = upper.startsWith(carrier) && upper !== carrier ? upper.slice(carrier.length) : upper;
  const [, digits, suffix = ""] = /^0*(\d{1,4})([A-Z]?)$/.exec(bare) ?? [];
  if (mode !== "AIR" || digits === undefined) return { number: bare, suffix: null };
  return { number: digits, suffix: suffix === "" ? null : suffix };
}

/** A value in one notation, so that two rows can be compared. */
function plain(name: string, sent: string, isTime: boolean): string {
  if (isTime) return readMoment(sent) ?? sent;
  if (name.endsWith("_place")) return readPlace(sent).code;
  if (name === "mode")
    return MODE_WORDS.get(sent.toLocaleUpperCase("az")) ?? MODE_WORDS.get(sent.toUpperCase()) ?? sent;
  return sent;
}
