// Who is an infant, who the adult, and whose a document is: nobody is lost in another who bears nearly the same name.
import { describe, expect, it } from "vitest";
import { readBytes } from "../read.ts";
import { aPushOf } from "./fixtures.ts";
import { readInfant } from "./infant-text.ts";

const FLIGHT = ["TVL+010326:1410:010326:1620+GYD+IST+J2+075:Y", "RPI+1+HK"];

/** The one PNR of a push of 1 March 2026, and the codes of its findings. */
function pushed(...segments: readonly string[]) {
  const source = aPushOf(["ORG+J2:GYD", ...segments, ...FLIGHT]);
  const [message] = readBytes(Buffer.from(source));
  const travellers = (message?.bookings?.[0]?.travellers ?? []).map((traveller) => ({
    given: traveller.given,
    type: traveller.type,
    birthDate: traveller.birthDate,
    infantOf: traveller.infantOf,
    numbers: traveller.documents.map(({ number }) => number),
  }));
  return { travellers, codes: message?.findings.map(({ code }) => code) };
}

const ssr = (code: string, text: string): string => `SSR+${code}:HK:1:J2:::::${text}`;
const docs = (number: string, rest: string): string => ssr("DOCS", `/P/AZE/${number}/AZE/${rest}`);
const ADULT = "TIF+PLOVER:I+ROBIN MR:A:1";

describe("an infant that bears the adult's name, or the beginning of it", () => {
  it.each(["ROBIN", "ROB"])("%s in SSR INFT", (given) => {
    const { travellers } = pushed(ADULT, ssr("INFT", `PLOVER/${given} 20SEP25`));
    expect(travellers).toMatchObject([
      { given: "ROBIN", type: "adult", birthDate: null },
      { given, type: "infant", birthDate: "2025-09-20", infantOf: "1" },
    ]);
  });
  it.each([
    ["before that of the adult", [1, 0]],
    ["after it", [0, 1]],
  ])("in a DOCS with sex MI %s", (_, order) => {
    const both = [
      docs("C1", "01JAN90/M/01JAN30/PLOVER/ROBIN JAMES"),
      docs("C2", "20SEP25/MI/01JAN30/PLOVER/ROBIN"),
    ];
    const { travellers } = pushed(ADULT, ...order.map((i) => both[i]!));
    expect(travellers).toMatchObject([
      { birthDate: "1990-01-01", numbers: ["C1"] },
      { type: "infant", birthDate: "2025-09-20", infantOf: "1", numbers: ["C2"] },
    ]);
  });
  it("and the other parent's, who is no infant either", () => {
    const { travellers } = pushed(
      "TIF+PLOVER:I+LARK MRS:A:1:1",
      ssr("INFT", "PLOVER/ROBIN 20SEP25"),
      "TIF+PLOVER:I+ROBIN MR:A:2",
    );
    expect(travellers.map(({ birthDate, infantOf }) => [birthDate, infantOf])).toEqual([
      [null, undefined],
      [null, undefined],
      ["2025-09-20", "1"],
    ]);
  });
  it("is still the one whom TIF names", () => {
    const { travellers } = pushed(
      ADULT,
      ssr("INFT", "PLOVER/ROBIN 20SEP25"),
      docs("C2", "20SEP25/MI/01JAN30/PLOVER/ROBIN"),
      "TIF+PLOVER:I+ROBIN MSTR:IN:2",
    );
    expect(travellers).toMatchObject([
      { birthDate: null, numbers: [] },
      { birthDate: "2025-09-20", infantOf: "1", numbers: ["C2"] },
    ]);
  });
});

describe("a document under an adult that is another's", () => {
  it.each(["M", "F", "X"])("of an infant, whose sex %s does not say so", (sex) => {
    const { travellers } = pushed(
      ADULT,
      docs("C2", `20SEP25/${sex}/01JAN30/PLOVER/WREN`),
      docs("C1", "01JAN90/M/01JAN30/PLOVER/ROBIN"),
    );
    expect(travellers).toMatchObject([
      { birthDate: "1990-01-01", numbers: ["C1"] },
      { given: "WREN", type: "infant", birthDate: "2025-09-20", infantOf: "1", numbers: ["C2"] },
    ]);
  });
  it("of a person of another name and another birth date: added, and said", () => {
    const { travellers, codes } = pushed(
      ADULT,
      docs("C2", "01JAN60/M/01JAN30/KESTREL/MARTIN"),
      docs("C1", "01JAN90/M/01JAN30/PLOVER/ROBIN"),
    );
    expect(travellers).toMatchObject([
      { given: "ROBIN", numbers: ["C1"] },
      { given: "MARTIN", birthDate: "1960-01-01", numbers: ["C2"] },
    ]);
    expect(codes).toEqual(["DOCS_UNMATCHED"]);
  });
  it("but a name that has changed is the adult's own", () => {
    const { travellers, codes } = pushed(ADULT, docs("C1", "01JAN90/M/01JAN30/KESTREL/ROBIN"));
    expect(travellers).toMatchObject([{ birthDate: "1990-01-01", numbers: ["C1"] }]);
    expect(codes).toEqual([]);
  });
});

describe("SSR INFT as agents write it", () => {
  it.each([
    "PLOVER/WREN 20SEP25",
    "/PLOVER/WREN 20SEP25",
    "PLOVER/WREN20SEP25",
    "PLOVER/WREN.20SEP25",
    "PLOVER/WREN/20SEP2025",
    "PLOVER/WREN 2025-09-20",
    "PLOVER/WREN 20250920",
    "1PLOVER/WREN MISS 20SEP25",
    "INF/PLOVER/WRENMISS(INF) 20SEP25/OCCUPYING SEAT",
  ])("%s", (text) => {
    expect(readInfant(text, "2026-03-01")).toEqual({
      surname: "PLOVER",
      given: "WREN",
      birthDate: "2025-09-20",
      faults: [],
    });
  });
  it.each([
    ["WREN 20SEP25", "WREN", ["PN11"]],
    ["PLOVER/WREN 9 MONTHS", "WREN", ["PN11"]],
    ["/20SEP25", null, ["PN11"]],
    ["", null, ["PN11", "EDI45"]],
  ])("what cannot be read of %j loses no infant", (text, given, codes) => {
    const read = pushed(ADULT, ssr("INFT", text));
    expect(read.travellers).toMatchObject([
      { given: "ROBIN", birthDate: null },
      { given, type: "infant", infantOf: "1" },
    ]);
    expect(read.codes?.toSorted()).toEqual(codes.toSorted());
  });
  it("without a name means the infant that is known, on each of the flights", () => {
    const { travellers } = pushed(
      ADULT,
      ssr("INFT", "PLOVER/WREN 20SEP25"),
      ssr("INFT", ""),
      ssr("INFT", ""),
    );
    expect(travellers).toHaveLength(2);
  });
});

it("a document of an infant that names nobody, under one without a surname: told, and nobody without a name is made", () => {
  const { travellers, codes } = pushed("TIF++LEYLA MRS:A:1", docs("C1234567", "20SEP25/MI"));
  expect(travellers.map(({ given }) => given)).toEqual(["LEYLA"]);
  expect(codes).toContain("PN11");
});

it("an address that ends like a name association is kept whole", () => {
  const text = ["/D/USA/12-14MAIN ST/NEW YORK", "/R/AZE/1 SIDE ST/BAKU-1PLOVER/ROBINMR"].map((address) =>
    ssr("DOCA", address),
  );
  const bytes = Buffer.from(
    `UNB+IATA:1+J2+PIU+260227:1000+R1'UNH+1+PNRGOV:13:1:IA'MSG+:22'ORG+J2'TVL+010326:1410:010326:1620+GYD+IST+J2+075'EQN+1'SRC'RCI+J2:QX7K2M'${ADULT}'${text.join("'")}'${FLIGHT.join("'")}'UNT+14+1'UNZ+1+R1'`,
  );
  expect(readBytes(bytes)[0]?.bookings?.[0]?.travellers[0]?.addresses).toMatchObject([
    { line: "12-14MAIN ST", city: "NEW YORK", country: "USA" },
    { line: "1 SIDE ST", city: "BAKU", country: "AZE" },
  ]);
});

it("a frequent flyer number whose reference names nobody is given to nobody", () => {
  const { codes } = pushed("FTI+J2:12345:9", ADULT);
  expect(codes).toContain("PN07");
});

describe("an infant that TIF announces with a traveller", () => {
  const WITH_INFANT = "TIF+PLOVER:I+ROBIN MR:A:1:1";
  it("and that nothing names: told", () => {
    expect(pushed(WITH_INFANT).codes).toEqual(["INFANT_UNNAMED"]);
    expect(pushed(WITH_INFANT, "TIF+PLOVER:I+LARK:C:2").codes).toEqual(["INFANT_UNNAMED"]);
  });
  it("of another traveller than the one whose infant is named: told", () => {
    const { codes } = pushed(
      "TIF+PLOVER:I+LARK MRS:A:2:1",
      ssr("INFT", "PLOVER/WREN 20SEP25"),
      WITH_INFANT,
      docs("C1", "01JAN90/M/01JAN30/PLOVER/ROBIN"),
    );
    expect(codes).toEqual(["INFANT_UNNAMED"]);
  });
  it.each([
    ["a TIF", "TIF+PLOVER:I+WREN:IN:2"],
    ["a TIF with a child's title alone", "TIF+PLOVER:I+WREN MSTR::2"],
    ["SSR INFT", ssr("INFT", "PLOVER/WREN 20SEP25")],
    ["SSR DOCS with the sex of an infant", docs("C2", "20SEP25/FI/01JAN30/PLOVER/WREN")],
  ])("and that %s names: nothing is said", (_, segment) => {
    expect(pushed(WITH_INFANT, segment).codes).toEqual([]);
  });
});
