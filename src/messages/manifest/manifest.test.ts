// Manifests of coaches, trains, ships and private aircraft: samples, workbooks, templates, reports, and hostile files.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { ReadMessage } from "../message.ts";
import { redact } from "../minimise/redact.ts";
import { readBytes, readMessages, readTransmission } from "../read.ts";
import { COLUMNS, MODES } from "./columns.ts";
import { reportOnManifest } from "./report.ts";
import { manifestTemplate } from "./template.ts";
import { serialDate } from "./values.ts";
import { writeWorkbook } from "./workbook-write.ts";

const folder = join(import.meta.dirname, "../../../samples/manifest");
const samples = readdirSync(folder).filter((name) => /\.(?:csv|xlsx)$/.test(name));
const codes = (message: ReadMessage | undefined): readonly string[] =>
  message?.findings.map(({ code }) => code) ?? [];

const facts = (messages: readonly ReadMessage[]) =>
  messages.map(({ kind, syntax, version, accepted, findings, passengerList, cuts }) => ({
    kind,
    syntax,
    version,
    accepted,
    findings: findings.map(({ code, segment, tag, offset }) => [code, segment, tag, offset]),
    passengerList,
    cuts,
  }));

describe.each(samples)("samples/manifest/%s", (name) => {
  const source = readFileSync(join(folder, name));
  const expected: unknown = JSON.parse(
    readFileSync(join(folder, name.replace(/\.(?:csv|xlsx)$/, ".expected.json")), "utf8"),
  );

  it("reads as expected", () => {
    expect(facts(readBytes(source))).toEqual(expected);
  });

  it("reads the same byte by byte", async () => {
    const messages: ReadMessage[] = [];
    for await (const message of readMessages(Array.from(source, (byte) => Uint8Array.of(byte))))
      messages.push(message);
    expect(facts(messages)).toEqual(expected);
  });

  it("gives the same list from what may be kept of it, with nothing more to cut", () => {
    const { messages, content } = readTransmission(source);
    for (const message of messages) {
      const again = readBytes(redact(content, message).bytes);
      expect(again.map(({ passengerList }) => passengerList)).toEqual([message.passengerList]);
      expect(again.map(({ cuts }) => cuts)).toEqual([[]]);
    }
  });
});

const HEADER =
  "mode,carrier_code,service_no,dep_place,dep_time,arr_place,surname,given,birth_date,doc_no,phone";
const VOYAGE = "BUS,EXB,451,Rasht (IR),2027-05-01 07:00,AZBAK";
const table = (...rows: readonly string[]): string => [HEADER, ...rows].join("\n");
const read = (text: string | Buffer): ReadMessage | undefined =>
  readBytes(typeof text === "string" ? Buffer.from(text, "utf8") : text)[0];
const person = "KESTREL,WREN,1990-01-01,C0190101,";

describe("tables of separated values", () => {
  it.each([
    [";", "UTF-8", "utf8"],
    ["|", "UTF-16 LE with a mark", "utf16le"],
    ["\t", "UTF-8", "utf8"],
  ] as const)("separated by %j in %s", (separator, _, encoding) => {
    const text = table(`${VOYAGE},ƏLİYEV,ŞAMİL,1990-01-01,C0190101,`).replaceAll(",", separator);
    const message = read(Buffer.from(encoding === "utf8" ? text : `\uFEFF${text}`, encoding));
    expect(message?.passengerList?.travellers).toMatchObject([{ surname: "ƏLİYEV", given: "ŞAMİL" }]);
    expect(message?.accepted).toBe(true);
  });

  it("UTF-16 without a mark, and Windows-1252", () => {
    const text = table(`${VOYAGE},MÜLLER,WREN,1990-01-01,C0190101,`);
    for (const bytes of [Buffer.from(text, "utf16le"), Buffer.from(text, "latin1")])
      expect(read(bytes)?.passengerList?.travellers).toMatchObject([{ surname: "MÜLLER" }]);
  });

  it("quoted line breaks and separators stay in a value", () => {
    const message = read(table(`${VOYAGE},"KESTREL, ""THE""\nSECOND",WREN,1990-01-01,C0190101,`));
    expect(message?.passengerList?.travellers[0]?.surname).toBe('KESTREL, "THE" SECOND');
  });

  it.each([
    ["1990-01-31", "1990-01-31"],
    ["19900131", "1990-01-31"],
    ["31.01.1990", "1990-01-31"],
    ["31/01/1990", "1990-01-31"],
    ["01/31/1990", "1990-01-31"],
    ["1990", "1990"],
    ["1990-01", "1990-01"],
    ["01/02/1990", null],
    ["1990-13-01", null],
    ["yesterday", null],
  ])("a date of birth written %s", (sent, expected) => {
    const message = read(table(`${VOYAGE},KESTREL,WREN,${sent},C0190101,`));
    expect(message?.passengerList?.travellers[0]?.birthDate).toBe(expected);
    expect(codes(message).includes("MF11")).toBe(expected === null);
  });

  it("what is not kept is cut from the source, sensitive words with their reason", () => {
    const message = read(table(`${VOYAGE},KESTREL,WREN,1990-01-01,C0190101,+994 12 5550100`));
    expect(message?.cuts.map(({ reason }) => reason)).toEqual(["not-admitted"]);
    expect(JSON.stringify(message?.passengerList)).not.toContain("5550100");
  });

  it("without the voyage nothing is taken, and each missing column is named", () => {
    const message = read("surname,given,doc_no,mode\nKESTREL,WREN,C0190101,\n");
    expect(message?.accepted).toBe(false);
    const missing = message?.findings
      .filter(({ code }) => code === "MF01")
      .map(({ values }) => values?.["column"]);
    expect(missing).toEqual(["dep_place", "arr_place"]);
    expect(codes(message)).toContain("MF09");
  });

  it("more rows or bytes than the limit: said, not taken, those before are shown", () => {
    const many = read(
      table(...Array.from({ length: 20_001 }, (_, i) => `${VOYAGE},K${i},W,1990-01-01,C${i}A0000,`)),
    );
    expect(many?.accepted).toBe(false);
    expect(codes(many)).toContain("MF04");
    expect(many?.passengerList?.travellers).toHaveLength(20_000);
    const wide = "X".repeat(2000);
    const long = read(
      table(...Array.from({ length: 4000 }, () => `${VOYAGE},KESTREL,WREN,1990-01-01,C0190101,${wide}`)),
    );
    expect(long?.accepted).toBe(false);
    expect(codes(long)).toContain("MF05");
  });

  it("a table of nothing but open quotation marks is read in one pass", () => {
    const row = `${'"a,'.repeat(190)}\n`;
    const message = read(table(...Array.from({ length: 1500 }, () => row)));
    expect(message?.accepted).toBe(false);
    expect(codes(message)).toContain("MF06");
  });

  it("an interchange with the word in it is no table", () => {
    expect(read("UNB+UNOA:4+surname,given,sex+PIU+260301:1305+1'UNZ+0+1'")?.syntax).toBe("edifact");
  });
});

const voyageSheet = (values: Readonly<Record<string, string>>) => ({
  name: "Voyage",
  columns: [{ width: 10, input: false }],
  headers: 0,
  rows: Object.entries(values),
  choices: [],
});
const personSheet = (rows: readonly (readonly string[])[]) => ({
  name: "Persons",
  columns: [{ width: 10, input: true }],
  headers: 1,
  rows: [["surname", "given", "birth_date", "doc_no"], ...rows],
  choices: [],
});
const SHIP = {
  mode: "SEA",
  carrier_code: "EXS",
  service_no: "V12",
  dep_place: "TMKRW",
  dep_time: "2027-05-01 18:00",
  arr_place: "AZBAK",
};

/** A workbook of parts, as other programs write it. */
function book(sheet: string, more: Readonly<Record<string, string>> = {}, workbook = "<workbook/>"): Buffer {
  const parts: Readonly<Record<string, string>> = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": workbook,
    "xl/worksheets/sheet1.xml": sheet,
    ...more,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))),
  );
}

const inline = (reference: string, text: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
const header = [
  "mode",
  "carrier_code",
  "dep_place",
  "dep_time",
  "arr_place",
  "surname",
  "birth_date",
  "doc_no",
]
  .map((name, i) => inline(`${String.fromCharCode(65 + i)}1`, name))
  .join("");
const rowOf = (surname: string): string =>
  `<row r="2">${inline("A2", "SEA")}${inline("B2", "EXS")}${inline("C2", "TMKRW")}<c r="D2"><v>46508.75</v></c>${inline("E2", "AZBAK")}${surname}<c r="G2"><v>32874</v></c><c r="H2"><v>1234567</v></c></row>`;
const sheet = (surname: string): string =>
  `<worksheet><sheetData><row r="1">${header}</row>${rowOf(surname)}</sheetData></worksheet>`;

describe("workbooks", () => {
  it("one sheet for the voyage, another for the persons", () => {
    const bytes = writeWorkbook([
      voyageSheet(SHIP),
      personSheet([["KESTREL", "WREN", "1990-01-01", "C0190101"]]),
    ]);
    const message = read(Buffer.from(bytes));
    expect(message).toMatchObject({ kind: "PAXLST", syntax: "csv", accepted: true });
    expect(message?.passengerList).toMatchObject({
      flights: [
        {
          carrier: "EXS",
          number: "V12",
          legs: [{ from: "TMKRW", to: "AZBAK", departs: "2027-05-01T18:00" }],
        },
      ],
      travellers: [{ surname: "KESTREL", segment: 2 }],
      carriage: { mode: "SEA" },
    });
  });

  it("shared texts, serial dates of both counts, numbers as they are meant", () => {
    const shared =
      "<sst><si><t>KES</t></si><si><r><t>MAR</t></r><r><t>TIN</t></r><rPh><t>x</t></rPh></si></sst>";
    const bytes = book(sheet('<c r="F2" t="s"><v>1</v></c>'), { "xl/sharedStrings.xml": shared });
    expect(read(bytes)?.passengerList).toMatchObject({
      flights: [{ legs: [{ departs: "2027-05-01T18:00" }] }],
      travellers: [{ surname: "MARTIN", birthDate: "1990-01-01", documents: [{ number: "1234567" }] }],
    });
    expect(serialDate(60, "day", false)).toBe("1900-02-28");
    expect(serialDate(1, "day", false)).toBe("1900-01-01");
    expect(serialDate(0, "day", true)).toBe("1904-01-01");
    expect(serialDate(32874, "day", false)).toBe("1990-01-01");
  });

  it("a formula is not taken, its value neither", () => {
    const bytes = book(sheet('<c r="F2" t="str"><f>HYPERLINK("http://x")</f><v>KESTREL</v></c>'));
    const message = read(bytes);
    expect(message?.findings.find(({ code }) => code === "MF16")).toMatchObject({
      segment: 2,
      tag: "surname",
    });
    expect(message?.passengerList?.travellers).toMatchObject([{ surname: "" }]);
  });

  it.each([
    ["macros", { "xl/vbaProject.bin": "x" }, "MF17"],
    ["macros by their type", { "[Content_Types].xml": "<Types>macroEnabled</Types>" }, "MF17"],
    ["no sheet of persons", { "xl/worksheets/sheet1.xml": "<worksheet/>" }, "MF20"],
    ["a sheet with a document type", { "xl/worksheets/sheet1.xml": "<!DOCTYPE x><worksheet/>" }, "MF18"],
    ["a sheet broken off", { "xl/worksheets/sheet1.xml": "<worksheet><row>" }, "MF18"],
    ["too much in it", { "xl/media/image1": "A".repeat(60 * 1024 * 1024) }, "MF19"],
    ["too many parts", Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`a${i}`, "x"])), "MF19"],
  ])("%s: refused", (_, parts, code) => {
    const [message] = readBytes(book(sheet(inline("F2", "KESTREL")), parts));
    expect(message).toMatchObject({ kind: "UNKNOWN", accepted: false });
    expect(codes(message)).toEqual([code]);
  });

  it("links to other files are told and not followed", () => {
    const bytes = book(sheet(inline("F2", "KESTREL")), {
      "xl/externalLinks/externalLink1.xml": "<externalLink/>",
    });
    expect(codes(read(bytes))).toContain("MF21");
  });

  it("a bomb that declares to be small stops at the limit", () => {
    const zip = book(sheet(inline("F2", "KESTREL")), {
      "xl/sharedStrings.xml": " ".repeat(64 * 1024 * 1024),
    });
    // The size in the directory is made a lie.
    for (
      let at = zip.indexOf("PK\u0001\u0002", 0, "latin1");
      at >= 0;
      at = zip.indexOf("PK\u0001\u0002", at + 4, "latin1")
    )
      zip.writeUInt32LE(100, at + 24);
    expect(codes(readBytes(zip)[0])).toEqual(["MF19"]);
  });

  it.each([
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1000000", "hex")],
    ["a container that is none", Buffer.from("PK\u0003\u0004 and nothing else")],
    ["an encrypted one", encrypted(book(sheet(inline("F2", "KESTREL"))))],
  ])("%s: refused", (_, bytes) => {
    expect(codes(readBytes(bytes)[0])).toEqual(["MF18"]);
  });
});

function encrypted(zip: Buffer): Buffer {
  const at = zip.indexOf("PK\u0001\u0002", 0, "latin1");
  zip.writeUInt16LE(1, at + 8);
  return zip;
}

describe("one number for two persons", () => {
  const numbered = (...rows: readonly string[]): ReadMessage | undefined =>
    read(
      [
        "mode,carrier_code,dep_place,dep_time,arr_place,person_no,surname,given,sex,birth_date,nationality,doc_no",
        ...rows.map((row) => `BUS,EXB,Rasht (IR),2027-05-01 07:00,AZBAK,1,${row}`),
      ].join("\n"),
    );
  const first = "KESTREL,ROBIN,F,1972-03-02,GBR,C0190101";

  it.each(["KESTREL,,M,,,X777888", "KESTREL,,,,AZE,X777888", "KESTREL,ROBIN,,,AZE,X777888"])(
    "told by another sex or nationality: %s",
    (second) => {
      const message = numbered(first, second);
      expect(message?.passengerList?.travellers.map(({ documents }) => documents.length)).toEqual([1, 1]);
      expect(codes(message)).toEqual(["MF22"]);
    },
  );

  it.each(["KESTREL,,F,,,X777888", "KESTREL,,U,,gbr,X777888", ",,,,,X777888"])("not of %s", (second) => {
    const message = numbered(first, second);
    expect(message?.passengerList?.travellers.map(({ documents }) => documents.length)).toEqual([2]);
    expect(codes(message)).toEqual([]);
  });

  it("a second passport of another State is that of the person it names in full", () => {
    const message = numbered(first, "KESTREL,ROBIN,F,1972-03-02,AZE,X777888");
    expect(message?.passengerList?.travellers).toMatchObject([
      { nationality: "GBR", otherNationalities: ["AZE"], documents: [{}, { number: "X777888" }] },
    ]);
  });
});

it("what differs between rows is said once for each column", () => {
  const other = "BUS,EXB,452,Rasht (IR),2027-05-02 07:00,AZBAK";
  const message = read(
    table(...[VOYAGE, other, other, other].map((voyage, i) => `${voyage},K${"ABCD"[i]},${person.slice(8)}`)),
  );
  expect(codes(message).filter((code) => code === "MF08")).toHaveLength(2);
});

describe("templates", () => {
  it.each(MODES)("the table for %s reads as it stands", (mode) => {
    const message = read(Buffer.from(manifestTemplate("csv", mode)));
    expect(message).toMatchObject({ kind: "PAXLST", accepted: true, findings: [] });
    expect(message?.passengerList?.carriage?.mode).toBe(mode);
  });

  it("the workbook names its columns and holds no person yet", () => {
    const [message] = readBytes(manifestTemplate("xlsx", "RAIL"));
    expect(codes(message)).toEqual(expect.arrayContaining(["MF25"]));
    expect(codes(message)).not.toContain("MF01");
    expect(codes(message)).not.toContain("MF02");
    expect(Buffer.from(manifestTemplate("xlsx", "RAIL"))).toEqual(
      Buffer.from(manifestTemplate("xlsx", "RAIL")),
    );
  });

  it("asks for nothing that is not kept", () => {
    const asked = Buffer.from(manifestTemplate("csv", "BUS")).toString("utf8").split("\r\n")[0];
    for (const { name, dropped } of COLUMNS) expect(asked?.includes(name)).toBe(dropped !== true);
  });
});

describe("reports", () => {
  it("the table comes back with what is wrong beside each row, formulas made harmless", () => {
    const source = Buffer.from(table(`${VOYAGE},${person}`, `${VOYAGE},,WREN,=1+1,@x,+994125550100`), "utf8");
    const [message] = readBytes(source);
    const { bytes, format } = reportOnManifest(source, message!);
    const lines = Buffer.from(bytes).toString("utf8").split("\r\n");
    expect(format).toBe("csv");
    expect(lines[0]).toMatch(/,phone,result$/);
    expect(lines[1]).toMatch(/,OK$/);
    expect(lines[2]).toContain(",'=1+1,'@x,'+994125550100,");
    expect(lines[2]).toMatch(/error MF13: .* \| error MF16:/);
  });

  it("sent again, it is read as before, and reported on anew", () => {
    const source = Buffer.from(table(`${VOYAGE},${person}`), "utf8");
    const { bytes } = reportOnManifest(source, readBytes(source)[0]!);
    const [again] = readBytes(bytes);
    expect(again?.passengerList).toEqual(readBytes(source)[0]?.passengerList);
    expect(Buffer.from(reportOnManifest(bytes, again!).bytes).toString()).not.toMatch(/result.*result/);
  });

  it("a workbook comes back as one", () => {
    const source = writeWorkbook([voyageSheet(SHIP), personSheet([["", "WREN", "1990-01-01", "C0190101"]])]);
    const { bytes, format } = reportOnManifest(source, readBytes(source)[0]!);
    expect(format).toBe("xlsx");
    const { content } = readTransmission(bytes);
    expect(Buffer.from(content).toString("utf8")).toContain("error MF13");
  });
});

describe("never throws", () => {
  const files = [
    ...samples.map((name) => readFileSync(join(folder, name))),
    Buffer.from(manifestTemplate("xlsx", "SEA")),
    book(sheet(inline("F2", "KESTREL"))),
  ];
  it("whatever is done to a file", () => {
    const insert = fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.constantFrom(Buffer.from('"'), Buffer.from("\n=")),
    );
    const damage = fc.record({ at: fc.nat(), remove: fc.nat(16), insert });
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        (file, all) => {
          let bytes = file;
          for (const each of all) {
            const at = each.at % (bytes.length + 1);
            bytes = Buffer.concat([bytes.subarray(0, at), each.insert, bytes.subarray(at + each.remove)]);
          }
          const { messages, content } = readTransmission(bytes);
          for (const message of messages) {
            expect(message.accepted || message.findings.length > 0).toBe(true);
            redact(content, message);
            reportOnManifest(bytes, message);
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it("with random bytes behind a header", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        const bytes = Buffer.concat([Buffer.from(`${HEADER}\n${VOYAGE},`), tail]);
        expect(readBytes(bytes)).toHaveLength(1);
      }),
    );
  });
});

it("has a sample for each way to send", () => {
  expect(existsSync(join(folder, "coach.csv"))).toBe(true);
  expect(samples.length).toBeGreaterThan(3);
});
