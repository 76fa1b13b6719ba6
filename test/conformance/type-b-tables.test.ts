// transport.md §2 row by row: Type B telegrams in every form met, and what mail does to a message.
import { describe, expect, it } from "vitest";
import {
  joinTelegramParts,
  readHostHeader,
  readMessages,
  readTelegramPart,
  readTypeBHeader,
} from "#messages";
import type { ReadMessage } from "#messages";
import { codesOf, contentOf, only, paxlst, person, pnrgov, booking, read, wrapped } from "./messages.ts";

const list = paxlst({
  persons: [
    person(),
    person(
      "NAD+FL+++DE LA CRUZ Y PLOVER:ANA MARIA O?'HARA",
      "RFF+ABO:J21002",
      "DOC+P:110:111+C0190102",
      "DTM+329:810316",
    ),
  ],
});
const plain = contentOf(read(list));
const bytes = (text: string): Buffer => Buffer.from(text, "latin1");
const header = (text: string) => readTypeBHeader(bytes(text));

describe("transport.md §2: the form of a telegram", () => {
  it("row form: SOH, priority and addresses, origin with time, STX, text, ETX", () => {
    const telegram = `\u0001QK PIUXXJ2\r\n.GYDXXJ2 250521\r\n\u0002${wrapped(list, 63)}\r\n\u0003`;
    expect(contentOf(read(telegram))).toEqual(plain);
    expect(header(telegram)).toMatchObject({
      priority: "QK",
      addresses: ["PIUXXJ2"],
      origin: "GYDXXJ2",
      sent: { day: 25, time: "05:21" },
      possibleDuplicate: false,
      further: [],
      part: null,
      continues: false,
    });
  });

  it.each(["QP", "QK", "QN", "QD", "QU", "QX", "QS", "QC", null])("row priorities: %s", (priority) => {
    const telegram = `${priority === null ? "" : `${priority} `}PIUXXJ2 BAKPIXH\r\n.GYDXX1A 011305\r\n${wrapped(list, 64)}\r\n`;
    expect(contentOf(read(telegram))).toEqual(plain);
    expect(header(telegram)).toMatchObject({
      priority,
      addresses: ["PIUXXJ2", "BAKPIXH"],
      origin: "GYDXX1A",
    });
  });

  it("row address: several lines of addresses, foreign words among them, a company such as 1A", () => {
    const telegram = `\r\nQU PIUXXJ2 BAKPIXH\r\nMUCRM1A FESR43f GYDKPJ2\r\n.HDQCRA9 130631 AB12\r\n${list}`;
    expect(contentOf(read(telegram))).toEqual(plain);
    expect(header(telegram)).toMatchObject({
      priority: "QU",
      addresses: ["PIUXXJ2", "BAKPIXH", "MUCRM1A", "GYDKPJ2"],
      origin: "HDQCRA9",
      further: ["AB12"],
    });
  });

  it("row origin: text before the header is none of its addresses; without time there is none", () => {
    expect(header(`CICA\t \n\n.HDQCRA9 130631\n${list}`)).toMatchObject({
      priority: null,
      addresses: [],
      origin: "HDQCRA9",
    });
    expect(header(`QK PIUXXJ2\r\n.GYDXXJ2\r\n${list}`)).toMatchObject({ sent: null });
    expect(header(`QK PIUXXJ2\r\n.GYDXXJ2 322561\r\n${list}`)).toMatchObject({ sent: null });
  });

  it("row origin: a message without a line of an origin has no header", () => {
    expect(header(list)).toBeNull();
    expect(header("")).toBeNull();
    expect(header(`${list}\r\n.GYDXXJ2 250521\r\n`)).toBeNull();
  });

  it("row PDM: a possible duplicate is marked", () => {
    const telegram = `QK PIUXXJ2\r\n.GYDXXJ2 250521 PDM\r\n${list}`;
    expect(header(telegram)).toMatchObject({ possibleDuplicate: true, further: [] });
    expect(contentOf(read(telegram))).toEqual(plain);
  });

  it.each([
    ["the words SOH and STX typed out", `SOH QK PIUXXJ2\r\n.GYDXXJ2 250521\r\nSTX ${list}\r\nETX`],
    ["the words on lines of their own", `SOH\r\nQK PIUXXJ2\r\n.GYDXXJ2 250521\r\nSTX\r\n${list}\r\nETX\r\n`],
    ["a leading blank line", `\r\n\r\nQK PIUXXJ2\r\n.GYDXXJ2 250521\r\n${list}`],
    ["a form feed at the end", `QK PIUXXJ2\r\n.GYDXXJ2 250521\r\n${list}\r\n\f`],
    [
      "lines of time stamps at the end",
      `QK PIUXXJ2\r\n.GYDXXJ2 250521\r\n${list}\r\n      \r\n 27AUG21 0031Z  27AUG21 0031Z *3872  \r\n`,
    ],
    [
      "ZCZC and NNNN around it",
      `ZCZC abc1234\r\nQK PIUXXJ2\r\n.GYDXXJ2 250521\r\n${wrapped(list, 69)}\r\nNNNN\r\n`,
    ],
  ])("row prefixes seen: %s", (_, telegram) => {
    expect(contentOf(read(telegram))).toEqual(plain);
    const found = header(telegram);
    expect(found).toMatchObject({ priority: "QK", addresses: ["PIUXXJ2"], origin: "GYDXXJ2" });
    const { start, end } = found!.text;
    expect(telegram.slice(start, end).replace(/[\r\n]/g, "")).toBe(list);
  });

  it.each([63, 64, 65, 66, 67, 68, 69])(
    "row line width: cut at %i, inside tags, numbers, names and release pairs",
    (width) => {
      for (let shift = 0; shift < width; shift++) {
        const text = `${"\r\n"}.GYDXXJ2 250521\r\n${list.slice(0, shift)}${wrapped(list.slice(shift), width)}`;
        expect(contentOf(read(text))).toEqual(plain);
      }
    },
  );

  it.each(["\r\n", "\n", "\r", "\r\r\n", "\n\r"])("row line width: lines end with %j", (lineBreak) => {
    expect(contentOf(read(wrapped(list, 63, lineBreak)))).toEqual(plain);
  });

  it("row repertoire: a rendering for ITA2 with other service characters", () => {
    const other = paxlst({ persons: [person("NAD+FL+++KESTREL:ROBIN")] }).replace(
      /[+?'-]/g,
      (sign) => ({ "+": "(", "?": ")", "'": "-", "-": ")-" })[sign] ?? sign,
    );
    expect(contentOf(read(`QK PIUXXJ2\r\n.GYDXXJ2 250521\r\nUNA:(.) -${wrapped(other, 63)}`))).toEqual(
      contentOf(read(paxlst())),
    );
  });
});

describe("transport.md §2, edifact.md §2.4: a text over several telegrams", () => {
  const cut = (text: string, count: number): string[] => {
    const size = Math.ceil(text.length / count);
    return Array.from({ length: count }, (_, i) => text.slice(i * size, (i + 1) * size));
  };
  const heading = (more = ""): string => `QK PIUXXJ2\r\n.GYDXXJ2 250521${more}\r\n`;
  const long = paxlst({
    persons: Array.from({ length: 12 }, (_, i) =>
      person(
        `NAD+FL+++KESTREL:R${"ABCDEFGHIJKL"[i]}N`,
        `RFF+ABO:J2${i}`,
        `DOC+P:110:111+C01901${i + 10}`,
        `DTM+329:7${i % 10}0316`,
      ),
    ),
  });
  const longPlain = contentOf(read(long));

  const habits: readonly (readonly [
    string,
    (part: number, of: number) => readonly [before: string, after: string],
  ])[] = [
    ["PART n/n after the origin", (part, of) => [`${heading()}PART ${part}/${of}\r\n`, "\r\n"]],
    ["PART n OF n", (part, of) => [`${heading()}- PART ${part} OF ${of} -\r\n`, "\r\n\r\n"]],
    ["PARTnn and ENDPART", (part) => [`${heading()}PART0${part}\r\n`, `\r\nENDPART${part}\r\n`]],
    ["n/n in the line of the origin", (part, of) => [heading(` ${part}/${of}`), "\r\n"]],
    ["CONTINUED at the end", (part, of) => [heading(), part < of ? "\r\nCONTINUED\r\n" : "\r\n"]],
    [
      "TO BE CONTINUED and NNNN",
      (part, of) => [
        `ZCZC ABC000${part}\r\n${heading()}`,
        part < of ? "\r\n(TO BE CONTINUED)\r\nNNNN\r\n" : "\r\nNNNN\r\n",
      ],
    ],
    ["control characters only", () => [`\u0001${heading()}\u0002`, "\u0003\r\n"]],
    ["nothing but the headers", () => [heading(), "\r\n"]],
    [
      "addresses without priority, in two lines",
      () => ["PIUXXJ2 BAKPIXH\r\nMUCRM1A\r\n.GYDXXJ2 250521 PDM\r\n", "\r\n\r\n"],
    ],
    ["time stamps at the end", () => [heading(), "\r\n 27AUG21 0031Z  27AUG21 0031Z *3872\r\n"]],
  ];

  it.each(habits)("one transmission: %s", async (_, around) => {
    for (const count of [2, 3, 5]) {
      const transmission = cut(long, count)
        .map((text, i) => {
          const [before, after] = around(i + 1, count);
          return before + wrapped(text, 64) + after;
        })
        .join("");
      const messages = read(transmission);
      expect(contentOf(messages)).toEqual(longPlain);
      // Offsets are those of what was delivered.
      expect(transmission.slice(messages[0]!.start, messages[0]!.start + 3)).toBe("UNH");
      expect(
        codesOf(messages[0]).filter((code) => !/^(TRANSPORT_TEXT|CONTROL_CHARACTERS)$/.test(code)),
      ).toEqual([]);
      const streamed: ReadMessage[] = [];
      const whole = bytes(transmission);
      const chunks = Array.from({ length: Math.ceil(whole.length / 13) }, (_ignored, i) =>
        whole.subarray(i * 13, i * 13 + 13),
      );
      for await (const message of readMessages(chunks)) streamed.push(message);
      expect(streamed).toEqual(messages);
    }
  });

  it("one transmission: cut at every place of the text", () => {
    const wrong: number[] = [];
    const wanted = JSON.stringify(plain);
    for (let place = 1; place < list.length; place++) {
      const transmission = `${heading()}${list.slice(0, place)}\r\n\r\n${heading()}${list.slice(place)}\r\n`;
      if (place > 60 && JSON.stringify(contentOf(read(transmission))) !== wanted) wrong.push(place);
    }
    expect(wrong).toEqual([]);
  });

  it("one transmission: a last line of text that looks like an address stays text", () => {
    const [before, after] = list.split("KESTREL:ROBIN");
    const transmission = `${heading()}${before}\r\nKESTREL\r\n\r\n${heading()}:ROBIN${after}\r\n`;
    expect(contentOf(read(transmission))).toEqual(plain);
  });

  it("one transmission: longer than what is looked at first, in any chunks", async () => {
    const push = pnrgov(
      Array.from({ length: 400 }, (_, i) =>
        booking([`SSR+DOCS:HK:1:J2:::::/P/GBR/C${i}/GBR/20SEP82/F/25OCT31/KESTREL/ROBIN`]),
      ),
    );
    const transmission = cut(push, 20)
      .map((text, i) => `${heading()}PART ${i + 1}/20\r\n${wrapped(text, 63)}\r\n`)
      .join("");
    expect(transmission.length).toBeGreaterThan(60_000);
    const messages = read(transmission);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.bookings).toEqual(only(push).bookings);
    for (const size of [1000, 4096, 65_536]) {
      const whole = bytes(transmission);
      const streamed: ReadMessage[] = [];
      const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
        whole.subarray(i * size, (i + 1) * size),
      );
      for await (const message of readMessages(chunks)) streamed.push(message);
      expect(contentOf(streamed)).toEqual(contentOf(messages));
    }
  });

  it("one transmission: telegrams that each hold a whole interchange stay two", () => {
    const second = paxlst({ unb: "UNB+UNOA:4+J2:ZZ+PIU:ZZ+260301:1305+R2++APIS" });
    const messages = read(
      `${heading()}${wrapped(list, 63)}\r\n${heading()}${wrapped(second, 63)}\r\nNNNN\r\n`,
    );
    expect(contentOf(messages)).toEqual(contentOf([...read(list), ...read(second)]));
    expect(codesOf(messages[1])).toContain("TRANSPORT_TEXT");
  });

  it.each(habits)(
    "several transmissions: each is known as a part, and together they read whole: %s",
    (_, around) => {
      for (const count of [2, 3, 5]) {
        const parts = cut(long, count).map((text, i) => {
          const [before, after] = around(i + 1, count);
          return readTelegramPart(bytes(before + wrapped(text, 64) + after));
        });
        expect(parts.map((part) => part?.opens)).toEqual(parts.map((_part, i) => i === 0));
        const isNumbered = readTypeBHeader(bytes(around(1, count)[0]))?.part !== null;
        expect(parts.map((part) => part?.number)).toEqual(
          parts.map((_part, i) => (isNumbered ? i + 1 : null)),
        );
        expect(contentOf(read(joinTelegramParts(parts.flatMap((part) => part ?? []))))).toEqual(longPlain);
      }
    },
  );

  it("several transmissions: whole interchanges are no parts, whatever they number themselves", () => {
    for (const more of ["", " 1/3", " 2/3"])
      expect(readTelegramPart(bytes(`${heading(more)}${wrapped(list, 63)}`))).toBeNull();
    expect(readTelegramPart(bytes(list))).toBeNull();
    expect(readTelegramPart(bytes(`${heading()}NO FLIGHT TODAY\r\n`))).toBeNull();
    expect(readTelegramPart(bytes(""))).toBeNull();
    // Its end was left out, not cut off: read at once, with a finding.
    expect(readTelegramPart(bytes(`${heading()}${list.slice(0, list.indexOf("UNZ"))}`))).toBeNull();
  });

  it("several transmissions: a file's name says which part it is", () => {
    const half = Math.floor(list.length / 2);
    const part = (text: string, number: number) => readTelegramPart(bytes(text), { stem: "LIST", number });
    const parts = [part(list.slice(0, half), 1), part(list.slice(half), 2)];
    expect(parts).toMatchObject([
      { line: "file LIST", number: 1, opens: true },
      { line: "file LIST", number: 2, opens: false },
    ]);
    expect(contentOf(read(joinTelegramParts(parts.flatMap((each) => each ?? []))))).toEqual(plain);
  });
});

describe("edifact.md §3: host-to-host header", () => {
  const line = "V.\\VDLG.WA/E11HGYDJ/I11HPIUX/P0001\\VGYA\\";
  it("is kept for the answer, with the transaction that it must echo, and the message is read [transport.md §1 row Type A / host-to-host (HTH header over MATIP A or MQ)]", () => {
    const text = `${line}${list}`;
    expect(contentOf(read(text))).toEqual(plain);
    expect(readHostHeader(bytes(text))).toEqual({
      line,
      layers: ["E11HGYDJ", "I11HPIUX"],
      transaction: "0001",
    });
  });
  it("is null where there is none", () => {
    expect(readHostHeader(bytes(list))).toBeNull();
    expect(readHostHeader(bytes(""))).toBeNull();
  });
});

describe("transport.md §2 e-mail gateway, §7 mail; edifact.md §1.3 transfer damage", () => {
  const head = "Received: from a by b\r\nFrom: ops@j2.example\r\nSubject: API\r\nMIME-Version: 1.0\r\n";
  const footer =
    "\r\n\r\n-- \r\nThis e-mail is confidential. If you are not the addressee, delete it.\r\nScanned by an antivirus: no virus found.\r\n";
  const lined = list.replaceAll("'", "'\r\n");
  const base64 = (text: string, encoding: BufferEncoding = "latin1"): string =>
    Buffer.from(text, encoding).toString("base64").replace(/.{76}/g, "$&\r\n");
  const html = `<html><body><p>${lined.replaceAll("'", "&#39;").replaceAll("\r\n", "<br>\r\n")}</p></body></html>`;
  const multipart = (kind: string, ...parts: readonly string[]): string =>
    `${head}Content-Type: multipart/${kind};\r\n boundary="next part"\r\n\r\npreamble\r\n${parts.map((part) => `--next part\r\n${part}\r\n`).join("")}--next part--\r\n`;

  it.each([
    [
      "a body with disclaimer and antivirus footer",
      `${head}Content-Type: text/plain\r\n\r\n${lined}${footer}`,
    ],
    [
      "quoted-printable",
      `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${lined.replaceAll("?", "=3F").replace(/(.{40})/g, "$1=\r\n")}${footer}`,
    ],
    ["base64", `${head}Content-Transfer-Encoding: base64\r\n\r\n${base64(lined)}\r\n`],
    [
      "an attachment beside a letter",
      multipart(
        "mixed",
        "Content-Type: text/plain\r\n\r\nPlease find the list.",
        `Content-Type: application/octet-stream; name="LIST.EDI"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(list)}`,
      ),
    ],
    [
      "an attachment, and a footer as a part of its own",
      multipart(
        "mixed",
        `Content-Type: text/plain\r\n\r\n${list}`,
        `Content-Type: text/plain\r\n\r\n${footer}`,
      ),
    ],
    [
      "plain and HTML alternatives: once",
      multipart(
        "alternative",
        `Content-Type: text/plain\r\n\r\n${list}`,
        `Content-Type: text/html\r\n\r\n${html}`,
      ),
    ],
    ["HTML alone", `${head}Content-Type: text/html; charset=utf-8\r\n\r\n${html}`],
    [
      "HTML in quoted-printable",
      `${head}Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${html.replaceAll("=", "=3D").replace(/(.{50})/g, "$1=\r\n")}`,
    ],
    [
      "a telegram forwarded by mail",
      `${head}Content-Type: text/plain\r\n\r\nQK PIUXXJ2\r\n.GYDXXJ2 250521\r\n${wrapped(list, 63)}${footer}`,
    ],
  ])("%s", (_, mail) => {
    expect(contentOf(read(mail))).toEqual(plain);
  });

  it.each([
    ["&apos; for the terminator", list.replaceAll("'", "&apos;")],
    ["&#39; and &#43;", list.replaceAll("'", "&#39;\n").replaceAll("+", "&#43;")],
    ["\\n as two characters", list.replaceAll("'", "'\\n")],
  ])("damage: %s is undone once and said", (_, text) => {
    const [message] = read(text);
    expect(contentOf([message!])).toEqual(plain);
    expect(codesOf(message)).toContain("CONTENT_DECODED");
  });

  it("damage: =3D and quoted letters in a name without any line that goes on", () => {
    const damaged = paxlst({
      persons: [person("NAD+FL+++M=C3=9CLLER:ZO=C3=8B")],
      head: ["NAD+MS+++DESK =3D 1"],
    });
    const [message] = read(damaged);
    expect(message?.passengerList?.travellers[0]).toMatchObject({ surname: "MÜLLER", given: "ZOË" });
    expect(message?.passengerList?.reporter.name).toBe("DESK = 1");
    expect(codesOf(message)).toContain("CONTENT_DECODED");
  });

  it.each(["DESK =C3 A=B", "SEAT=3D", "SEAT=3D SEAT=4C SEAT=3D", "A=A1", "X=20"])(
    "damage: an equals sign that quotes nothing is data: %s",
    (name) => {
      const [message] = read(paxlst({ head: [`NAD+MS+++${name}`] }));
      expect(message?.passengerList?.reporter.name).toBe(name);
      expect(codesOf(message)).toEqual([]);
    },
  );
});
