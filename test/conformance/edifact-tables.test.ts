// edifact.md §1 row by row: service characters, release, line breaks, elements, repertoires.
import { describe, expect, it } from "vitest";
import { readMessages, type ReadMessage } from "#messages";
import { second } from "./lists.ts";
import { codesOf, contentOf, only, paxlst, person, placeOf, read, wrapped } from "./messages.ts";

const list = paxlst();
const plain = contentOf(read(list));
/** The message in other service characters: component, element, decimal mark, release, repetition, terminator. */
function inCharacters(una: string, text = list): string {
  const [component, element, , release, , terminator] = una;
  const signs: Readonly<Record<string, string | undefined>> = {
    ":": component,
    "+": element,
    "?": release,
    "'": terminator,
  };
  const own = new Set([component, element, terminator, release]);
  return text.replace(/[^]/g, (sign) => signs[sign] ?? (own.has(sign) ? `${release}${sign}` : sign));
}
const withUna = (una: string, text = list): string => `UNA${una}${inCharacters(una, text)}`;
const name = (message: ReadMessage): string | undefined => message.passengerList?.travellers[0]?.surname;
const named = (surname: string, unb?: string): string =>
  paxlst({ persons: [person(`NAD+FL+++${surname}:ROBIN`)], ...(unb && { unb }) });

describe("§1.1 UNA observed in real traffic", () => {
  it.each([":+.? '", ":+.?*'", ":*.? #", ":-.? '", ":(.) -", "\u001f\u001d.  \u001c", ":+,? '", '|~.^ "'])(
    "row UNA%s",
    (una) => {
      expect(contentOf(read(withUna(una)))).toEqual(plain);
    },
  );
  it("row typesetting damage: not usable, read by what UNB shows, refused at UNA", () => {
    const text = `UNA:+.\\*${list}`;
    const message = only(text);
    expect([message.accepted, codesOf(message), placeOf(message, "EDI20").offset]).toEqual([
      false,
      ["EDI20"],
      0,
    ]);
    expect(message.passengerList?.travellers).toHaveLength(1);
  });
  it.each([" ", "\r\n", "\n", "  \r\n "])("row UNA and %j before UNB", (gap) => {
    expect(contentOf(read(`UNA:+.? '${gap}${list}`))).toEqual(plain);
  });
});

describe("§1.1 rules of the lexer", () => {
  it("rule 1: what stands before UNA or UNB is no data, even with UN in it", () => {
    for (const before of [
      "UNUSUAL UNAVAILABLE UNBOUND\r\n",
      "TO UNB OFFICE\r\n",
      "UNA\r\n",
      "UNH UNT\r\n",
      "NUNAVUT UNB: NOTHING\r\n",
    ]) {
      const message = only(before + list);
      expect(contentOf([message])).toEqual(plain);
      expect(codesOf(message)).toEqual(["TRANSPORT_TEXT"]);
    }
  });
  it.each([
    ["a letter", ":A.? '"],
    ["a digit", "1+.? '"],
    ["the same twice", "++.? '"],
    ["terminator as separator", ":+.? +"],
    ["a line break", ":+.? \n"],
    ["NUL", ":\0.? '"],
    ["a blank as separator", ": .? '"],
    ["release as separator", ":+.+ '"],
  ])("rule 2: UNA with %s cannot be used", (_, una) => {
    const message = only(`UNA${una}${list}`);
    expect([message.accepted, codesOf(message), message.passengerList?.travellers.length]).toEqual([
      false,
      ["EDI20"],
      1,
    ]);
  });
  it.each([
    ["the defaults", list],
    ["SIRE:4 with quotation marks", inCharacters(':+.? "', list.replace("UNOA", "SIRE"))],
    ["level B by its separators", inCharacters("\u001f\u001d.  \u001c", list.replace("UNOA:4", "UNOB:1"))],
    ["IATB with printable separators", list.replace("UNOA:4", "IATB:1")],
    ["UNOB version 1 with printable separators", list.replace("UNOA:4", "UNOB:1")],
    [
      "terminator before UNG",
      list.replace("'UNH", "'UNG+PAXLST+J2+PIU+260301:1305+1+UN+D:05B'UNH").replace("UNZ", "UNE+1+1'UNZ"),
    ],
    ["line breaks after the terminator", inCharacters(":+.? ~", list).replaceAll("~", "~\r\n")],
    ["other separators altogether", inCharacters("/|.? ~")],
  ])("rule 3: without UNA, %s", (_, text) => {
    expect(contentOf(read(text))).toEqual(plain);
    expect(codesOf(only(text))).toEqual([]);
  });
  it("rule 4: the end is the terminator of UNZ; interchanges follow one another", () => {
    const other = list.replaceAll("R1", "R2");
    const messages = read(`${list}\r\n-- mail footer --\r\n${other}\r\n\u0003`);
    expect(contentOf(messages)).toEqual([...(plain as unknown[]), ...(contentOf(read(other)) as unknown[])]);
    expect(codesOf(messages[0])).toEqual(["EDI33"]);
  });
  it.each([
    ["byte order mark", "\u00ef\u00bb\u00bf", ""],
    ["SOH and STX", "\u0001\u0002", ""],
    ["ETX", "", "\u0003"],
    ["form feed", "", "\f"],
    ["NUL padding", "\0\0\0", "\0\0\0\0"],
  ])("rule 5: %s around the interchange is skipped and said", (_, before, after) => {
    const message = only(before + list + after);
    expect(contentOf([message])).toEqual(plain);
    expect(codesOf(message)).toEqual(
      before === "" || after === "" ? ["CONTROL_CHARACTERS"] : ["CONTROL_CHARACTERS", "CONTROL_CHARACTERS"],
    );
    expect(message.findings[0]?.offset).toBe(before === "" ? list.length : 0);
  });
});

describe("§1.2 release", () => {
  it.each([
    ["O?'LEARY", "O'LEARY"],
    ["A?+B", "A+B"],
    ["A?:B", "A:B"],
    ["A??", "A?"],
    ["A????B", "A??B"],
    ["A???'B", "A?'B"],
  ])("%s is %s", (sent, surname) => {
    const message = only(named(sent));
    expect([name(message), codesOf(message).filter((code) => code !== "PX08")]).toEqual([surname, []]);
  });
  it("before an ordinary character: dropped, the character kept, a warning at it", () => {
    const text = named("KES?TREL");
    const message = only(text);
    expect([name(message), codesOf(message), placeOf(message, "RELEASE_NEEDLESS").offset]).toEqual([
      "KESTREL",
      ["RELEASE_NEEDLESS"],
      text.indexOf("?T"),
    ]);
  });
  it("as the last byte: error 18 at it, everything before is kept", () => {
    const text = `${list.slice(0, list.indexOf("NAT+2"))}NAT+2+GBR?`;
    const message = only(text);
    expect(codesOf(message)).toContain("EDI18");
    expect(placeOf(message, "EDI18")).toMatchObject({ offset: text.length - 1, tag: "NAT" });
    expect(name(message)).toBe("KESTREL");
  });
  it("a line break between the release and what it releases", () => {
    expect(name(only(named("O?\r\n'LEARY")))).toBe("O'LEARY");
    expect(name(only(named("O?\n?LEARY")))).toBe("O?LEARY");
  });
  it("none where UNA has a blank in its place", () => {
    expect(name(only(`UNA:+.  '${named("WHAT?")}`))).toBe("WHAT?");
  });
  it("blanks are data: inside names they stay, around numbers and dates they are left out", () => {
    const message = only(paxlst({ persons: [person("NAD+FL+++DE  LA CRUZ:ANA  MARIA", "DTM+329: 720316")] }));
    expect(message.passengerList?.travellers[0]).toMatchObject({
      surname: "DE  LA CRUZ",
      given: "ANA  MARIA",
      birthDate: "1972-03-16",
    });
  });
});

describe("§1.3 line breaks", () => {
  it.each(["\r", "\n", "\r\n", "\r\n\r\n", " \r\n"])("row after a terminator: %j", (lineBreak) => {
    const text = list.replaceAll("'", `'${lineBreak}`);
    expect([contentOf(read(text)), codesOf(only(text))]).toEqual([plain, []]);
  });
  it("row inside a segment: deleted without a blank, at every place", () => {
    for (let at = 4; at < list.length; at++) {
      expect(contentOf(read(`${list.slice(0, at)}\r\n${list.slice(at)}`))).toEqual(plain);
    }
  });
  it("row inside a tag: U / NH, and inside numbers", () => {
    expect(
      contentOf(
        read(list.replace("UNH", "U\r\nNH").replace("UNT+", "UNT\r\n+").replace("720316", "7203\r\n16")),
      ),
    ).toEqual(plain);
  });
  it("row a blank at a line end inside a value: kept, and said at its line end", () => {
    const text = named("DE LA \r\nCRUZ");
    const message = only(text);
    expect([name(message), codesOf(message)]).toEqual(["DE LA CRUZ", ["WRAP_AMBIGUOUS"]]);
    expect(placeOf(message, "WRAP_AMBIGUOUS").offset).toBe(text.indexOf("\r\n"));
  });
  it("row a blank that makes a line one longer than all others: the device's, left out", () => {
    const lines = wrapped(named("DE LA CRUZ", "UNB+UNOA:4+J2:ZZ+PIU:ZZ+260301:1305+R1++APIS"), 40).split(
      "\r\n",
    );
    const at = lines.findIndex((line, i) => i > 2 && /[A-Z0-9]$/.test(line) && !line.includes("'", 38));
    const text = lines.map((line, i) => (i === at ? `${line} ` : line)).join("\r\n");
    const wanted = contentOf(read(lines.join("")));
    expect(contentOf(read(text))).toEqual(wanted);
  });
  it("row no terminator, only a new line before a known tag: ended there, an error at the line end", () => {
    const text = list.replace("LOC+179+IST'", "LOC+179+IST\r\n");
    const message = only(text);
    expect([contentOf([message]), codesOf(message)]).toEqual([plain, ["TERMINATOR_LOST"]]);
    expect(placeOf(message, "TERMINATOR_LOST")).toMatchObject({
      offset: text.indexOf("IST\r\n") + 3,
      tag: "LOC",
    });
  });
  it("row no terminators at all", () => {
    expect(contentOf(read(list.replaceAll("'", "\r\n")))).toEqual(plain);
  });
  it("row a terminator lost in the middle of a line: every person of a list is there, with what is the person's", () => {
    const text = paxlst({ persons: [person(), second(), second("NAD+FL+++WYATT:MATT", "RFF+ABO:J21003")] });
    const whole = only(text).passengerList?.travellers.map(({ surname, given }) => [surname, given]);
    const segments = text.split("'");
    // From the first person to the last but one segment before the total.
    const from = segments.findIndex((segment) => segment.startsWith("NAD+FL")) - 1;
    for (let at = from; at < segments.length - 5; at++) {
      const [message, ...others] = read(
        `${segments.slice(0, at + 1).join("'")}${segments.slice(at + 1).join("'")}`,
      );
      expect([at, others.length]).toEqual([at, 0]);
      const travellers = message?.passengerList?.travellers ?? [];
      expect(travellers.map(({ surname, given }) => [surname, given])).toEqual(whole);
      expect(travellers.map(({ documents }) => documents.length)).toEqual([1, 1, 1]);
      const isName = segments[at + 1]?.startsWith("NAD") === true;
      expect([at, !isName || codesOf(message).includes("SEGMENTS_JOINED")]).toEqual([at, true]);
    }
  });
  it("a separator in the place of the terminator before a person", () => {
    for (const sign of ["+", ":"]) {
      const text = paxlst({ persons: [person(), second()] }).replace(
        "'NAD+FL+++PLOVER",
        `${sign}NAD+FL+++PLOVER`,
      );
      const [message] = read(text);
      expect(message?.passengerList?.travellers.map(({ surname }) => surname)).toEqual(["KESTREL", "PLOVER"]);
      expect(codesOf(message)).toContain("SEGMENTS_JOINED");
    }
  });
  it.each(["NXD", "nAD", "ND", "0AD", "N'AD", "NA:D"])(
    "a person whose tag arrives as %s is read, and said",
    (tag) => {
      const text = paxlst({ persons: [person(), second()] }).replace("NAD+FL+++PLOVER", `${tag}+FL+++PLOVER`);
      const [message] = read(text);
      expect(
        message?.passengerList?.travellers.map(({ surname, documents }) => [surname, documents.length]),
      ).toEqual([
        ["KESTREL", 1],
        ["PLOVER", 1],
      ]);
      expect(codesOf(message)).toContain("PERSON_TAG");
    },
  );
  it("row \\n, &apos; and =3D: type-b-tables", () => {
    expect(contentOf(read(list.replaceAll("'", "&apos;\n")))).toEqual(plain);
  });
});

describe("§1.4 elements", () => {
  it("a tag of three capitals or digits; what begins with none is said and not read", () => {
    const text = list.replace("NAT+2", "na+1'NAT+2");
    const message = only(text);
    expect([
      codesOf(message).filter((code) => !["EDI21", "EDI29", "NOT_ADMITTED"].includes(code)),
      placeOf(message, "TAG_INVALID").offset,
    ]).toEqual([["TAG_INVALID"], text.indexOf("na+1")]);
  });
  it("explicit nesting in the tag is passed over", () => {
    expect(contentOf(read(list.replace("NAT+2", "NAT:1:2+2")))).toEqual(plain);
  });
  it.each(["DTM+36:'", "DOC++'", "NAD+FM+++A:B+++++'"])(
    "trailing separators are accepted, with one warning at the first: %s",
    (segment) => {
      const text = paxlst({ persons: [[...person(), segment.slice(0, -1)]] });
      const message = only(text);
      expect(placeOf(message, "EDI45").offset).toBe(text.indexOf(segment) + segment.length - 2);
      expect(message.findings.find(({ code }) => code === "EDI45")?.severity).toBe("warning");
    },
  );
  it("missing in the middle keeps its place", () => {
    expect(only(named("KESTREL")).passengerList?.travellers[0]).toMatchObject({
      surname: "KESTREL",
      given: "ROBIN",
    });
  });
  it.each([
    ["UNOA:3", [], "version 3: data whatever UNA says"],
    ["UNOA:4", ["REPETITION_UNRELEASED"], "version 4: no element repeats here, data, with a warning"],
  ])("repetition: UNA:+.?*' under %s: %s", (syntax, codes) => {
    const text = `UNA:+.?*'${paxlst({ unb: `UNB+${syntax}+J2:ZZ+PIU:ZZ+260301:1305+R1++APIS`, head: ["NAD+MS+++DESK*1"] })}`;
    const message = only(text);
    expect([message.passengerList?.reporter.name, codesOf(message)]).toEqual(["DESK*1", codes]);
    expect(message.findings.map(({ offset }) => offset)).toEqual(codes.map(() => text.indexOf("*1")));
  });
  it("repetition: a released * is data under UNA:+.?*', without a warning", () => {
    const message = only(`UNA:+.?*'${paxlst({ head: ["NAD+MS+++DESK?*1"] })}`);
    expect([message.passengerList?.reporter.name, codesOf(message)]).toEqual(["DESK*1", []]);
  });
  it.each([
    ["31.5", 31.5],
    ["31,5", 31.5],
    ["031", 31],
    ["3.1.5", null],
    ["1 000", null],
  ])("numeric value %s", (sent, weightKg) => {
    expect(
      only(paxlst({ persons: [person(`MEA+WT++KGM:${sent}`)] })).passengerList?.travellers[0]?.bags.weightKg,
    ).toBe(weightKg);
  });
});

describe("§1.5 repertoires", () => {
  const encoded = (syntax: string, bytes: readonly number[], more = ""): ReadMessage => {
    const text = named("KESTREL", `UNB+${syntax}+J2:ZZ+PIU:ZZ+260301:1305+R1++APIS`);
    const at = text.indexOf("KESTREL");
    return only(
      Buffer.concat([
        Buffer.from(text.slice(0, at)),
        Buffer.from(bytes),
        Buffer.from(more + text.slice(at + 7)),
      ]),
    );
  };
  it.each<[string, readonly number[], string]>([
    ["UNOC:3", [0xc9], "É"],
    ["UNOD:3", [0xa3], "Ł"],
    ["UNOE:3", [0xc9], "Щ"],
    ["UNOF:3", [0xd9], "Ω"],
    ["UNOG:3", [0xa6], "Ĥ"],
    ["UNOH:3", [0xaa], "Ē"],
    ["UNOI:3", [0xe3], "ك"],
    ["UNOJ:3", [0xe0], "א"],
    ["UNOK:3", [0xdd], "İ"],
    ["UNOL:3", [0xa4], "€"],
    ["UNOW:4", [0xc6, 0x8f], "Ə"],
    ["UNOY:4", [0xc6, 0x8f], "Ə"],
  ])("row %s", (syntax, bytes, letter) => {
    const message = encoded(syntax, bytes, "A");
    expect([name(message), codesOf(message).filter((code) => code !== "PX08")]).toEqual([`${letter}A`, []]);
  });
  it.each<[string, readonly number[], string]>([
    ["UNOA:4", [0xc3, 0x89], "É"],
    ["UNOA:4", [0xc9], "É"],
    ["UNOB:4", [0xc3, 0x89], "É"],
    ["IATA:1", [0xc9], "É"],
    ["SIRE:4", [0x80], "€"],
  ])(
    "row %s with letters beyond it: UTF-8 if valid, else Windows-1252; warning 21 at the first",
    (syntax, bytes, letter) => {
      const message = encoded(syntax, bytes, "A");
      expect(name(message)).toBe(`${letter}A`);
      expect(placeOf(message, "EDI21")).toMatchObject({ tag: "NAD" });
      expect(message.findings.every(({ severity }) => severity !== "error")).toBe(true);
    },
  );
  it("row UNOC that is UTF-8 in truth", () => {
    expect(name(encoded("UNOC:3", [0xc3, 0x89], "A"))).toBe("ÉA");
  });
  it("row 0133: code page 850 where it is declared", () => {
    expect(name(encoded("UNOC:4::3", [0x9a], "A"))).toBe("ÜA");
    expect(name(encoded("UNOA:4::3", [0x90], "A"))).toBe("ÉA");
  });
  it.each([
    ["UNOA", "lower case", "kestrel"],
    ["UNOA", "@", "KES@TREL"],
    ["UNOA", "#", "KES#TREL"],
    ["UNOA", "_", "KES_TREL"],
  ])("row %s with %s: warning 21 at its byte, the value as sent", (syntax, _, sent) => {
    const text = named(sent, `UNB+${syntax}:4+J2:ZZ+PIU:ZZ+260301:1305+R1++APIS`);
    const message = only(text);
    expect([name(message), placeOf(message, "EDI21").offset]).toEqual([sent, text.search(/[a-z@#_]/)]);
  });
  it.each(["UNOB", "IATA", "IATB"])("row %s: lower case is tolerated", (identifier) => {
    expect(codesOf(only(named("kestrel", `UNB+${identifier}:1+J2:ZZ+PIU:ZZ+260301:1305+R1++APIS`)))).toEqual(
      [],
    );
  });
  it("level A in full is no finding", () => {
    expect(codesOf(only(paxlst({ head: ['NAD+MS+++AZ09.,-()/=!"%&*;<> DESK'] })))).toEqual([]);
  });
  /** Under UNOX; ISO 9735 has the sets changed within a value and back before its end. */
  const extended = (value: string, before = ""): Buffer =>
    Buffer.from(`${before}${named(value, "UNB+UNOX:4+J2:ZZ+PIU:ZZ+260301:1305+R1++APIS")}`, "latin1");
  it.each([
    ["ISO 8859-1 in the upper half", "", "\u001b-A\u00c9A", "ÉA"],
    ["ISO 8859-2 in the upper half", "", "\u001b-B\u00a3A", "ŁA"],
    ["ISO 8859-3 in the upper half", "", "\u001b-C\u00a6A", "ĤA"],
    ["ISO 8859-4 in the upper half", "", "\u001b-D\u00aaA", "ĒA"],
    ["ISO 8859-5 in the upper half", "", "\u001b-L\u00c9A", "ЩA"],
    ["ISO 8859-6 in the upper half", "", "\u001b-G\u00e3A", "كA"],
    ["ISO 8859-7 in the upper half", "", "\u001b-F\u00d9A", "ΩA"],
    ["ISO 8859-8 in the upper half", "", "\u001b-H\u00e0A", "אA"],
    ["ISO 8859-9 in the upper half", "", "\u001b-M\u00ddA", "İA"],
    ["ISO 8859-15 in the upper half", "", "\u001b-b\u00a4A", "€A"],
    ["ISO 8859-5 in seven bits, shifted", "", "\u001b-L\u000eIVANOV\u000fA", "ЩжСЮЯжA"],
    ["JIS X 0208", "", "\u001b$B;3ED\u001b(BA", "山田A"],
    ["JIS X 0208, whose bytes are separators too", "", "\u001b$B:+:':?\u001b(BA", "昆婚鎖A"],
    ["JIS X 0212", "", "\u001b$(D0!\u001b(BA", "丂A"],
    ["Katakana", "", "\u001b(IA\u001b(BA", "ﾁA"],
    ["GB 2312", "", "\u001b$AVPNDA\u001b(BA", null],
    ["KS X 1001, designated before the interchange", "\u001b$)C", "\u000e1hC6<v\u000fA", "김철수A"],
    ["UTF-8 announced", "", "\u001b%G\u00c6\u008fA", "ƏA"],
    ["UTF-8 that nothing announced", "", "\u00c6\u008fA", "ƏA"],
    ["Windows-1252 that nothing announced", "", "\u00c9A", "ÉA"],
    ["ASCII alone", "", "KESTREL", "KESTREL"],
    ["a set that is not known: its bytes stay", "", "\u001b(zKESTREL\u001b(B", "KESTREL"],
    ["a sequence that is none", "", "KES\u001b\u0001TREL", null],
  ])("row UNOX: %s", (_, before, sent, expected) => {
    const message = only(extended(sent, before));
    expect(expected === null ? name(message) !== null : name(message)).toBe(expected ?? true);
    expect(message.accepted).toBe(true);
    expect(message.passengerList?.travellers[0]?.documents).toHaveLength(1);
    expect(codesOf(message)).not.toContain("EDI46");
  });
  it("row UNOX: a set that nobody changed back costs no segment and no traveller", () => {
    const message = only(extended("\u001b$B;3ED"));
    expect([name(message), message.passengerList?.travellers[0]?.documents.length]).toEqual(["山田", 1]);
  });
  it("row UNOX: the same in any chunks, and inside of mail", async () => {
    const bytes = extended("\u001b$B;3ED\u001b(BA");
    const whole = read(bytes);
    for (let size = 1; size < 60; size++) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const streamed: ReadMessage[] = [];
      for await (const message of readMessages(chunks)) streamed.push(message);
      expect(streamed).toEqual(whole);
    }
    const mail =
      "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    const quoted = bytes.toString("latin1").replaceAll("=", "=3D").replaceAll("\u001b", "=1B");
    expect(name(only(Buffer.from(mail + quoted, "latin1")))).toBe("山田A");
  });
  it.each(["UNOA:4", "UNOC:3", "UNOE:3", "UNOK:3", "UNOW:4", "UNOX:4", "UNOY:4", "QXYZ:4"])(
    "%s lies: UTF-8 is read as UTF-8, and other bytes cost a letter at most",
    (syntax) => {
      expect(name(encoded(syntax, [0xc4, 0xb0], "A"))).toBe("İA");
      const broken = encoded(syntax, [0xc4], "A");
      expect([name(broken)?.length, name(broken)?.at(-1), broken.accepted]).toEqual([2, "A", true]);
      expect(broken.passengerList?.travellers[0]?.documents).toHaveLength(1);
    },
  );
  it("UTF-16, with and without its mark", () => {
    for (const bytes of [
      Buffer.from(`\ufeff${list}`, "utf16le"),
      Buffer.from(list, "utf16le"),
      Buffer.from(list, "utf16le").swap16(),
    ]) {
      expect([contentOf(read(bytes)), codesOf(only(bytes))]).toEqual([plain, ["CONTENT_DECODED"]]);
    }
  });
});
