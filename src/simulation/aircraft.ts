// Aircraft types with their cabins: which seats there are, in the order a host would give them out.
import type { Random } from "./random.ts";

export type Cabin = "J" | "Y";

type Layout = {
  /** Rows and letters of the business cabin, then of the economy cabin. */
  readonly business: readonly [first: number, last: number, letters: string] | null;
  readonly economy: readonly [first: number, last: number, letters: string];
  readonly cabinCrew: number;
};

const layouts: Readonly<Record<string, Layout>> = {
  E90: { business: [1, 3, "ACD"], economy: [4, 26, "ABCD"], cabinCrew: 3 },
  "319": { business: [1, 2, "ACDF"], economy: [3, 24, "ABCDEF"], cabinCrew: 4 },
  "320": { business: [1, 3, "ACDF"], economy: [4, 29, "ABCDEF"], cabinCrew: 4 },
  "32Q": { business: [1, 4, "ACDF"], economy: [5, 34, "ABCDEF"], cabinCrew: 5 },
  "321": { business: [1, 4, "ACDF"], economy: [5, 34, "ABCDEF"], cabinCrew: 5 },
  "7M8": { business: null, economy: [1, 31, "ABCDEF"], cabinCrew: 4 },
  "738": { business: null, economy: [1, 31, "ABCDEF"], cabinCrew: 4 },
  "73H": { business: [1, 3, "ABEF"], economy: [4, 28, "ABCDEF"], cabinCrew: 4 },
  "333": { business: [1, 6, "ACDGHK"], economy: [7, 42, "ABDEFGJK"], cabinCrew: 9 },
  "788": { business: [1, 5, "ADGK"], economy: [10, 34, "ABCDEFGHK"], cabinCrew: 8 },
  "789": { business: [1, 6, "ADGK"], economy: [10, 38, "ABCDEFGHK"], cabinCrew: 8 },
};

function layoutOf(type: string): Layout {
  const layout = layouts[type];
  if (layout === undefined) throw new Error(`the simulator has no aircraft ${type}`);
  return layout;
}

function makeSeats(type: string, cabin: Cabin): readonly string[] {
  const layout = layoutOf(type);
  const range = cabin === "J" ? layout.business : layout.economy;
  if (range === null) return [];
  const [first, last, letters] = range;
  const seats: string[] = [];
  for (let row = first; row <= last; row++) {
    if (row === 13) continue;
    for (const letter of letters) seats.push(`${row}${letter}`);
  }
  return seats;
}

const made = new Map<string, readonly string[]>();

/** The seats of a cabin, row by row; empty where the type has no such cabin. */
export function seatsOf(type: string, cabin: Cabin): readonly string[] {
  const key = type + cabin;
  let seats = made.get(key);
  if (seats === undefined) {
    seats = makeSeats(type, cabin);
    made.set(key, seats);
  }
  return seats;
}

export const seatCount = (type: string): number => seatsOf(type, "J").length + seatsOf(type, "Y").length;
export const cabinCrewOf = (type: string): number => layoutOf(type).cabinCrew;

/** Gives out the seats of one flight: parties sit together, with gaps between them as long as the cabin has room. */
export function seatMap(type: string, random: Random): (cabin: Cabin, count: number) => string[] {
  const free = { J: [...seatsOf(type, "J")], Y: [...seatsOf(type, "Y")] };
  return (cabin, count) => {
    const seats = free[cabin].length >= count ? free[cabin] : free.Y;
    if (seats.length < count) return [];
    const start = random.int(0, seats.length - count);
    return seats.splice(start, count);
  };
}
