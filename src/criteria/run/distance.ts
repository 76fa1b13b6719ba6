// Great-circle distances between places, remembered by pair.
import { airport } from "#vocabulary";

const EARTH_KM = 6371;
const known = new Map<string, Map<string, number | null>>();

/** Whole kilometres between two places, rounded down; null where it is not known where one of them lies. */
export function kilometres(from: string, to: string): number | null {
  let row = known.get(from);
  if (row === undefined) known.set(from, (row = new Map()));
  const before = row.get(to);
  if (before !== undefined) return before;
  const distance = measure(from, to);
  // Codes come from the outside: what is remembered stays bounded.
  if (known.size > 10_000) known.clear();
  row.set(to, distance);
  return distance;
}

function measure(from: string, to: string): number | null {
  const one = airport(from);
  const other = airport(to);
  if (one === undefined || other === undefined) return null;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const north = Math.sin(radians(other.lat - one.lat) / 2);
  const east = Math.sin(radians(other.lon - one.lon) / 2);
  const chord = north * north + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * east * east;
  return Math.floor(2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord))));
}
