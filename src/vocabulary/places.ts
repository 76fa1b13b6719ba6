// Places of a journey by whatever names them: airports, ports and stations of UN/LOCODE, or a name with its State.
import { airport, allAirports } from "./airports.ts";
import { alpha2 } from "./countries.ts";

/** A place: its name where there is a table of it, its State (alpha-2) and time zone as far as they can be told. */
export type Place = {
  readonly name: string | null;
  readonly country: string | null;
  readonly zone: string | null;
};

const LOCODE = /^([A-Z]{2}) ?([A-Z2-9]{3})$/;
const NAMED = /^(.*\S)\s*\(([A-Za-z]{2,3})\)$/;

let zones: Map<string, string | null> | undefined;

/** The time zone of a State that has only one, else null. */
function onlyZone(country: string): string | null {
  if (zones === undefined) {
    zones = new Map();
    for (const { country: state, zone } of allAirports()) {
      const known = zones.get(state);
      if (known === undefined) zones.set(state, zone);
      else if (known !== zone) zones.set(state, null);
    }
  }
  return zones.get(country) ?? null;
}

/**
 * The place that `IST`, `LTFM` (airports), `AZBAK` (UN/LOCODE) or `Astara (IR)` (a name with its State) means. Undefined
 * where nothing is known of it. There is no table of ports and stations here: of these only State and zone are told.
 */
export function placeOf(code: string): Place | undefined {
  const known = airport(code);
  if (known !== undefined) return { name: known.name, country: known.country, zone: known.zone };
  const [, prefix = "", rest = ""] = LOCODE.exec(code) ?? [];
  const state = prefix === "" ? undefined : alpha2(prefix);
  if (state !== undefined) {
    const same = airport(rest);
    const zone = same?.country === state ? same.zone : onlyZone(state);
    return { name: null, country: state, zone };
  }
  const [, name = "", country = ""] = NAMED.exec(code) ?? [];
  const named = name === "" ? undefined : alpha2(country);
  return named === undefined ? undefined : { name, country: named, zone: onlyZone(named) };
}
