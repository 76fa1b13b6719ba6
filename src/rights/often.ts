// How often one address may ask on the public side: enough for a person, too little for trying references out.
export type Often = { readonly perHour: number };

/** Whose address it is: of IPv6 the network (its first 64 bits), since one house has them all. */
export function householdOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const between = tail === undefined ? 0 : 8 - front.length - back.length;
  return [...front, ...Array.from({ length: between }, () => "0"), ...back]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

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
    const household = householdOf(address);
    const count = (counts.get(household) ?? 0) + 1;
    counts.set(household, count);
    return count <= perHour ? 0 : Math.ceil(((hour + 1) * 3_600_000 - at.getTime()) / 1000);
  };
}
