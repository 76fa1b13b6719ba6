// What a finding rests on, for its reader: the standard, without the pages that only the makers of the program have. Pure.

/** `WCO/IATA/ICAO PAXLST guide; paxlst.md §6` becomes `WCO/IATA/ICAO PAXLST guide`; empty where nothing is left. */
export function basisOf(source: string): string {
  return source
    .split("; ")
    .filter((part) => !/^[a-z-]+\.md\b/.test(part))
    .join("; ");
}
