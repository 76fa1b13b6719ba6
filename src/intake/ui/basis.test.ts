// What is shown of a finding's source.
import { expect, test } from "vitest";
import { basisOf } from "./basis.ts";

test("standards stay, the makers' own pages go", () => {
  expect(basisOf("WCO/IATA/ICAO PAXLST guide; paxlst.md §6")).toBe("WCO/IATA/ICAO PAXLST guide");
  expect(basisOf("paxlst.md §7")).toBe("");
  const law = "Directive (EU) 2016/681 Art. 6(1); obligations PNRD-6.1, PNRD-I-12";
  expect(basisOf(law)).toBe(law);
});
