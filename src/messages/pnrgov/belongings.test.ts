// What belongs to a traveller has a limit, and whoever sends more is told.
import { describe, expect, it } from "vitest";
import { readBytes } from "../read.ts";
import { aPushOf } from "./fixtures.ts";

function read(...segments: readonly string[]) {
  const source = aPushOf([...segments, "TVL+010326:1410:010326:1620+GYD+IST+J2+075:Y"]);
  const [message] = readBytes(Buffer.from(source));
  return {
    travellers: message?.bookings?.[0]?.travellers ?? [],
    limits: message?.findings.filter(({ code }) => code === "LIMIT_REACHED") ?? [],
  };
}

const times = (count: number, of: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => of(i));

describe("documents of one traveller", () => {
  it.each([
    ["with his name", "PLOVER/ROBIN"],
    ["with a surname that has changed", "KESTREL/ROBIN"],
  ])("%s: fifty are kept, in their order, and that there are more is said", (_, name) => {
    const { travellers, limits } = read(
      "TIF+PLOVER:I+ROBIN MR:A:1",
      ...times(60, (i) => `SSR+DOCS:HK:1:J2:::::/P/GBR/D${i}/GBR/20SEP82/F/25OCT27/${name}`),
    );
    expect(travellers).toHaveLength(1);
    expect(travellers[0]?.documents.map(({ number }) => number)).toEqual(times(50, (i) => `D${i}`));
    expect(limits[0]).toMatchObject({ tag: "SSR", values: { limit: "50", what: "documents" } });
  });

  it("visas and forms of identification too", () => {
    const { travellers, limits } = read(
      "TIF+PLOVER:I+ROBIN MR:A:1",
      ...times(30, (i) => `SSR+DOCO:HK:1:J2:::::/BAKU/V/V${i}`),
      ...times(30, (i) => `SSR+FOID:HK:1:J2:::::PPA100${i}`),
    );
    expect(travellers[0]?.documents).toHaveLength(50);
    expect(limits).not.toEqual([]);
  });
});
