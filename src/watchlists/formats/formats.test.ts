// Every list format on a small file with invented persons: what is read, what is refused, and that nothing throws.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessedMapping } from "./csv-mapped.ts";
import { listFilesTogether, readList, type ReadingOptions } from "./read-list.ts";
import { RowCollector, type ListRead } from "./reading.ts";
import * as samples from "./samples.ts";

const ofacCsv = (): string =>
  Buffer.from(listFilesTogether(samples.ofacFiles.map((text) => Buffer.from(text)))[0] ?? "").toString(
    "utf8",
  );

const FORMATS: [format: string, text: string, options?: ReadingOptions][] = [
  ["ofac-csv", ofacCsv()],
  ["ofac-xml", samples.ofacXml],
  ["ofac-advanced-xml", samples.ofacAdvancedXml],
  ["canada-xml", samples.canadaXml],
  ["eu-xml", samples.euXml],
  ["eu-csv", samples.euCsv],
  ["uk-csv", samples.ukCsv],
  ["uk-xml", samples.ukXml],
  ["uk-xml", samples.ukTreasuryXml],
  ["ftm-json", samples.ftmJson],
  ["interpol-json", samples.interpolJson],
  ["interpol-json", samples.interpolLines],
  ["csv-mapped", samples.mappedCsv, { mapping: samples.mapping }],
];

function read(text: string, options?: ReadingOptions): ListRead {
  const reading = readList(text, options);
  if (!reading.accepted) throw new Error(`refused: ${reading.said.text}`);
  return reading;
}
function reasonOf(file: string | Uint8Array, options?: ReadingOptions): string {
  const reading = readList(file, options);
  if (reading.accepted) return "accepted";
  expect(reading.said.text).not.toBe("");
  return reading.reason;
}
const never = (): never => {
  throw new Error("the sample has an entry");
};
const first = (text: string, options?: ReadingOptions) => read(text, options).entries[0];
const ostap = [{ date: "1968-12-10" }, { date: "1970", circa: true }];

describe("what is read", () => {
  it.each(FORMATS)("%s is told by its content; companies are no persons", (format, text, options) => {
    const list = read(text, options);
    expect(list.format).toBe(format);
    expect(JSON.stringify(list.entries)).not.toMatch(/"full":"Made Up/i);
    expect(list.entries[0]?.names[0]).toMatchObject({
      full: expect.stringMatching(/vymysl/i),
      type: "primary",
    });
  });

  it("the OFAC list in CSV, its four files together in any order", () => {
    const files = samples.ofacFiles.map((text) => Buffer.from(text)).toReversed();
    const [whole] = listFilesTogether(files);
    const list = read(Buffer.from(whole ?? "").toString("utf8"));
    expect(list.counts).toEqual({ rows: 2, entries: 2, skipped: 0 });
    expect(list.entries).toEqual([
      {
        id: "OFAC-90001",
        list: "OFAC",
        ref: "90001",
        names: [
          { full: "Ostap VYMYSLOV", surname: "VYMYSLOV", given: "Ostap", type: "primary" },
          { full: "Ostap Ibragim VYMYSEL", surname: "VYMYSEL", given: "Ostap Ibragim", type: "alias" },
          { full: "Uncle OSYA", type: "weak" },
        ],
        dobs: ostap,
        sex: "M",
        nationalities: ["GEO"],
        birthCountries: ["AZE"],
        birthPlaces: ["Baku, Azerbaijan"],
        titles: ["Director"],
        documents: [
          { type: "P", number: "C1234567", country: "AZE" },
          { type: "N", number: "77-12", country: "GEO" },
        ],
        keys: [
          { kind: "email", value: "ostap@example.org" },
          { kind: "phone", value: "+994501112233" },
        ],
        programme: "TEST, MADEUP",
        category: "sanctions",
        instructions: expect.stringContaining("MADE UP TRADING CO."),
      },
      expect.objectContaining({ id: "OFAC-90003", sex: "F", dobs: [{ from: "1971", to: "1973" }] }),
    ]);
  });

  it("the OFAC list in XML", () => {
    expect(first(samples.ofacXml)).toMatchObject({
      id: "OFAC-90001",
      names: [{}, { full: "Ostap Ibragim VYMYSEL", type: "alias" }, { full: "OSYA", type: "weak" }],
      dobs: ostap,
      sex: "M",
      nationalities: ["GEO"],
      birthCountries: ["AZE"],
      birthPlaces: ["Baku, Azerbaijan"],
      titles: ["Director"],
      documents: [{ type: "P", number: "C1234567", country: "AZE" }],
      keys: [{ kind: "email", value: "ostap@example.org" }],
      programme: "TEST, MADEUP",
    });
    expect(read(samples.ofacXml).publishedAt).toBe("2026-03-05");
  });

  it("the OFAC list in its advanced XML says the same of a person, and more", () => {
    const list = read(samples.ofacAdvancedXml);
    expect(list).toMatchObject({ publishedAt: "2026-03-05", notes: [], counts: { rows: 1, entries: 1 } });
    expect(list.entries).toEqual([
      {
        id: "OFAC-90001",
        list: "OFAC",
        ref: "90001",
        names: [
          { full: "Ostap VYMYSLOV", surname: "VYMYSLOV", given: "Ostap", type: "primary" },
          { full: "Остап Вымыслов", surname: "Вымыслов", given: "Остап", type: "original" },
          { full: "OSYA", type: "weak" },
        ],
        dobs: ostap,
        sex: "M",
        nationalities: ["GEO"],
        birthCountries: ["AZE"],
        birthPlaces: ["Baku, Azerbaijan"],
        titles: ["Director"],
        documents: [
          { type: "P", number: "C1234567", country: "AZE" },
          { type: "N", number: "77-1234", country: "GEO" },
        ],
        keys: [{ kind: "email", value: "ostap@example.org" }],
        programme: "TEST, MADEUP",
        category: "sanctions",
        instructions: "Invented.",
      },
    ]);
  });

  it.each([
    ["a day", "1968-12-10", "1968-12-10", { date: "1968-12-10" }],
    ["a month", "1968-12-01", "1968-12-31", { date: "1968-12" }],
    ["a year without more", "1968", "1968", { date: "1968" }],
    ["years", "1968-01-01", "1971-12-31", { from: "1968", to: "1971" }],
  ])("a birth in the advanced XML: %s", (_name, from, to, dob) => {
    const parts = (date: string) =>
      date
        .split("-")
        .map((part, at) => `<${["Year", "Month", "Day"][at]}>${part}</${["Year", "Month", "Day"][at]}>`)
        .join("");
    const period = `<Start><From>${parts(from)}</From></Start><End><To>${parts(to)}</To></End>`;
    const text = samples.ofacAdvancedXml.replace(/<Start Approximate="false">.*?<\/End>/s, period);
    expect(first(text)?.dobs[0]).toEqual(dob);
    const islamic = text.replace('DatePeriod CalendarTypeID="1"', 'DatePeriod CalendarTypeID="2"');
    expect(read(islamic).notes).toMatchObject([{ code: "date-not-understood" }]);
  });

  it("the Canadian list", () => {
    const list = read(samples.canadaXml);
    expect(list.entries).toMatchObject([
      {
        id: "CA-BLR-1Part1-7",
        ref: "1, Part 1 item 7",
        names: [
          { full: "Astap Vymyslau", type: "primary" },
          { full: "Ostap Vymyslov", type: "alias" },
          { full: "Астап Вымыслаў", type: "original" },
          { full: "Остап Вымыслов", type: "original" },
        ],
        dobs: [{ date: "1968-12-10" }, { date: "1968-10-12" }],
        nationalities: ["BLR"],
      },
      { id: "CA-HTA-1", names: [{ full: "Voronya" }], nationalities: [] },
    ]);
  });

  it("the EU list in XML and in CSV alike", () => {
    const inXml = first(samples.euXml);
    expect(inXml).toMatchObject({
      id: "EU-701",
      ref: "EU.1.1",
      names: [
        { full: "Ostap Vymyslov", surname: "Vymyslov", given: "Ostap", type: "primary" },
        { full: "Остап Вымыслов", type: "original" },
        { full: "Osya", type: "weak" },
      ],
      dobs: [...ostap, { from: "1966", to: "1969" }],
      sex: "M",
      nationalities: ["GEO"],
      birthCountries: ["AZE"],
      documents: [{ type: "P", number: "C1234567", country: "AZE" }],
      programme: "TEST",
    });
    expect(first(samples.euCsv)).toEqual({ ...inXml, names: inXml?.names.slice(0, 2) });
    expect(read(samples.euCsv).publishedAt).toBe("2026-02-03");
  });

  it("the lists of the United Kingdom", () => {
    const said = {
      names: [
        { full: "Ostap VYMYSLOV", type: "primary" },
        { full: "Остап Вымыслов" },
        { full: "Ostap Ibragim VYMYSEL" },
      ],
      dobs: [{ date: "1968-12-10" }, { date: "1970" }],
      nationalities: ["GEO", "AZE"],
      birthCountries: ["AZE"],
      documents: [{ type: "P", number: "C1234567", country: "AZE" }],
      programme: "Test",
    };
    expect(first(samples.ukCsv)).toMatchObject({ id: "UK-801", ...said });
    expect(first(samples.ukXml)).toMatchObject({
      ...said,
      id: "UK-TST0001",
      names: [said.names[0], { full: "Ostap Ibragim VYMYSEL" }, { full: "Остап Вымыслов", type: "original" }],
      sex: "M",
      nationalities: ["GEO"],
      keys: [{ kind: "phone", value: "+994501112233" }],
    });
    expect(first(samples.ukTreasuryXml)).toMatchObject({
      id: "UK-801",
      names: [{ full: "Ostap VYMYSLOV" }, { full: "Ostap VYMYSEL", type: "alias" }],
      dobs: [{ date: "1968-12-10" }],
    });
  });

  it("FollowTheMoney persons with the documents that stand beside them", () => {
    expect(first(samples.ftmJson)).toMatchObject({
      id: "FTM-NK-1",
      names: [
        { full: "Ostap Vymyslov", type: "primary" },
        { full: "Остап Вымыслов", type: "original" },
        { full: "Ostap Vymysel", type: "alias" },
        { full: "Osya", type: "weak" },
      ],
      dobs: [{ date: "1968-12-10" }, { date: "1970" }],
      sex: "M",
      nationalities: ["GEO"],
      documents: [{ type: "P", number: "C1234567", country: "AZE" }, { type: "N" }],
      category: "sanctions",
    });
  });

  it("notices, a page of them or one a line", () => {
    const said = {
      id: "INTERPOL-2026-701",
      ref: "2026/701",
      names: [{ full: "OSTAP VYMYSLOV", surname: "VYMYSLOV", given: "OSTAP" }],
      dobs: [{ date: "1968-12-10" }],
      sex: "M",
      nationalities: ["GEO"],
      birthCountries: ["AZE"],
      category: "wanted",
      instructions: "GEO: Invented charge".replace("GEO", "GE"),
    };
    expect(first(samples.interpolJson)).toMatchObject(said);
    expect(first(samples.interpolLines)).toMatchObject(said);
  });

  it("a list in CSV by its mapping; what would be calculated is left out and said", () => {
    const list = read(samples.mappedCsv, { mapping: samples.mapping });
    expect(list.entries).toMatchObject([
      {
        id: "CSV-7",
        names: [{ full: "Ostap Vymyslov" }, { type: "original" }, { full: "Ostap Vymysel", type: "alias" }],
        dobs: [{ date: "1968-12-10" }],
        nationalities: ["GEO"],
        documents: [{ type: "P", number: "C1234567", country: "AZE" }],
        keys: [{ kind: "phone", value: "+994501112233" }],
      },
      { id: "CSV-8", sex: "F", instructions: "Seen in Baku" },
    ]);
    expect(list.entries[0]).not.toHaveProperty("instructions");
    expect(list.notes).toMatchObject([{ row: 1, code: "formula-cell", field: "Note", skipped: false }]);
  });

  it("places of birth, titles and personal numbers, as far as a format has them", () => {
    const one = { birthPlaces: ["Baku, AZERBAIJAN"], titles: ["Dr", "Director"] };
    expect(first(samples.euXml)).toMatchObject(one);
    expect(first(samples.euCsv)).toMatchObject(one);
    expect(first(samples.ukXml)).toMatchObject({ ...one, birthPlaces: ["Baku, Azerbaijan"] });
    expect(first(samples.ukCsv)).toMatchObject({ birthPlaces: ["Baku, Azerbaijan"], titles: ["Dr"] });
    expect(first(samples.interpolJson)).toMatchObject({ birthPlaces: ["Baku"] });
    expect(first(samples.ftmJson)).toMatchObject({
      birthPlaces: ["Baku"],
      titles: ["Dr"],
      documents: [{ type: "P" }, { type: "N", number: "77-1234" }],
    });
    expect(
      first(samples.canadaXml.replace("<Item>7", "<TitleOrShip>Judge</TitleOrShip><Item>7")),
    ).toMatchObject({ titles: ["Judge"] });
    const mapping = {
      ...samples.mapping,
      columns: {
        reference: "No",
        fullName: "Name",
        birthPlace: "At",
        title: "Is",
        documentNumber: "Id",
        documentType: "Kind",
      },
    };
    const table =
      "No;Name;At;Is;Id;Kind\n1;Ostap Vymyslov;Baku, Azerbaijan;Dr|Judge;77-1234;Personal number\n";
    expect(first(table, { mapping })).toMatchObject({
      birthPlaces: ["Baku, Azerbaijan"],
      titles: ["Dr", "Judge"],
      documents: [{ type: "N", number: "77-1234" }],
    });
    const entry = { id: "X-1", list: "X", names: [{ full: "Ostap Vymyslov" }], ...one };
    expect(first(JSON.stringify(entry))).toMatchObject(one);
  });

  it("a mapping is guessed from what columns are called", () => {
    const { columns, mapping } = guessedMapping(
      "ID,Surname,Given names,Date of birth,Shoe size\n1,A,B,1970,42\n",
    );
    expect(columns).toEqual(["ID", "Surname", "Given names", "Date of birth", "Shoe size"]);
    expect(mapping).toEqual({
      separator: ",",
      dates: "day-first",
      columns: { reference: "ID", surname: "Surname", given: "Given names", birthDate: "Date of birth" },
    });
  });
});

describe("what is refused", () => {
  it.each(FORMATS)("%s cut in the middle of what it says", (_format, text, options) => {
    const at = text.indexOf("1968") + 2;
    expect(reasonOf(text.slice(0, at), options)).not.toBe("accepted");
  });

  it.each(FORMATS)("%s in UTF-16 and, with Cyrillic in it, in windows-1251", (_format, text, options) => {
    for (const bytes of [Buffer.from(text, "utf16le"), Buffer.from(`\uFEFF${text}`, "utf16le")]) {
      expect(reasonOf(bytes, options)).toBe("utf-16");
    }
    const cyrillic = text.replace(/Vymyslov|VYMYSLOV/, "Вымыслов");
    const old = Uint8Array.from(cyrillic, (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code >= 0x410 && code <= 0x44f ? code - 0x350 : code & 0x7f;
    });
    expect(reasonOf(old, options)).toBe("not-utf8");
  });

  it.each(FORMATS.filter(([format]) => format.endsWith("-xml")))(
    "%s with a document type",
    (_format, text) => {
      const root = text.indexOf("<", text.indexOf("?>"));
      const declared = `${text.slice(0, root)}<!DOCTYPE x [<!ENTITY a "b">]>${text.slice(root)}`;
      expect(reasonOf(declared)).toBe("forbidden-construct");
    },
  );

  it("a list that holds fewer than it says", () => {
    const fewer = samples.ofacXml.replace(/<sdnEntry><uid>90002.*<\/sdnEntry>/, "");
    expect(reasonOf(fewer)).toBe("count-differs");
    expect(reasonOf(samples.interpolJson.replace('"total":1', '"total":40'))).toBe("count-differs");
  });

  it("the OFAC names without the others are a list; the others without the names are none", () => {
    const [names, otherNames, addresses, comments] = samples.ofacFiles;
    expect(reasonOf(names)).toBe("accepted");
    for (const part of [otherNames, addresses, comments]) expect(reasonOf(part)).toBe("part-missing");
    expect(reasonOf(`${names.slice(0, names.indexOf("90003"))}${otherNames}`)).toBe("parts-apart");
  });

  it("a table without the columns of its mapping", () => {
    const options = { mapping: samples.mapping };
    expect(reasonOf(samples.mappedCsv.replace("Born", "Birthday"), options)).toBe("columns-missing");
    expect(reasonOf("Dear colleague,", options)).toBe("columns-missing");
  });
});

describe("names that nobody has", () => {
  const table = (...names: string[]) =>
    names.map((full, at) => JSON.stringify({ id: `X-${at}`, list: "X", names: [{ full }] })).join("\n");

  it("a name of 10,000 letters or of symbols alone is left out and said; the row goes where no other is left", () => {
    const good = Array.from({ length: 9 }, (_, at) => `Ostap Vymyslov ${at}`);
    const list = read(table(...good, "A".repeat(10_000), "☃☃☃"));
    expect(list.counts).toEqual({ rows: 11, entries: 9, skipped: 2 });
    expect(list.notes.map(({ row, code }) => [row, code])).toEqual([
      [10, "name-too-long"],
      [10, "no-name"],
      [11, "name-without-letters"],
      [11, "no-name"],
    ]);
    const mixed = samples.canadaXml.replace("Ostap Vymyslov,", `${"A".repeat(400)}, +++, Ostap Vymyslov,`);
    expect(read(mixed).entries[0]?.names).toHaveLength(4);
    expect(read(mixed).notes.map(({ code }) => code)).toEqual(["name-too-long", "name-without-letters"]);
  });

  it("more entries than any list has are refused, and no more are held", () => {
    const rows = new RowCollector(2);
    for (const id of ["X-1", "X-2", "X-3", "X-4"]) {
      rows.nextRow();
      rows.add({ ...(first(samples.ofacXml) ?? never()), id });
    }
    expect(rows.finish("ndjson", null)).toMatchObject({ accepted: false, reason: "too-many-entries" });
  });
});

describe("whatever the bytes", () => {
  it.each(FORMATS)("%s: read or refused, never thrown", (_format, text, options) => {
    const damage = fc.tuple(fc.nat(text.length), fc.nat(60), fc.string({ maxLength: 20, unit: "binary" }));
    fc.assert(
      fc.property(damage, ([at, gap, put]) => {
        const reading = readList(text.slice(0, at) + put + text.slice(at + gap), options);
        const said = reading.accepted
          ? reading.entries.map((entry) => [...entry.names, ...entry.documents, ...(entry.keys ?? [])].length)
          : [reading.said.text.length];
        expect(Math.min(...said)).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  const long = 300_000;
  it.each([
    [
      "remarks of one announcement",
      `1,"A, B","individual",-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"${"cedula de ".repeat(long / 10)}"\n`,
    ],
    [
      "remarks of semicolons",
      `1,"A, B","individual",-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"${";".repeat(long)}"\n`,
    ],
    [
      "remarks of brackets",
      `1,"A, B","individual",-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"Passport 1${"(".repeat(long)}"\n`,
    ],
    ["quotation marks", `1,"A, B","individual",${'"'.repeat(long)}\n`],
    ["an alias of commas", samples.canadaXml.replace("Ostap Vymyslov,", ",a".repeat(long / 2))],
    ["an alias of blanks", samples.canadaXml.replace("Ostap Vymyslov,", `A${" ".repeat(long)}Б`)],
    ["births of words", samples.ofacXml.replace("10 Dec 1968", "to ".repeat(long / 3))],
    ["nationalities without end", samples.ukCsv.replace("(1) Georgia", "(1) ".repeat(long / 4))],
    ["a comment before the root", samples.euXml.replace("<export", `<!--${"-".repeat(3_000)}<export`)],
  ])("%s of 300 kB come to an end", (_name, text) => {
    expect(typeof readList(text).accepted).toBe("boolean");
  });
});
