// Outgoing telegrams: what the reader takes off again is what was to be sent.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readBytes } from "../read.ts";
import { joinTelegramParts, readTelegramPart } from "./telegram-part.ts";
import { plainForLine, wrapText, writeTypeB, writeTypeBParts } from "./type-b-write.ts";

const unwrapped = (text: string) => text.replace(/\r\n/g, "");

test("a telegram has its priority, addresses, origin and time, and lines of at most 63 characters", () => {
  const text = `UNA:+.? 'UNB+UNOA:4+AZPIU+J2+261121:0801+C1'${"FTX+AAP+++OK TO BOARD'".repeat(9)}UNZ+1+C1'`;
  const telegram = writeTypeB({
    priority: "QU",
    to: ["MUCKMTS", "LONPPXS"],
    from: "GYDPIXS",
    at: new Date("2026-11-21T08:01:30Z"),
    possibleDuplicate: true,
    text,
  });
  const [addresses, origin, ...lines] = telegram.split("\r\n");
  expect(addresses).toBe("QU MUCKMTS LONPPXS");
  expect(origin).toBe(".GYDPIXS 210801 PDM");
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.every((line) => line.length <= 63)).toBe(true);
  expect(lines.join("")).toBe(text);
});

test("lines that were agreed stay, up to 69; wider ones are wrapped", () => {
  const lines = (width: number) => `${"A".repeat(width)}\r\n${"B".repeat(width)}\r\nC`;
  expect(wrapText(`${lines(69)}\r\n`)).toBe(lines(69));
  expect(wrapText(lines(70)).split("\r\n")).toEqual([
    "A".repeat(63),
    "A".repeat(7),
    "B".repeat(63),
    "B".repeat(7),
    "C",
  ]);
});

test("more than eight addresses go over several lines, and control characters frame the text where asked for", () => {
  const to = Array.from({ length: 9 }, (_, i) => `MUCKM${i}S`);
  const telegram = writeTypeB({
    priority: "QK",
    to,
    from: "GYDPIXS",
    at: new Date(0),
    text: "A",
    controls: true,
  });
  expect(telegram).toBe(`QK ${to.slice(0, 8).join(" ")}\r\n${to[8]}\r\n.GYDPIXS 010000\r\n\u0002A\r\n\u0003`);
});

test("no line parts a release from its character, and none ends or begins with a blank", () => {
  const letters = fc.constantFrom("?", "'", "+", ":", " ", "A", "B", "7", ")", "(");
  fc.assert(
    fc.property(
      fc.constantFrom("UNA:+.? '", "UNA:(.) -"),
      fc.array(letters, { maxLength: 400 }),
      (una, body) => {
        const text = una + body.join("");
        const lines = wrapText(text).split("\r\n");
        const release = una[6] ?? "";
        expect(lines.join("")).toBe(text);
        const lengths = lines.map((line) => line.length);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(63);
        const ends = lines.slice(0, -1).map((_, i) => lines.slice(0, i + 1).join(""));
        const releases = ends.map((end) => /(.)\1*$/s.exec(end)?.[0] ?? "");
        expect(releases.filter((run) => run.startsWith(release) && run.length % 2 === 1)).toEqual([]);
      },
    ),
  );
  const spaced = wrapText(`${"A".repeat(62)}  ${"B".repeat(62)} ${"C".repeat(10)}`).split("\r\n");
  expect(spaced.every((line) => line === line.trim())).toBe(true);
  expect(unwrapped(spaced.join("\r\n"))).toContain("A  B");
});

test("a wrapped interchange is read as the one that was written", () => {
  const text = [
    "UNA:+.? 'UNB+UNOA:4+AZPIU+J2+261121:0801+C1'UNH+1+CUSRES:D:05B:UN:IATA'BGM+962'RFF+TN:TN1'ERP+2'",
    "RFF+AVF:ABC123'ERC+0Z'FTX+AAP+++O?'LEARY MAY BOARD, IF ALL THE DOCUMENTS ARE AT HAND'UNT+7+1'UNZ+1+C1'",
  ].join("");
  const telegram = writeTypeB({
    priority: "QU",
    to: ["MUCKMTS"],
    from: "GYDPIXS",
    at: new Date("2026-11-21T08:01:30Z"),
    text,
  });
  const [whole] = readBytes(Buffer.from(text), 2);
  const [read] = readBytes(Buffer.from(telegram), 2);
  expect(read?.response).toEqual(whole?.response);
  expect(read?.response).toBeDefined();
});

test("what a line cannot carry becomes what it can", () => {
  expect(plainForLine("UNA:+.? 'FTX+AAP+++Şəki*é'")).toBe("UNA:+.? 'FTX+AAP+++S ki*e'");
  expect(plainForLine("UNA:(.) -FTX(AAP(((ok*é#-")).toBe("UNA:(.) -FTX(AAP(((OK E -");
  expect(plainForLine("UNA:*.? #FTX*AAP***ok#")).toBe("UNA:*.? #FTX*AAP***ok#");
});

const header = { priority: "QU", to: ["MUCKMTS"], from: "GYDPIXS", at: new Date("2026-11-21T08:01:30Z") };

/** An answer about so many travellers. */
function longAnswer(travellers: number): string {
  const each = Array.from(
    { length: travellers },
    (_, i) => `ERP+2'RFF+AVF:ABC${i}'RFF+ABO:${i}'ERC+0Z'FTX+AAP+++O?'LEARY MAY BOARD  IF ALL IS AT HAND'`,
  );
  const beginning =
    "UNA:+.? 'UNB+UNOA:4+AZPIU+J2+261121:0801+C1'UNH+1+CUSRES:D:05B:UN:IATA'BGM+962'RFF+TN:TN1'";
  return `${beginning}${each.join("")}UNT+${travellers * 5 + 4}+1'UNZ+1+C1'`;
}

test("what fits in one telegram bears no number", () => {
  const text = longAnswer(20);
  expect(writeTypeBParts({ ...header, text })).toEqual([writeTypeB({ ...header, text })]);
});

test.each([
  [60, false],
  [400, true],
  [9_000, false],
])("an answer about %i travellers goes in numbered telegrams that read as one", (travellers, controls) => {
  const text = longAnswer(travellers);
  const telegrams = writeTypeBParts({ ...header, text, controls });
  expect(telegrams.length).toBeGreaterThan(1);
  expect(telegrams.length).toBeLessThanOrEqual(99);
  const longest = Math.max(...telegrams.map((telegram) => telegram.length));
  expect(longest <= 3_500 || travellers > 4_000).toBe(true);
  for (const [at, telegram] of telegrams.entries()) {
    const [addresses, origin, part, ...lines] = telegram.split("\r\n");
    expect([addresses, origin, part]).toEqual([
      "QU MUCKMTS",
      ".GYDPIXS 210801",
      `PART ${at + 1}/${telegrams.length}`,
    ]);
    expect(Math.max(...lines.map((line) => line.split(/\p{Cc}/u).join("").length))).toBeLessThanOrEqual(63);
  }
  const parts = telegrams.flatMap((telegram) => readTelegramPart(Buffer.from(telegram, "latin1")) ?? []);
  expect(parts.map(({ number, of }) => [number, of])).toEqual(
    telegrams.map((_, at) => [at + 1, telegrams.length]),
  );
  const [whole] = readBytes(Buffer.from(text), 2);
  const [read] = readBytes(joinTelegramParts(parts), 2);
  expect(read?.response).toEqual(whole?.response);
  expect(read?.response).toBeDefined();
});
