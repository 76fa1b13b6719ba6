// Mails that come as files: their parts by themselves, as the mail channel takes them.
import { readAside } from "./read-aside.ts";
import type { ReadMail } from "./read-mail.ts";

/** A larger file is no mail that anybody sends. */
export const mailBytesMax = 16 * 1024 * 1024;

/** Lines of headers at the very beginning, and one that says that the mail has parts, or its text is encoded. */
const headers = /^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n/;
const inParts = /^content-(?:type:\s*multipart\/|transfer-encoding:\s*(?:base64|quoted-printable))/im;
/** Bytes of the beginning that decide. */
export const mailBeginning = 16 * 1024;

/** Whether what begins so is a mail with attachments, or with a text that mail has encoded. */
export function beginsAsMail(start: Buffer): boolean {
  const text = start.subarray(0, mailBeginning).toString("latin1");
  const [found] = headers.exec(text) ?? [""];
  return inParts.test(found);
}

/** What is in a mail; null for what is none, a string is what is wrong with it. */
export async function mailIn(bytes: Buffer): Promise<ReadMail | string | null> {
  if (!beginsAsMail(bytes)) return null;
  if (bytes.length > mailBytesMax) return `The mail has more than ${mailBytesMax} bytes.`;
  return readAside(bytes);
}
