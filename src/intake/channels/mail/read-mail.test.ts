// What of a mail is handed on: bodies in every coding, attachments as they were, and nothing that is a trick.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readMail, type ReadMail } from "./read-mail.ts";

const head = "From: a@carrier.example\r\nMIME-Version: 1.0\r\nMessage-ID: <1@carrier.example>\r\n";

async function read(...lines: readonly string[]): Promise<ReadMail> {
  const mail = await readMail(Buffer.from(head + lines.join("\r\n"), "latin1"));
  if (typeof mail === "string") throw new Error(mail);
  return mail;
}
const texts = ({ parts }: ReadMail): string[] =>
  parts.map(({ bytes }) => Buffer.from(bytes).toString("latin1").trim());
const part = (...lines: readonly string[]): string => ["--b", ...lines].join("\r\n");
const mixed = 'Content-Type: multipart/mixed; boundary="b"\r\n';

test("a body in base64, in quoted-printable or plain is the same message [transport.md §7 row Mail]", async () => {
  const message = "UNB+UNOA:4+J2+PIU'UNH+1'";
  const plain = await read("Content-Type: text/plain", "", message);
  const quoted = await read(
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "UNB+UNOA:4+J2=\r\n+PIU'UNH+1'",
  );
  const coded = await read("Content-Transfer-Encoding: base64", "", Buffer.from(message).toString("base64"));
  for (const mail of [plain, quoted, coded]) expect(texts(mail)).toEqual([message]);
  expect(plain).toMatchObject({ messageId: "<1@carrier.example>", isAutomaticReply: false });
});

test("letters beyond ASCII are written as the message says, not as the mail did", async () => {
  const mail = await readMail(
    Buffer.from(`${head}Content-Type: text/plain; charset=utf-8\r\n\r\nUNB+UNOC:4+J2'NAD+FL+++ÖZ'`, "utf8"),
  );
  expect(mail).toMatchObject({ parts: [{ bytes: expect.any(Uint8Array) as unknown }] });
  expect(texts(mail as ReadMail)[0]).toContain("ÖZ");
});

test("attachments come as the bytes that were attached, each by itself", async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_none, index) => index));
  const mail = await read(
    mixed,
    part("Content-Type: text/plain", "", "see attached"),
    part(
      'Content-Type: application/octet-stream; name="list.xlsx"',
      "Content-Transfer-Encoding: base64",
      "Content-Disposition: attachment",
      "",
      bytes.toString("base64"),
    ),
    part("Content-Type: text/csv", 'Content-Disposition: attachment; filename="list.CSV"', "", "a;b"),
    part('Content-Type: application/zip; name="list.zip"', "", "PK"),
    part("Content-Type: application/EDIFACT", "", "UNB+UNOA'"),
    "--b--",
  );
  expect(mail.parts.map(({ name }) => name)).toEqual(["list.xlsx", "list.CSV", "attachment 4"]);
  expect(Buffer.from(mail.parts[0]?.bytes ?? []).equals(bytes)).toBe(true);
  expect(mail.ignored.map(({ name }) => name)).toEqual(["text", "list.zip"]);
});

test("a mail inside a mail is read to a depth, and its own attachments too", async () => {
  const inner = [
    "Content-Type: message/rfc822",
    "",
    "From: b@carrier.example",
    'Content-Type: multipart/mixed; boundary="c"',
    "",
    "--c",
    'Content-Disposition: attachment; filename="inner.edi"',
    "",
    "UNB+INNER'",
    "--c--",
  ];
  const mail = await read(mixed, part(...inner), "--b--");
  expect(mail.parts.map(({ name }) => name)).toContain("inner.edi");
});

test("a mail that only has HTML is told to send text", async () => {
  const mail = await read("Content-Type: text/html", "", "<p>UNB+UNOA'</p>");
  expect(mail.parts).toEqual([]);
  expect(mail.ignored).toEqual([{ name: "HTML text", reason: "send plain text or an attachment" }]);
});

test("names and numbers of a mail bring no lines into what we write", async () => {
  const mail = await read(
    "Auto-Submitted: auto-replied",
    mixed,
    part("Content-Disposition: attachment; filename*=utf-8''a%0D%0ABcc%3A%20x%40y.edi", "", "UNB+UNOA'"),
    "--b--",
  );
  expect(mail.parts[0]?.name).toBe("aBcc: x@y.edi");
  expect(mail.isAutomaticReply).toBe(true);
});

/** What a mail of ours is made of, so that many of those made up have parts, nested mails and names. */
const pieces = fc.oneof(
  fc.constantFrom(
    "--b",
    "--b",
    "--b--",
    "",
    "",
    mixed.trim(),
    "Content-Type: message/rfc822",
    "Content-Type: text/html",
    "Content-Type: image/png",
    "Content-Transfer-Encoding: base64",
    "Content-Disposition: attachment; filename*=utf-8''a%0D%0ABcc%3A%20b%3B%E2%80%A8.edi",
    "Message-ID: <x@y>\tBcc: b",
    "Auto-Submitted: auto-replied",
    "UNB+UNOA:4+J2+PIU'UNH+1'",
  ),
  fc.string({ maxLength: 40, unit: "binary" }),
);

/** What of a mail a receipt or an answer may not hold, in words; nothing where all is well. */
function amiss(mail: ReadMail | string, size: number): string[] {
  if (typeof mail === "string") return /^The mail\b[^\r\n]*\.$/.test(mail) ? [] : [`refused by: ${mail}`];
  const names = [...mail.parts, ...mail.ignored].map(({ name }) => name);
  const bytes = mail.parts.reduce((sum, each) => sum + each.bytes.length, 0);
  return [
    ...names.filter((name) => !/^[^\p{C}\p{Zl}\p{Zp};]{1,100}$/u.test(name)).map((name) => `name ${name}`),
    ...mail.ignored.filter(({ reason }) => !/^[a-z][^\r\n]+$/.test(reason)).map(({ reason }) => reason),
    ...(/^<[\x21-\x7e]*>$/.test(mail.messageId ?? "<>") ? [] : [`number ${mail.messageId}`]),
    // Decoding makes nothing longer, but for letters that UTF-8 writes with more bytes.
    ...(bytes <= 3 * size ? [] : [`${bytes} bytes of ${size}`]),
  ];
}

const kindsOf = (mail: ReadMail | string): string[] =>
  typeof mail === "string"
    ? ["refused"]
    : [
        ...(mail.parts.length > 0 ? ["parts"] : []),
        ...(mail.ignored.length > 0 ? ["ignored"] : []),
        ...(mail.isAutomaticReply ? ["automatic"] : []),
      ];

test("whatever comes is read or refused in words: nothing comes out that a receipt or an answer may not hold", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (lines) => {
      const bytes = Buffer.from(lines.join("\r\n"));
      const mail = await readMail(bytes);
      expect(amiss(mail, bytes.length)).toEqual([]);
      // Twice the same: nothing is kept between two mails.
      expect(await readMail(bytes)).toEqual(mail);
      kindsOf(mail).forEach((kind) => seen.add(kind));
    }),
    { numRuns: 400 },
  );
  // Those made up are no empty mails only.
  expect([...seen]).toEqual(expect.arrayContaining(["automatic", "ignored", "parts"]));
});

test.each([
  ["too many lines that begin a part", `${mixed}\r\n${"\n--b".repeat(1_001)}`, /too many parts/],
  [
    "too many attachments",
    [
      mixed,
      ...Array.from({ length: 101 }, () => part("Content-Disposition: attachment; filename=a.edi", "", "x")),
      "--b--",
    ].join("\r\n"),
    /more than 100 attachments/,
  ],
  ["headers without end", `X: ${"y".repeat(300_000)}\r\n\r\n`, /too deeply, or its headers/],
])("%s are refused in words", async (_what, text, words) => {
  expect(await readMail(Buffer.from(head + text))).toMatch(words);
});
