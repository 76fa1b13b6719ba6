// Reading transmissions through the front door: wrappers, envelopes, damage, chunks, hostile input.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readServiceCharacters } from "./edifact/service-characters.ts";
import { aPassengerList, aPerson } from "./fixtures.ts";
import type { ReadMessage } from "./message.ts";
import { joinPieces, readBytes, readTransmission, readMessages } from "./read.ts";
import { MessageScanner } from "./scanner.ts";

const read = (text: string): ReadMessage[] => readBytes(Buffer.from(text, "latin1"));
const only = (text: string): ReadMessage => {
  const messages = read(text);
  expect(messages).toHaveLength(1);
  return messages[0]!;
};
const codes = (message: ReadMessage | undefined): string[] => message?.findings.map(({ code }) => code) ?? [];

/** What a reading says, without offsets: for comparing the same content in other clothes. */
function content(messages: readonly ReadMessage[]): unknown {
  return messages.map(({ kind, control, accepted, passengerList }) => ({
    kind,
    control,
    accepted,
    passengerList,
  }));
}

function readInChunks(bytes: Uint8Array, sizes: readonly number[], runBytes: number): ReadMessage[] {
  const scanner = new MessageScanner(runBytes);
  const messages: ReadMessage[] = [];
  const takeReady = (): void => {
    for (let message = scanner.next(); message !== null; message = scanner.next()) messages.push(message);
  };
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    scanner.push(bytes.subarray(at, at + size));
    takeReady();
    at += size;
  }
  scanner.end();
  takeReady();
  return joinPieces(messages);
}

describe("an interchange as it should be", () => {
  it("is read without any finding", () => {
    const message = only(aPassengerList());
    expect(codes(message)).toEqual([]);
    expect(message).toMatchObject({
      index: 0,
      kind: "PAXLST",
      syntax: "edifact",
      version: "D.05B",
      accepted: true,
      cuts: [],
      control: {
        sender: "J2",
        recipient: "PIU",
        interchange: "260301130501",
        message: "PAX001",
        part: null,
        final: true,
      },
    });
  });

  it("says where its message begins and ends in the input", () => {
    const text = aPassengerList();
    const message = only(`  ${text}`);
    expect(message.start).toBe(text.indexOf("UNH") + 2);
    expect(`  ${text}`.slice(message.start, message.end)).toMatch(/^UNH.*UNT\+\d+\+PAX001'$/);
  });

  it.each([
    [["01", "C"], 1, null, false],
    [["02"], 2, null, false],
    [["03", "F"], 3, 3, true],
    [["01"], 1, null, true],
    [["01", "F"], 1, 1, true],
  ])("knows its place in a series: S010 %j", (part, number, parts, final) => {
    expect(only(aPassengerList({ part, accessReference: "X1" })).control).toMatchObject({
      accessReference: "X1",
      part: number,
      parts,
      final,
    });
  });
});

describe("wrappers", () => {
  const plain = content(read(aPassengerList()));
  const una = (six: string) => readServiceCharacters(Buffer.from(six, "latin1"), 0)!;

  it.each([[":+.? '"], [":+.?*'"], ["*:.? #"], [":-.? '"], [":(.) -"], ["\u001f\u001d.  \u001c"]])(
    "reads UNA %j",
    (six) => {
      const message = read(aPassengerList({ characters: una(six) }));
      expect(content(message)).toEqual(plain);
    },
  );

  it.each([
    ["defaults", aPassengerList({ serviceString: false })],
    [
      "SIRE:4 ends segments with a quotation mark",
      aPassengerList({ serviceString: false, syntax: ["SIRE", "4"], characters: una(':+.? "') }),
    ],
    [
      "level B",
      aPassengerList({
        serviceString: false,
        syntax: ["UNOB", "1"],
        characters: una("\u001f\u001d.  \u001c"),
      }),
    ],
    ["ungrouped", aPassengerList({ serviceString: false, grouped: false })],
  ])("finds the separators without UNA: %s", (_, text) => {
    const message = only(text);
    expect([message.kind, codes(message), message.passengerList?.travellers.length]).toEqual([
      "PAXLST",
      [],
      1,
    ]);
  });

  it("passes over telegram and mail text before and after", () => {
    const telegram = `\r\nQN PIUXXJ2\r\n.GYDXXJ2 011305\r\n${aPassengerList({ wrapAt: 63 })}\r\n\r\nSecured by a mail gateway\r\n`;
    const [message] = read(telegram);
    expect(content([message!])).toEqual(plain);
    expect(codes(message)).toEqual(["TRANSPORT_TEXT", "TRANSPORT_TEXT"]);
  });

  it("strips control characters and a byte order mark", () => {
    const text = aPassengerList();
    const message = readBytes(
      Buffer.concat([
        Buffer.from("\ufeff", "utf8"),
        Buffer.from(`\u0001\u0002${text}\u0003\f\0\0`, "latin1"),
      ]),
    );
    expect(content(message)).toEqual(plain);
    expect(new Set(codes(message[0]))).toEqual(new Set(["CONTROL_CHARACTERS"]));
  });

  it("says when data follows an interchange that no telegram surrounds", () => {
    expect(codes(only(`${aPassengerList()}\r\nLEFT OVER`))).toEqual(["EDI33"]);
  });

  it("reads several interchanges, each with its own separators", () => {
    const parts = [
      aPassengerList(),
      aPassengerList({ characters: una("*:.? #") }),
      aPassengerList({ serviceString: false }),
    ];
    const messages = read(parts.join("\r\n"));
    expect(messages.map(({ index, findings }) => [index, findings.length])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
    expect(content(messages)).toEqual([
      ...(plain as unknown[]),
      ...(plain as unknown[]),
      ...(plain as unknown[]),
    ]);
  });

  it("refuses service characters that cannot be used, and reads by the defaults all the same", () => {
    const message = only(aPassengerList().replace("UNA:+.? '", "UNA::.? '"));
    expect(message.accepted).toBe(false);
    expect(codes(message)).toEqual(["EDI20"]);
    expect(message.passengerList?.travellers).toHaveLength(1);
  });
});

describe("envelope rules: each breach has its own code and no other", () => {
  const text = aPassengerList();
  it.each<[string, string, string, readonly string[]]>([
    ["UNZ reference", "UNZ+1+260301130501", "UNZ+1+9", ["EDI28"]],
    ["UNE reference", "UNE+1+1", "UNE+1+2", ["EDI28"]],
    ["UNT reference", "+PAX001'UNE", "+PAX002'UNE", ["EDI28"]],
    ["UNT count", /UNT\+\d+/.exec(text)![0], "UNT+7", ["EDI29"]],
    ["UNE count", "UNE+1", "UNE+2", ["EDI29"]],
    ["UNZ count", "UNZ+1", "UNZ+3", ["EDI29"]],
    ["date of preparation", "+260301:1305+260301130501", "+261301:1305+260301130501", ["EDI24"]],
    ["no interchange reference", "+260301130501++APIS", "+++APIS", ["EDI13", "EDI28"]],
    ["password", "++APIS'", "+APIS'", ["APPLICATION_REFERENCE_SHIFTED"]],
    ["text between segments", "'UNE", "'JUNK+1'UNE", ["TAG_INVALID", "EDI33"]],
    ["syntax version", "UNOA:4", "UNOA:9", ["SYNTAX_VERSION"]],
    ["directory of the group", "+UN+D:05B'", "+UN+D:02B'", ["VERSION_DIFFERS"]],
    ["no UNZ", "UNZ+1+260301130501'", "", ["TRAILER_MISSING"]],
    ["no UNE", "UNE+1+1'", "", ["TRAILER_MISSING"]],
    ["no UNT", /UNT\+\d+\+PAX001'/.exec(text)![0], "", ["TRAILER_MISSING"]],
    ["no UNG", /UNG[^']*'/.exec(text)![0], "", ["HEADER_MISSING"]],
    ["lower case under UNOA", "OPERATIONS", "operations", ["EDI21"]],
    ["separator at the end", "DTM+36:310809'", "DTM+36:310809:'", ["EDI45"]],
    ["two terminators", "DTM+36:310809'", "DTM+36:310809''", ["SEGMENT_EMPTY"]],
    ["needless release", "OPERATIONS", "OPER?ATIONS", ["RELEASE_NEEDLESS"]],
    ["lost terminator", "LOC+179+IST'", "LOC+179+IST\r\n", ["TERMINATOR_LOST"]],
    ["another tag for UNH", "UNH+PAX001", "UNX+PAX001", ["HEADER_TAG"]],
    ["no tag for UNH", "UNH+PAX001", "+PAX001", ["HEADER_TAG", "TAG_INVALID"]],
    ["a character in front of UNH", "UNH+PAX001", "XUNH+PAX001", ["HEADER_TAG", "TAG_INVALID"]],
    ["a separator in front of UNH", "UNH+PAX001", "+UNH+PAX001", ["HEADER_TAG", "TAG_INVALID"]],
    ["a terminator inside of UNH", "UNH+PAX001", "U'NH+PAX001", ["EDI33", "HEADER_TAG", "TAG_INVALID"]],
    ["kind with another character", "PAXLST:D", "PAXLXT:D", ["KIND_DAMAGED"]],
    ["kind with a character lost", "PAXLST:D", "PXLST:D", ["KIND_DAMAGED"]],
  ])("%s", (_, from, to, expected) => {
    expect(text).toContain(from);
    const damaged = only(text.replace(from, to));
    expect(codes(damaged).toSorted()).toEqual([...expected].toSorted());
    expect(damaged.passengerList?.travellers).toMatchObject([{ surname: "KESTRELB", debark: "IST" }]);
  });

  it("gives the place of a breach to the byte", () => {
    const finding = only(text.replace("UNZ+1+260301130501", "UNZ+1+9")).findings[0];
    expect(finding).toMatchObject({ code: "EDI28", severity: "error", segment: 0, tag: "UNZ" });
    expect(finding?.offset).toBe(text.indexOf("UNZ+1+") + 6);
    const count = only(text.replace(/UNT\+\d+/, "UNT+7")).findings[0];
    expect(count).toMatchObject({ segment: 22, tag: "UNT", offset: text.indexOf("UNT+") + 4 });
  });

  it("finds a message reference used twice, and messages in and out of groups", () => {
    const message = /UNH.*UNT\+\d+\+PAX001'/.exec(text)![0];
    const [, second] = read(text.replace(message, message + message).replace("UNE+1", "UNE+2"));
    expect(codes(second)).toEqual(["EDI26"]);
    const [, outside] = read(text.replace("UNE+1+1'", `UNE+1+1'${message.replaceAll("PAX001", "PAX002")}`));
    expect(codes(outside)).toEqual(["EDI30"]);
  });

  it("says that an interchange, a group or a message is empty", () => {
    const [unknown] = read("UNB+UNOA:4+A+B+260301:1305+1'UNZ+0+1'");
    expect(unknown).toMatchObject({
      kind: "UNKNOWN",
      accepted: false,
      control: { sender: "A", interchange: "1" },
    });
    expect(codes(unknown)).toEqual(["EDI32"]);
    expect(codes(read("UNB+UNOA:4+A+B+260301:1305+1'UNH+1+PAXLST:D:05B:UN'UNT+2+1'UNZ+1+1'")[0])).toContain(
      "EDI32",
    );
  });
});

describe("damage", () => {
  const text = aPassengerList({ persons: [aPerson(), aPerson({}, 2)] });

  it("keeps what arrived of a transmission that breaks off", () => {
    const cut = text.slice(0, text.indexOf("NAT+2", text.indexOf("NAD+FL") + 200) + 7);
    const message = only(cut);
    expect(message.passengerList?.travellers).toHaveLength(2);
    expect(codes(message)).toContain("TRAILER_MISSING");
    expect(codes(message)).toContain("TERMINATOR_LOST");
  });

  it("reads a message that has lost its interchange", () => {
    const message = only(/UNH.*UNT\+\d+\+PAX001'/.exec(text)![0]);
    expect([message.control.sender, message.passengerList?.travellers.length]).toEqual([null, 2]);
    expect(codes(message)).toEqual(["ENVELOPE_MISSING"]);
  });

  it("reads two interchanges of which the first was not closed", () => {
    const first = text.replace(/UNT.*/s, "");
    const messages = read(`${first}\n${aPassengerList({ reference: "2" })}`);
    expect(messages.map(({ passengerList }) => passengerList?.travellers.length)).toEqual([2, 1]);
    expect(new Set(codes(messages[0]))).toEqual(new Set(["TRAILER_MISSING"]));
    expect(codes(messages[1])).toEqual([]);
  });

  it("recognises kinds it does not know, and says so", () => {
    const [message] = read(text.replace("PAXLST:D:05B:UN:IATA", "INVOIC:D:05B:UN"));
    expect(message).toMatchObject({ kind: "UNKNOWN", accepted: false });
    expect(codes(message)).toContain("KIND_UNKNOWN");
  });

  it.each([
    ["nothing", Buffer.alloc(0), "CONTENT_EMPTY"],
    ["other XML", Buffer.from("<?xml version='1.0'?><list/>"), "CONTENT_UNKNOWN"],
    ["text", Buffer.from("Dear Sir or Madam"), "CONTENT_UNKNOWN"],
    ["zeros", Buffer.alloc(100_000), "CONTENT_UNKNOWN"],
    ["invalid UTF-8", Buffer.alloc(100_000, 0xff), "CONTENT_UNKNOWN"],
  ])("answers to %s with one unknown message", (_, bytes, code) => {
    const messages = readBytes(bytes);
    const syntax = bytes.toString().startsWith("<") ? "xml" : "edifact";
    expect(messages).toMatchObject([{ kind: "UNKNOWN", syntax, accepted: false }]);
    expect(codes(messages[0])).toEqual([code]);
  });
});

describe("hostile input is read in bounds", () => {
  const text = aPassengerList();

  it("one segment of 50 MB", () => {
    const huge = `NAD+FL+++KESTREL:WREN+${"A".repeat(50_000_000)}'`;
    const message = only(text.replace(/NAD\+FL[^']*'/, () => huge));
    expect(codes(message)).toEqual(["SEGMENT_TOO_LONG"]);
    expect(message.passengerList?.travellers[0]).toMatchObject({ surname: "KESTREL", debark: "IST" });
  });

  it("a million empty segments, a million empty components, half a million releases", () => {
    const empty = only(text.replace("NAT+2", () => `${"'".repeat(1_000_000)}NAT+2`));
    expect(codes(empty)).toEqual(["SEGMENT_EMPTY"]);
    expect(empty.findings[0]?.text).toContain("1000000");
    const separators = only(text.replace("NAT+2", () => `FTX+${":".repeat(1_000_000)}'NAT+2`));
    expect(codes(separators)).toContain("SEGMENT_TOO_LONG");
    const releases = only(text.replace("WREN", () => "?".repeat(1_000_000)));
    expect(codes(releases)).toContain("SEGMENT_TOO_LONG");
    for (const message of [empty, separators, releases]) {
      expect(message.passengerList?.travellers).toHaveLength(1);
    }
  });

  it("a hundred thousand messages in one interchange", () => {
    const messages = Array.from(
      { length: 100_000 },
      (_, i) => `UNH+${i}+PAXLST:D:05B:UN'BGM+745'UNT+3+${i}'`,
    );
    const all = read(`UNB+UNOA:4+A+B+260301:1305+1'${messages.join("")}UNZ+100000+1'`);
    expect(all).toHaveLength(100_000);
    expect(all.every(({ accepted }) => !accepted)).toBe(true);
  });

  it("more messages than asked for are not read any further, and it is said", () => {
    const messages = [1, 2, 3].map((reference) => aPassengerList({ reference: String(reference) }));
    const bytes = Buffer.from(messages.join(""), "latin1");
    expect(readBytes(bytes, 3)).toEqual(readBytes(bytes));
    expect(readBytes(bytes, 2)).toMatchObject([
      {
        kind: "UNKNOWN",
        accepted: false,
        start: 0,
        end: bytes.length,
        findings: [{ code: "MESSAGES_TOO_MANY" }],
      },
    ]);
    const encoded = Buffer.from(messages.join("").replaceAll("'", "&apos;"), "latin1");
    const {
      messages: [only],
      content,
    } = readTransmission(encoded, 2);
    expect([only?.kind, only?.end]).toEqual(["UNKNOWN", content.length]);
    const openings = Buffer.alloc(5_000_000, "UNB+UNOA:4+A+B'");
    expect(readBytes(openings, 1_000)[0]?.findings[0]?.text).toContain("1000 messages");
  });

  it("an endless message without a person is given up, and the next one read", () => {
    const filler = "FTX+AAI+++X'".repeat(800_000);
    const messages = read(
      text.replace("NAD+FL", () => `${filler}NAD+FL`) + aPassengerList({ reference: "2" }),
    );
    expect(messages.map(({ accepted }) => accepted)).toEqual([false, true]);
    expect(codes(messages[0])).toContain("MESSAGE_TOO_LONG");
  });

  describe("holds no more than its bounds, whatever the length", () => {
    const open = text.slice(0, text.indexOf("NAD+FL"));
    const push = "UNB+IATA:1+J2+PIU+260619:1230+1'UNH+1+PNRGOV:13:1:IA'MSG+:22'";
    it.each([
      ["travellers without anything", 2, open, "NAD+FL'"],
      [
        "travellers with everything",
        2,
        open,
        aPerson()
          .map((segment) => `${segment.join("+")}'`)
          .join(""),
      ],
      ["one traveller's references", 24, `${open}NAD+FL+++A:B'`, "RFF+ABO:1'"],
      ["flights", 24, open, "TDT+20+J2075'LOC+125+GYD'LOC+87+IST'"],
      ["one segment", 24, `${open}NAD+FL+++`, "A:B+"],
      ["one value", 24, `${open}NAD+FL+++`, "A"],
      ["releases", 24, `${open}NAD+FL+++`, "?"],
      ["lines without terminators", 2, open, "NAD+FL+++A:B\nNAT+2+GBR\n"],
      ["blanks between segments", 24, open, " \r\n"],
      ["terminators", 24, open, "'"],
      ["bookings", 1, push, "SRC'"],
      ["one booking's travellers", 24, `${push}SRC'`, "TIF+A+B:A:1'"],
      ["messages", 2, "UNB+UNOA:4+A+B+260301:1305+1'", "UNH+1+PAXLST:D:05B:UN'BGM+745'UNT+3+1'"],
      ["messages without end", 2, "UNB+UNOA:4+A+B+260301:1305+1'", "UNH+1+PAXLST'"],
      ["interchanges without end", 2, "", "UNB+UNOA:4+A+B'"],
      ["segments of no message", 24, "UNB+UNOA:4+A+B+260301:1305+1'", "NAD+FL'"],
      ["service strings", 24, "", "UNA:+.? '"],
      ["letters", 24, "", "U"],
    ])("%s, %i MB of them", (_, megabytes, beginning, repeated) => {
      const scanner = new MessageScanner();
      const chunk = Buffer.from(repeated.repeat(Math.ceil((256 * 1024) / repeated.length)), "latin1");
      const most = { bytes: 0, segments: 0, messages: 0, persons: 0 };
      const takeAll = (): void => {
        for (let message = scanner.next(); message !== null; message = scanner.next()) {
          const { bytes, segments, messages } = scanner.held;
          const persons = (message.passengerList?.travellers ?? message.bookings ?? []).length;
          most.bytes = Math.max(most.bytes, bytes);
          most.segments = Math.max(most.segments, segments);
          most.messages = Math.max(most.messages, messages);
          most.persons = Math.max(most.persons, persons);
        }
      };
      scanner.push(Buffer.from(beginning, "latin1"));
      for (let given = 0; given < megabytes * 1_000_000; given += chunk.length) {
        scanner.push(chunk);
        takeAll();
        most.bytes = Math.max(most.bytes, scanner.held.bytes);
        most.segments = Math.max(most.segments, scanner.held.segments);
      }
      scanner.end();
      takeAll();
      expect(most.bytes).toBeLessThan(15 * 1024 * 1024);
      expect(most.segments).toBeLessThan(110_000);
      expect(most.messages).toBeLessThanOrEqual(2);
      expect(most.persons).toBeLessThanOrEqual(2001);
    });
  });

  it("a list longer than any flight's comes in pieces that make a whole", async () => {
    const persons = Array.from({ length: 10_000 }, (_, i) => aPerson({}, i));
    const bytes = Buffer.from(aPassengerList({ persons }), "latin1");
    const pieces: ReadMessage[] = [];
    for await (const message of readMessages([bytes])) pieces.push(message);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.map(({ piece }) => piece?.last)).toEqual([...pieces.slice(1).map(() => false), true]);
    const [whole] = joinPieces(pieces);
    expect(whole?.passengerList?.travellers).toHaveLength(10_000);
    expect(whole?.passengerList?.travellers.at(-1)).toMatchObject({
      segment: 10 + 9_999 * 11,
      surname: "KESTRELJ",
    });
    expect(codes(whole)).toEqual(["PX26"]);
  });
});

describe("properties", () => {
  const samples = [
    aPassengerList({ persons: [aPerson(), aPerson({}, 2)] }),
    aPassengerList({ serviceString: false, lineBreaks: true }),
    aPassengerList({ wrapAt: 63 }),
    `QN X\r\n${aPassengerList()}\r\n${aPassengerList({ grouped: false, reference: "2" })}END`,
    aPassengerList().replace("UNT", "UNX"),
  ].map((text) => Buffer.from(text, "latin1"));
  const sample = fc.constantFrom(...samples);

  it("chunks of any size give the same as the whole", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sample, sizes, fc.integer({ min: 1, max: 200 }), (bytes, chunks, runBytes) => {
        expect(readInChunks(bytes, chunks, runBytes)).toEqual(readBytes(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it("mutations never throw, and chunks give the same there too", () => {
    const edit = fc.record({
      at: fc.nat(3000),
      remove: fc.nat(12),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
        fc.constantFrom(
          "'",
          "+",
          ":",
          "?",
          "\r\n",
          "UNB+",
          "UNH+1+PAXLST:",
          "UNT+",
          "UNZ+1'",
          "UNA:*.? #",
          "NAD+FL'",
          "''",
          "?'",
        ),
      ),
    });
    fc.assert(
      fc.property(
        sample,
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 60 }),
        (bytes, edits, size) => {
          let text = bytes.toString("latin1");
          for (const { at, remove, insert } of edits) {
            const position = at % (text.length + 1);
            text = text.slice(0, position) + insert + text.slice(position + remove);
          }
          const mutated = Buffer.from(text, "latin1");
          const whole = readBytes(mutated);
          expect(whole.length).toBeGreaterThan(0);
          expect(readInChunks(mutated, [size], 1)).toEqual(whole);
          for (const { start, end, findings } of whole) {
            expect(start).toBeLessThanOrEqual(end);
            for (const { offset } of findings) expect(offset ?? 0).toBeLessThanOrEqual(mutated.length);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("random bytes give an unknown message", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        const messages = readBytes(bytes);
        expect(messages).toHaveLength(1);
        expect(messages[0]).toMatchObject({ kind: "UNKNOWN", accepted: false });
      }),
      { numRuns: 300 },
    );
  });

  it("line breaks anywhere outside UNA leave what is read unchanged", () => {
    const name = ["DE LA CRUZ", "ANA MARIA DEL C"];
    const persons = [aPerson(), aPerson({ NAD: ["NAD", "FL", "", "", name] }, 2)];
    const text = aPassengerList({ persons, accessReference: "AB?'C" });
    const expected = content(read(text));
    const breaks = fc.array(
      fc.tuple(fc.integer({ min: 9, max: text.length }), fc.constantFrom("\r\n", "\n", "\r")),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(breaks, (places) => {
        let broken = text;
        for (const [at, lineBreak] of places.toSorted((a, b) => b[0] - a[0])) {
          broken = broken.slice(0, at) + lineBreak + broken.slice(at);
        }
        expect(content(read(broken))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("no blank of a name is lost, at whatever column a sender wraps", () => {
    const name = ["DE LA CRUZ Y MONTENEGRO", "ANA MARIA DEL CARMEN O'HARA"];
    const persons = [1, 2, 3].map((i) => aPerson({ NAD: ["NAD", "FL", "", "", name] }, i));
    const expected = content(read(aPassengerList({ persons, serviceString: false })));
    for (let wrapAt = 20; wrapAt <= 132; wrapAt++) {
      expect(content(read(aPassengerList({ persons, serviceString: false, wrapAt })))).toEqual(expected);
    }
    const broken = aPassengerList({ persons, serviceString: false }).replace("DE LA", "DE\r\n \r\nLA");
    expect(content(read(broken))).toEqual(expected);
    const [message] = read(broken);
    expect(codes(message)).toEqual(["WRAP_AMBIGUOUS"]);
    // The first traveller's own segment.
    const { segment } = message!.passengerList!.travellers[0]!;
    expect(message!.findings[0]).toMatchObject({ segment, tag: "NAD" });
  });

  it("text before and after leaves what is read unchanged", () => {
    const text = aPassengerList();
    const expected = content(read(text));
    const around = fc.string({ maxLength: 300 }).filter((letters) => !/U[NI]/.test(letters));
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(content(readBytes(Buffer.from(`${before} ${text}${after}`, "utf8")))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("no message is lost behind segments that belong nowhere, however many these are", () => {
    const [, unb = "", rest = ""] =
      /^([^]*?')(UNH[^]*)$/.exec(aPassengerList({ serviceString: false })) ?? [];
    for (const strays of [10, 4000, 4097, 5000, 6143, 6144, 20_000]) {
      const messages = read(`${unb}${"SRC'".repeat(strays)}${rest}`);
      expect(messages.map(({ passengerList }) => passengerList?.travellers.length)).toEqual(
        read(unb + rest).map(({ passengerList }) => passengerList?.travellers.length),
      );
      expect(codes(messages[0])).toEqual(["EDI33"]);
    }
  });
});
