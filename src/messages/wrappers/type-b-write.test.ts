// Outgoing telegrams: what the reader takes off again is what was to be sent.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readBytes } from "../read.ts";
import { plainForLine, wrapText, writeTypeB } from "./type-b-write.ts";

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
