// From the bytes of a mail to what in it is handed on: the text of its body and its attachments, each by itself.
import PostalMime, { type Attachment } from "postal-mime";

/** One transmission found in a mail. */
export type MailPart = {
  /** As the carrier knows it: the attachment's name, or "text". */
  readonly name: string;
  readonly bytes: Uint8Array;
};

export type ReadMail = {
  readonly parts: readonly MailPart[];
  /** What else was in it, with the reason why it is not looked into. */
  readonly ignored: readonly { readonly name: string; readonly reason: string }[];
  readonly messageId: string | null;
  /** It says itself that it answers a mail: it gets no answer. */
  readonly isAutomaticReply: boolean;
};

const partsMax = 100;
/** Lines that may begin a part. In messages of ours hardly any line begins so; each costs a parser memory. */
const boundaryLinesMax = 1_000;
const headerBytesMax = 256 * 1024;
const nestingMax = 20;
const forwardedMax = 3;

const names = /\.(?:txt|edi|edifact|pnr|api|csv|xml|xlsx)(?:\.gz)?$/i;
const types =
  /^(?:text\/(?:plain|csv|xml)|application\/(?:edifact|edi-x12|xml|octet-stream|gzip|x-gzip|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet))$/;

/**
 * Reads a mail. A string is what is wrong with it, in words for its sender. The parser of packages is used and not the
 * decoder of messages/wrappers: that one makes one text of a whole mail that arrives on another channel, which would join
 * two attachments and break a workbook.
 */
export async function readMail(bytes: Buffer): Promise<ReadMail | string> {
  if (boundaryLines(bytes) > boundaryLinesMax)
    return "The mail has too many parts. Send the messages as attachments.";
  const email = await PostalMime.parse(bytes, {
    maxNestingDepth: nestingMax,
    maxHeadersSize: headerBytesMax,
    maxRfc822NestingDepth: forwardedMax,
  }).catch((problem: Error) => problem);
  if (email instanceof Error) return "The mail's parts are nested too deeply, or its headers are too large.";
  if (email.attachments.length > partsMax)
    return `The mail has more than ${partsMax} attachments. Send several mails.`;
  const parts: MailPart[] = [];
  const ignored: { name: string; reason: string }[] = [];
  for (const [index, attachment] of email.attachments.entries()) {
    const name = nameOf(attachment, index);
    const reason = reasonToIgnore(attachment);
    if (reason === undefined) parts.push({ name, bytes: bytesOf(attachment) });
    else ignored.push({ name, reason });
  }
  const text = email.text ?? "";
  if (/UN[ABH][^A-Za-z0-9]|<\?xml/.test(text) || (parts.length === 0 && text.trim() !== "")) {
    parts.unshift({ name: "text", bytes: textBytes(text) });
  } else if (text.trim() !== "") ignored.unshift({ name: "text", reason: "no message in it" });
  if (email.html !== undefined && email.text === undefined) {
    ignored.unshift({ name: "HTML text", reason: "send plain text or an attachment" });
  }
  const automatic = email.headers.find(({ key }) => key === "auto-submitted")?.value ?? "";
  return {
    parts,
    ignored,
    messageId: /^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/.exec(email.messageId ?? "")?.[0] ?? null,
    isAutomaticReply: /^\s*auto-replied/i.test(automatic),
  };
}

/** As the message itself says that its characters are written; the mail's own character set has been undone. */
function textBytes(text: string): Buffer {
  const isLatin = /UNB.UNOC/.test(text) && !/[^\0-\xff]/.test(text);
  return Buffer.from(text, isLatin ? "latin1" : "utf8");
}

function boundaryLines(bytes: Buffer): number {
  let lines = 0;
  for (
    let at = bytes.indexOf("\n--");
    at >= 0 && lines <= boundaryLinesMax;
    at = bytes.indexOf("\n--", at + 1)
  ) {
    lines += 1;
  }
  return lines;
}

/** The name goes into receipts: one short line of plain characters. */
function nameOf({ filename }: Attachment, index: number): string {
  const name = (filename ?? "")
    .replace(/[\p{C}\p{Zl}\p{Zp};]/gu, "")
    .trim()
    .slice(0, 100);
  return name === "" ? `attachment ${index + 1}` : name;
}

function reasonToIgnore({ filename, mimeType, related }: Attachment): string | undefined {
  if (related === true) return "a picture of the HTML text";
  if (filename !== null && filename !== "") {
    return names.test(filename)
      ? undefined
      : "of this kind nothing is read: send .txt, .edi, .csv, .xml or .xlsx, packed as .gz if you like";
  }
  return types.test(mimeType) ? undefined : `of the type ${mimeType.slice(0, 60)} nothing is read`;
}

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}
