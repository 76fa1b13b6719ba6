// List files: what is read of them, what is reported, and what is refused.
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readList, type ListRead, type ListReading } from "#watchlists";

const UN_LIST = new URL("../../../../shared/data/lists/un-consolidated-2026-02-27.xml", import.meta.url);

function unFile(individuals: string, root = "CONSOLIDATED_LIST"): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} dateGenerated="2026-01-31T00:00:00Z">\n<INDIVIDUALS>${individuals}</INDIVIDUALS>\n<ENTITIES/>\n</${root}>\n`;
}

const INDIVIDUAL = `
<INDIVIDUAL><DATAID>900001</DATAID><FIRST_NAME>OSTAP</FIRST_NAME><SECOND_NAME>VYMYSHLENY &amp; SON</SECOND_NAME>
<UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>TTi.001</REFERENCE_NUMBER><COMMENTS1>Gender [Male]. Invented.</COMMENTS1>
<NAME_ORIGINAL_SCRIPT>Остап Вымышленный</NAME_ORIGINAL_SCRIPT>
<NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE><VALUE>former Utopia</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ostap Vymysel; Ostap Vymyslov b) O. Vymysel</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>“Osya” (original script: Ося)</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1973</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/><NOTE>30-35 years old</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>X</CITY><COUNTRY>Türkiye</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Numéro de passeport</TYPE_OF_DOCUMENT><NUMBER>Libyan passport No. 513519</NUMBER></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification
  Number</TYPE_OF_DOCUMENT><NUMBER>1-78-09-44621-80</NUMBER><ISSUING_COUNTRY>Rwanda</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>laissez-passer</NUMBER></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT/></INDIVIDUAL>`;

function read(reading: ListReading): ListRead {
  if (!reading.accepted) throw new Error(`refused: ${reading.said.text}`);
  return reading;
}

function refusal(file: string | Uint8Array): string {
  const reading = readList(file);
  if (reading.accepted) return "accepted";
  expect(reading.said.text).not.toBe("");
  return reading.reason;
}

it("texts that no database keeps are cleaned, and a row of which no name is left is skipped", () => {
  const row = (id: string, full: string) =>
    JSON.stringify({ id, list: "X", names: [{ full, surname: full }] });
  const rows = [
    row("1", "KES\u0000TREL"),
    row("2", "WREN\ud83d"),
    row("3", "\u0000"),
    row("4", "A\tB"),
    row("5", "C"),
  ];
  const read = readList(rows.join("\n"));
  expect(read).toMatchObject({ accepted: true, counts: { entries: 4, skipped: 1 } });
  if (!read.accepted) return;
  expect(read.entries.map(({ names }) => names[0])).toMatchObject([
    { full: "KES TREL", surname: "KES TREL" },
    { full: "WREN", surname: "WREN" },
    { full: "A B", surname: "A B" },
    { full: "C" },
  ]);
  const sexes = Array.from({ length: 210 }, (_, at) => ({
    id: String(at),
    list: "X",
    names: [{ full: "N" }],
    sex: `${"a".repeat(at)}😀`,
  }));
  const notes = readList(sexes.map((one) => JSON.stringify(one)).join("\n"));
  expect(JSON.stringify(notes)).not.toMatch(/\\ud[89a-f]/i);
});

describe("the UN consolidated list", () => {
  it("reads names, dates, countries and documents with their quirks", () => {
    const list = read(readList(unFile(INDIVIDUAL)));
    expect(list).toMatchObject({ format: "un-xml", publishedAt: "2026-01-31T00:00:00Z" });
    expect(list.counts).toEqual({ rows: 1, entries: 1, skipped: 0 });
    expect(list.entries[0]).toEqual({
      id: "UN-900001",
      list: "UN",
      ref: "TTi.001",
      names: [
        { full: "OSTAP VYMYSHLENY & SON", type: "primary" },
        { full: "Остап Вымышленный", type: "original" },
        { full: "Ostap Vymysel", type: "alias" },
        { full: "Ostap Vymyslov", type: "alias" },
        { full: "O. Vymysel", type: "alias" },
        { full: "Osya", type: "weak" },
        { full: "Ося", type: "original" },
      ],
      dobs: [
        { date: "1971" },
        { date: "1970", circa: true },
        { from: "1968", to: "1973" },
        { date: "1973-11" },
      ],
      sex: "M",
      nationalities: ["IRN"],
      birthCountries: ["TUR"],
      birthPlaces: ["X, Türkiye"],
      documents: [
        { type: "P", number: "513519", country: "LBY" },
        { type: "N", number: "1-78-09-44621-80", country: "RWA" },
      ],
      category: "sanctions",
      programme: "Test",
      instructions: "Gender [Male]. Invented.",
    });
  });

  it("reports every value that was not understood", () => {
    const { notes } = read(readList(unFile(INDIVIDUAL)));
    expect(notes.map((note) => [note.code, note.value])).toEqual([
      ["date-not-understood", "30-35 years old"],
      ["country-not-understood", "former Utopia"],
      ["document-not-understood", "laissez-passer"],
    ]);
  });

  const withAlias = (alias: string) =>
    `<INDIVIDUAL><DATAID>900003</DATAID><FIRST_NAME>OSTAP</FIRST_NAME><INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY>
<ALIAS_NAME>${alias}</ALIAS_NAME></INDIVIDUAL_ALIAS></INDIVIDUAL>`;
  const aliasesIn = (alias: string) =>
    read(readList(unFile(withAlias(alias))))
      .entries.flatMap(({ names }) => names)
      .filter(({ type }) => type !== "primary")
      .map(({ full }) => full);

  it("reads what stands in brackets as a name only where it is one", () => {
    expect(aliasesIn("Osya (Ostap Ben-Ali)")).toEqual(["Osya", "Ostap Ben-Ali"]);
    expect(aliasesIn("Osya (OSYP )")).toEqual(["Osya", "OSYP"]);
    expect(aliasesIn("Osya (Ostap ben Ali)")).toEqual(["Osya"]);
    expect(aliasesIn("Osya (Ostap  Ali 2)")).toEqual(["Osya"]);
    expect(aliasesIn(", Osya, (born in Baku), born 1 Jan. 1953 (approximately) ,")).toEqual(["Osya"]);
  });

  // An expression that goes back over such a text for each of its characters does not come to an end within the test.
  const long = 200_000;
  it.each([
    ["a word that only looks like names", `Osya (${"A".repeat(long)}1)`, ["Osya"]],
    ["commas before the name", `${",".repeat(long)}Osya`, ["Osya"]],
    ["commas in the name", `Osya${",".repeat(long)}Ostap`, []],
    ["commas behind the name", `Osya${", ".repeat(long / 2)}`, ["Osya"]],
    ["births on many lines", `Osya${", born a".repeat(long / 8)}&#10;b`, ["Osya"]],
    ["brackets without an end", `Osya ${"(".repeat(long)}`, ["Osya"]],
  ])("reads an alias of 200 kB: %s", (_, alias, names) => {
    expect(aliasesIn(alias)).toEqual(names);
  });

  const documentsIn = (number: string) =>
    read(
      readList(
        unFile(
          `<INDIVIDUAL><DATAID>900004</DATAID><FIRST_NAME>OSTAP</FIRST_NAME><INDIVIDUAL_DOCUMENT><NUMBER>${number}</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>`,
        ),
      ),
    ).entries.flatMap(({ documents }) => documents.map((document) => document.number));

  it.each([
    ["Libyan passport No. 513519, issued 2001", ["513519"]],
    ["passport number : A 12 34", ["A 12 34"]],
    ["Diplomatic passport: D9001 (expired)", ["D9001"]],
    ["“Afghan Tazkira” 4411/22", ["4411/22"]],
    ["Number unknown, no. none", []],
    ["no passport number 77123", ["passport number 77123"]],
    ["C1234567", ["C1234567"]],
    ["Passport 12 AB 3456 under the name of another", ["12 AB 3456"]],
  ])("reads the number in %s", (text, numbers) => {
    expect(documentsIn(text)).toEqual(numbers);
  });

  it.each([
    ["letters", "a".repeat(long)],
    ["signs of a number", "no ".repeat(long / 3)],
    ["a sign and blanks", `no${"&#160;".repeat(long)}x`],
    ["words", "word ".repeat(long / 5)],
    ["brackets", "(".repeat(long)],
    ["commas", ",".repeat(long)],
  ])("reads no number in 200 kB of %s", (_, text) => {
    expect(documentsIn(text)).toEqual([]);
  });

  it("finds the number behind 200 kB of words", () => {
    expect(documentsIn(`${"passport ".repeat(long / 9)}C1234567`)).toEqual(["C1234567"]);
    expect(documentsIn(`${"a".repeat(long)} C1234567`)).toEqual(["C1234567"]);
  });

  it("skips an individual without name or identifier and says so", () => {
    const nameless = "<INDIVIDUAL><DATAID>900002</DATAID><FIRST_NAME/></INDIVIDUAL>";
    const six = Array.from({ length: 6 }, (_one, at) =>
      INDIVIDUAL.replace("900001", String(910000 + at)),
    ).join("");
    const list = read(readList(unFile(six + nameless)));
    expect(list.counts).toEqual({ rows: 7, entries: 6, skipped: 1 });
    expect(list.notes.at(-1)).toMatchObject({ row: 7, skipped: true, code: "no-name" });
  });

  it.skipIf(!existsSync(UN_LIST))("reads all 730 individuals of the published list", () => {
    const list = read(readList(readFileSync(UN_LIST)));
    expect(list.counts).toEqual({ rows: 730, entries: 730, skipped: 0 });
    const original = list.entries.filter((entry) => entry.names.some((name) => name.type === "original"));
    expect(original.length).toBeGreaterThanOrEqual(336);
    expect(
      list.entries.filter((entry) => entry.dobs.some((dob) => "from" in dob)).length,
    ).toBeGreaterThanOrEqual(20);
    expect(list.notes.length).toBeLessThanOrEqual(10);
  });
});

describe("entries one a line", () => {
  const entry = {
    id: "NAT-1",
    list: "NAT",
    names: [{ full: "A B", type: "primary" }],
    dobs: [{ date: "1980" }],
    sex: "F",
  };

  it("reads the short field names and takes the programme as category", () => {
    const line = {
      ...entry,
      nat: ["AZE"],
      pob: ["GEO"],
      docs: [{ type: "P", number: "C1", country: "AZE" }],
      programme: "wanted",
    };
    expect(read(readList(`${JSON.stringify(line)}\n\n`)).entries).toEqual([
      {
        id: "NAT-1",
        list: "NAT",
        ref: null,
        names: [{ full: "A B", type: "primary" }],
        dobs: [{ date: "1980" }],
        sex: "F",
        nationalities: ["AZE"],
        birthCountries: ["GEO"],
        documents: [{ type: "P", number: "C1", country: "AZE" }],
        programme: "wanted",
        category: "wanted",
      },
    ]);
  });

  it("skips bad lines with their number and refuses when they are many", () => {
    const good = Array.from({ length: 9 }, (_one, at) => JSON.stringify({ ...entry, id: `NAT-${at}` }));
    const list = read(readList([...good, "{broken"].join("\n")));
    expect(list.counts.entries).toBe(9);
    expect(list.notes).toMatchObject([{ row: 10, code: "not-json", skipped: true }]);
    expect(refusal([...good.slice(0, 3), "{broken", "{}"].join("\n"))).toBe("too-many-bad-rows");
  });
});

describe("files that are not lists", () => {
  const whole = unFile(INDIVIDUAL);
  it.each([
    ["nothing", "", "empty"],
    ["blanks", "  \n ", "empty"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x00), "utf-16"],
    ["no text", Uint8Array.of(0x41, 0x0a, 0x42, 0xe9, 0x0a), "not-utf8"],
    ["a packed file", Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14), "packed"],
    ["prose", "Dear colleague,", "unknown-format"],
    ["a web page", "<html><body>Not found</body></html>", "wrong-root"],
    ["a list of another root", unFile(INDIVIDUAL, "SDN_LIST"), "wrong-root"],
    ["a file cut in the middle", whole.slice(0, whole.length / 2), "truncated"],
    ["a file cut before its end tag", whole.slice(0, whole.indexOf("</CONSOLIDATED_LIST>")), "truncated"],
    ["a list without individuals", unFile(""), "no-entries"],
    ["crossed tags", whole.replace("</DATAID><FIRST_NAME>", "<FIRST_NAME></DATAID>"), "not-well-formed"],
    [
      "a document type with entities",
      `<!DOCTYPE x [<!ENTITY a "b">]>${whole.slice(39)}`,
      "forbidden-construct",
    ],
    ["nesting without end", unFile("<a>".repeat(50)), "too-deep"],
  ])("%s: refused", (_name, file, reason) => {
    expect(refusal(file)).toBe(reason);
  });

  it("never throws, whatever the bytes", () => {
    const mutated = fc.tuple(fc.nat(whole.length), fc.nat(40), fc.string({ maxLength: 20 }));
    fc.assert(
      fc.property(mutated, ([at, gap, text]) => {
        const reading = readList(whole.slice(0, at) + text + whole.slice(at + gap));
        expect(typeof reading.accepted).toBe("boolean");
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof readList(bytes).accepted).toBe("boolean");
      }),
    );
  });
});
