// Seeds that the product writes itself: answers, acknowledgements, reports, templates, and messages as lines and mails carry them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  DIRECTIVES,
  explainBytes,
  manifestTemplate,
  readBytes,
  syntaxReports,
  writeAckres,
  writeContrl,
  writeCusres,
} from "#messages";
import type { ReadMessage } from "#messages";
import { writeTypeB } from "../../src/messages/wrappers/type-b-write.ts";

const AT = "2026-06-19T12:31:05Z";
type Named = readonly [name: string, bytes: Buffer];

/** Every traveller of a list answered, each directive in turn. */
export function answerOf(request: ReadMessage): Buffer | null {
  const travellers = (request.passengerList?.travellers ?? []).map(({ locator, travellerRef }, i) => ({
    locator,
    travellerRef,
    directive: DIRECTIVES[i % DIRECTIVES.length]!,
  }));
  const written = writeCusres({ request, travellers, at: AT, telephone: "+994 12 000 00 00" });
  return written === null ? null : Buffer.from(written);
}

/** The reports on a transmission. */
export function reportsOn(bytes: Uint8Array): Buffer[] {
  return syntaxReports(explainBytes(bytes), { detail: "all" }).map(({ report, reply }) =>
    Buffer.from(writeContrl(report, { ...reply, reference: "1", at: AT })),
  );
}

const head = { priority: "QU", to: ["GYDPIXS"], from: "GYDRMJ2", at: new Date(AT) };

/** A text as a telegram in lines of 63 characters. */
export const telegram = (text: string): Buffer => Buffer.from(writeTypeB({ ...head, text }), "latin1");

/** The same in two telegrams. */
export function telegrams(text: string): Buffer {
  const lines = writeTypeB({ ...head, controls: true, text }).split("\r\n");
  // A second telegram carries the rest of the text.
  const middle = Math.ceil(lines.length / 2);
  const next = writeTypeB({ ...head, text: "" })
    .split("\r\n")
    .slice(0, 2);
  return Buffer.from([...lines.slice(0, middle), "", ...next, ...lines.slice(middle)].join("\r\n"), "latin1");
}

/** A mail with a text and, attached, some bytes. */
export function mailWith(type: string, bytes: Buffer): Buffer {
  const encoded = bytes.toString("base64").replace(/.{76}/g, "$&\r\n");
  return Buffer.from(
    `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n` +
      `The list.\r\n--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n--b--\r\n`,
  );
}

/** `samples`: the folder of the samples. */
export function replies(samples: string): Named[] {
  const list = readFileSync(join(samples, "paxlst/one-flight.edi"));
  const faulty = readFileSync(join(samples, "paxlst/defects.edi"));
  const push = readFileSync(join(samples, "pnrgov/family-full-push.edi"));
  const xml = readFileSync(join(samples, "pnrgov-xml/family-full-push.xml"));
  const answer = answerOf(readBytes(list)[0]!);
  const errors = [{ code: "118", texts: ["SYSTEM UNABLE TO PROCESS"] }];
  const acknowledged = writeAckres(readBytes(push)[0]!, { outcome: "rejected", errors, at: AT });
  const text = list.toString("latin1").replace(/[\r\n]+/g, "");
  return [
    ...(answer === null ? [] : [["made/answer", answer] as const]),
    ...(acknowledged === null ? [] : [["made/acknowledgement", Buffer.from(acknowledged)] as const]),
    ...reportsOn(faulty).map((bytes, i) => [`made/report ${i}`, bytes] as const),
    ["made/telegram", telegram(text)],
    ["made/telegrams", telegrams(text)],
    ["made/mail", mailWith("application/edifact", list)],
    ["made/mail of xml", mailWith("application/xml", xml)],
    ["made/wide", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["made/table", Buffer.from(manifestTemplate("csv", "SEA"))],
    ["made/workbook", Buffer.from(manifestTemplate("xlsx", "BUS"))],
  ];
}
