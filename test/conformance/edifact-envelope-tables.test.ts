// edifact.md §2 and §3 row by row: envelope layouts, version pairs, parts, the interactive variant; the rules of §2.3 stand in src/messages/edifact/control-rules.test.ts.
import { describe, expect, it } from "vitest";
import {
  booking,
  codesOf,
  contentOf,
  interchange,
  only,
  paxlst,
  person,
  placeOf,
  pnrgov,
  read,
} from "./messages.ts";
import type { ReadMessage } from "#messages";

const list = paxlst();
const message = (reference: string): string =>
  /UNH[^]*?UNT[^']*'/.exec(
    list.replace("UNH+1", `UNH+${reference}`).replace(/(UNT\+\d+)\+1/, `$1+${reference}`),
  )![0];
const UNB = "UNB+UNOA:4+J2:ZZ+PIU:ZZ+260301:1305+R1++APIS'";
const group = (reference: string, ...messages: readonly string[]): string =>
  `UNG+PAXLST+J2:ZZ+PIU:ZZ+260301:1305+${reference}+UN+D:05B'${messages.join("")}UNE+${messages.length}+${reference}'`;
const withUnb = (unb: string): ReadMessage => only(paxlst({ unb }));

describe("§2 order", () => {
  it.each([
    ["messages without groups", `${UNB}${message("1")}${message("2")}UNZ+2+R1'`, 2],
    ["messages in a group", `${UNB}${group("1", message("1"), message("2"))}UNZ+1+R1'`, 2],
    [
      "several groups",
      `${UNB}${group("1", message("1"))}${group("2", message("2"), message("3"))}UNZ+2+R1'`,
      3,
    ],
    ["UNA in front", `UNA:+.? '${UNB}${message("1")}UNZ+1+R1'`, 1],
  ])("%s", (_, text, count) => {
    const messages = read(text);
    expect(messages.map((one) => [one.accepted, codesOf(one)])).toEqual(
      Array.from({ length: count }, () => [true, []]),
    );
  });
  it("groups and messages mixed: error 30 at the message that stands alone", () => {
    const text = `${UNB}${group("1", message("1"))}${message("2")}UNZ+1+R1'`;
    const [, second] = read(text);
    expect(placeOf(second!, "EDI30").offset).toBe(text.indexOf("UNH+2"));
  });
  it("each message of an interchange is read by itself: what is wrong with one does not touch the other", () => {
    const text = `${UNB}${message("1").replace("BGM+745", "BGM+999")}${message("2")}UNZ+2+R1'`;
    expect(read(text).map(({ accepted }) => accepted)).toEqual([false, true]);
  });
});

describe("§2.1 layouts", () => {
  it("row UNB: every element in its place", () => {
    const one = withUnb(
      "UNB+UNOC:3+SENDER:4:INTERNAL+RECIPIENT:ZZ:ROUTE+260301:1305+REF123+PW:AA+PNRGOV+A+1+AGREE+1",
    );
    expect(one.control).toMatchObject({ sender: "SENDER", recipient: "RECIPIENT", interchange: "REF123" });
    expect(one.preparedAt).toBe("2026-03-01T13:05");
    expect(one.envelope).toMatchObject({
      syntax: ["UNOC", "3"],
      sender: ["SENDER", "4", "INTERNAL"],
      recipient: ["RECIPIENT", "ZZ", "ROUTE"],
      applicationReference: "PNRGOV",
      test: "1",
    });
    expect(codesOf(one)).toEqual(["EDI25"]);
  });
  it.each(["ZZ", "ZZZ", "4", "A9", "UA", ""])("row 0007 qualifier %s is kept verbatim", (qualifier) => {
    expect(
      withUnb(`UNB+UNOA:4+J2${qualifier && `:${qualifier}`}+PIU+260301:1305+R1`).envelope?.sender,
    ).toEqual(qualifier === "" ? ["J2"] : ["J2", qualifier]);
  });
  it.each(["APIS*ABE", "CICA-A9", "SHARES"])("row 0004 %s", (sender) => {
    expect(withUnb(`UNB+UNOA:3+${sender}:ZZ+PIU:ZZ+260301:1305+R1`).control.sender).toBe(sender);
  });
  it.each([
    ["260301:1305", "2026-03-01T13:05"],
    ["20260301:1305", "2026-03-01T13:05"],
    ["260301:130559", "2026-03-01T13:05"],
    ["260301", "2026-03-01"],
    ["", null],
  ])("row S004 %s", (sent, preparedAt) => {
    expect(withUnb(`UNB+UNOA:4+J2+PIU+${sent}+R1`).preparedAt).toBe(preparedAt);
  });
  it.each(["APIS", "IAPI", "PNRGOV", "PAXLST", "PIU"])("row 0026 %s", (reference) => {
    expect(withUnb(`UNB+UNOA:4+J2+PIU+260301:1305+R1++${reference}`).envelope?.applicationReference).toBe(
      reference,
    );
  });
  it("row 0026 in the place of the password: taken, a warning at it", () => {
    const unb = "UNB+UNOA:4+J2+PIU+260301:1305+13111522024500+PNRGOV";
    const text = paxlst({ unb });
    expect(only(text).envelope?.applicationReference).toBe("PNRGOV");
    expect(placeOf(only(text), "APPLICATION_REFERENCE_SHIFTED").offset).toBe(text.indexOf("PNRGOV"));
    expect(codesOf(withUnb("UNB+UNOA:4+J2+PIU+260301:1305+R1+12345"))).toEqual([]);
  });
  it.each(["A", "O"])("row 0029 priority %s is not asked for", (priority) => {
    expect(codesOf(withUnb(`UNB+SIRE:4+J2+PIU+260301:1305+R1++IAPI+${priority}`))).toEqual([]);
  });
  it("row 0032 agreement id may hold a flag", () => {
    expect(codesOf(withUnb("UNB+UNOA:4+J2+PIU+260301:1305+R1++APIS+++X"))).toEqual([]);
  });
  it("row UNG: what an answer takes up", () => {
    const text = `${UNB}${group("77", message("1"))}UNZ+1+R1'`;
    expect(only(text).envelope?.group).toEqual({ reference: "77", agency: "UN", version: ["D", "05B"] });
  });
  it("row UNH: reference, type, access reference, part", () => {
    const one = only(paxlst({ unh: "UNH+PAX001+PAXLST:D:05B:UN:IATA+ACCESS+03:F" }));
    expect(one.control).toMatchObject({
      message: "PAX001",
      accessReference: "ACCESS",
      part: 3,
      parts: 3,
      final: true,
    });
    expect(one.envelope?.type).toEqual(["PAXLST", "D", "05B", "UN", "IATA"]);
  });
});

describe("§2.2 version pairs", () => {
  it.each(["UNOA:4", "UNOA:1", "UNOA:2", "UNOA:3", "UNOB:4", "UNOC:3", "SIRE:4"])(
    "row PAXLST under %s",
    (syntax) => {
      expect(codesOf(withUnb(`UNB+${syntax}+J2+PIU+260301:1305+R1`))).toEqual([]);
    },
  );
  it.each(["IATA:1", "UNOA:4", "IATB:1"])("row PNRGOV under %s", (syntax) => {
    expect(codesOf(only(pnrgov([booking()]).replace("IATA:1", syntax)))).toEqual([]);
  });
  it.each(["UN+D:02B", "UN+D:15B"])(
    "row UNG %s with another release in UNH: UNH counts, a warning at its release",
    (version) => {
      const text = `${UNB}${group("1", message("1"))}UNZ+1+R1'`.replace("UN+D:05B", version);
      expect(only(text)).toMatchObject({ version: "D.05B", accepted: true });
      expect(placeOf(only(text), "VERSION_DIFFERS").offset).toBe(text.indexOf("05B:UN"));
    },
  );
  it.each(["IA+11:1", "1A+11:1", "XS+11:1"])("row UNG PNRGOV %s", (version) => {
    const text = pnrgov(
      [booking()],
      undefined,
      `UNG+PNRGOV+J2+PIU+260619:1230+1+${version}'UNH+1+PNRGOV:11:1:IA+X`,
    ).replace("UNZ+1", "UNE+1+1'UNZ+1");
    expect(codesOf(only(text)).filter((code) => code !== "EDI28" && code !== "EDI29")).toEqual([]);
  });
});

describe("§2.4 message splitting", () => {
  it.each([
    ["+X1+01:C", 1, null, false],
    ["+X1+02", 2, null, false],
    ["+X1+02:C", 2, null, false],
    ["+X1+03:F", 3, 3, true],
    ["+X1+01:F", 1, 1, true],
    ["+X1+01", 1, null, true],
    ["+X1", null, null, true],
    ["", null, null, true],
    ["+X1+1:C", 1, null, false],
  ])("row S010 %s", (s010, part, parts, final) => {
    expect(only(paxlst({ unh: `UNH+1+PAXLST:D:05B:UN:IATA${s010}` })).control).toMatchObject({
      part,
      parts,
      final,
    });
  });
  it("row every part has the total of the whole list: no count is held against one part", () => {
    for (const s010 of ["01:C", "02", "03:F"]) {
      const text = paxlst({
        unh: `UNH+1+PAXLST:D:05B:UN:IATA+X1+${s010}`,
        persons: [person()],
        tail: ["CNT+42:5"],
      });
      expect(codesOf(only(text))).toEqual([]);
    }
  });
});

describe("§3 interactive variant", () => {
  it("row batch envelope in real time: what an answer is matched by", () => {
    const one = only(
      paxlst({
        unh: "UNH+1+PAXLST:D:05B:UN:IATA+000001ABCD+01:F",
        head: ["RFF+TN:0000100:::1", "NAD+MS+++DESK"],
      }),
    );
    expect([
      one.control.interchange,
      one.control.accessReference,
      one.passengerList?.transaction,
      one.passengerList?.travellers[0]?.travellerRef,
    ]).toEqual(["R1", "000001ABCD", { reference: "0000100", revision: "1" }, "J21001"]);
  });
  it("row UIB, UIH, UIT, UIZ", () => {
    const body = list.slice(list.indexOf("BGM"), list.indexOf("UNT"));
    const segments = body.split("'").length + 1;
    const text = `UIB+UNOA:4+D1++++J2:ZZ+PIU:ZZ+20260301:1305'UIH+PAXLST:D:05B:UN:IATA+1+D1'${body}UIT+1+${segments}'UIZ+D1+1'`;
    const one = only(text);
    expect([one.kind, one.accepted, one.control.sender, one.control.message]).toEqual([
      "PAXLST",
      true,
      "J2",
      "1",
    ]);
    expect(contentOf([{ ...one, control: only(list).control }])).toEqual(contentOf(read(list)));
    expect(codesOf(one)).toEqual([]);
  });
  it.each(["PNRGOV:13:1:IA", "CUSRES:D:05B:UN"])(
    "row UIH and UIT around %s are no segments of it",
    (type) => {
      const body = type.startsWith("PNRGOV")
        ? pnrgov([booking()])
            .replace(/^[^]*?(?=MSG)/, "")
            .replace(/UNT[^]*/, "")
        : "BGM+962'ERP+1'ERC+118'";
      const text = `UIB+UNOA:4+D1++++J2:ZZ+PIU:ZZ+20260619:1230'UIH+${type}+1+D1'${body}UIT+1+${body.split("'").length + 1}'UIZ+D1+1'`;
      expect([only(text).accepted, codesOf(only(text))]).toEqual([true, []]);
    },
  );
  it("a message of one traveller, and of ten", () => {
    const ten = Array.from({ length: 10 }, (_, i) =>
      person(
        `NAD+FL+++KESTREL:R${"ABCDEFGHIJ"[i]}`,
        `RFF+ABO:${i}`,
        `DOC+P:110:111+C01901${i + 10}`,
        `DTM+329:7${i}0316`,
      ),
    );
    expect(codesOf(only(paxlst({ persons: ten })))).toEqual([]);
  });
  it("interchange() counts what it writes", () => {
    expect(
      codesOf(only(interchange(["UNH+1+CUSRES:D:05B:UN", "BGM+962"], "UNB+UNOA:4+A+B+260301:1305+1"))),
    ).toEqual([]);
  });
});
