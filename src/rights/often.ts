// How often one address may ask on the public side: enough for a person, too little for trying references out.
export type Often = { readonly perHour: number };

/** Counts in memory of this process, by hour; forgets everything when the hour turns. Returns seconds to wait, 0 when heard. */
export function openOften({ perHour }: Often): (address: string, at: Date) => number {
  let hour = 0;
  let counts = new Map<string, number>();
  return (address, at) => {
    const now = Math.floor(at.getTime() / 3_600_000);
    if (now !== hour) {
      hour = now;
      counts = new Map();
    }
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count <= perHour ? 0 : Math.ceil(((hour + 1) * 3_600_000 - at.getTime()) / 1000);
  };
}
