// Mail: finds the encoded parts of a MIME message and decodes them; everything else passes through unchanged.
import { chained, nothingDecoder } from "./decoder.ts";
import type { Decoder } from "./decoder.ts";
import { base64Decoder, htmlDecoder, quotedPrintableDecoder } from "./encodings.ts";

/** Longest line looked at for a header or boundary; a longer one is body. */
const MAX_LINE = 2000;
/** Boundaries remembered of parts within parts; a mail has a handful, the bound is against hostile input. */
const MAX_BOUNDARIES = 100;

/** The kind and the boundary of a content in several parts. */
const BOUNDARY = /^content-type:\s*multipart\/([a-z]+)[^\n]*;\s*boundary=(?:"([^"\n]+)"|([^\s;"]+))/im;

type Encoding = "base64" | "quoted-printable" | null;

/**
 * Decodes a mail as it streams by: headers and unencoded parts are passed on as they are (they are transport text, or
 * hold the message plainly), parts in base64 or quoted-printable are decoded, HTML loses its tags. HTML that only says
 * again what a plain part beside it says (multipart/alternative) is left out: no message is read twice.
 */
export class MailDecoder implements Decoder {
  readonly encoding = "MIME";
  #line = "";
  #inHeaders = true;
  #headers = "";
  /** The boundaries of the parts met, with whether they separate alternatives of one content. */
  readonly #boundaries = new Map<string, { readonly alternative: boolean; hasPlain: boolean }>();
  /** The boundary in front of the part at hand. */
  #around: { readonly alternative: boolean; hasPlain: boolean } | undefined;
  #part: Decoder | null = null;
  #out: Uint8Array[] = [];

  push = (chunk: Uint8Array): Uint8Array => {
    const text = this.#line + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString("latin1");
    let at = 0;
    for (;;) {
      const end = text.indexOf("\n", at);
      if (end < 0) break;
      this.#take(text.slice(at, end + 1));
      at = end + 1;
    }
    this.#line = text.slice(at);
    if (this.#line.length > MAX_LINE) {
      this.#take(this.#line);
      this.#line = "";
    }
    return this.#flush();
  };

  end = (): Uint8Array => {
    this.#take(this.#line);
    this.#line = "";
    this.#closePart();
    return this.#flush();
  };

  #flush(): Uint8Array {
    const out = this.#out.length === 1 ? this.#out[0]! : Buffer.concat(this.#out);
    this.#out = [];
    return out;
  }

  #take(line: string): void {
    if (this.#isBoundary(line)) {
      this.#closePart();
      this.#inHeaders = true;
      this.#headers = "";
      this.#pass(line);
    } else if (this.#inHeaders) {
      this.#pass(line);
      if (line.trim() === "") this.#endHeaders();
      else if (this.#headers.length < 64 * 1024) this.#headers += line;
    } else if (this.#part !== null) {
      this.#out.push(this.#part.push(Buffer.from(line, "latin1")));
    } else {
      this.#pass(line);
    }
  }

  #pass(line: string): void {
    this.#out.push(Buffer.from(line, "latin1"));
  }

  #isBoundary(line: string): boolean {
    if (!line.startsWith("--")) return false;
    const name = line.slice(2).trimEnd();
    const around = this.#boundaries.get(name) ?? this.#boundaries.get(name.replace(/--$/, ""));
    if (around !== undefined) this.#around = around;
    return around !== undefined;
  }

  #endHeaders(): void {
    const headers = this.#headers.replace(/\r?\n[ \t]+/g, " ");
    const found = BOUNDARY.exec(headers);
    const boundary = found?.[2] ?? found?.[3];
    if (boundary !== undefined && this.#boundaries.size < MAX_BOUNDARIES) {
      const alternative = found?.[1]?.toLowerCase() === "alternative";
      this.#boundaries.set(boundary, { alternative, hasPlain: false });
    }
    this.#part = this.#decoderOf(headers);
    this.#inHeaders = false;
  }

  #decoderOf(headers: string): Decoder | null {
    const transfer = transferDecoder(encodingIn(headers));
    const type =
      /^content-type:\s*"?([a-z]+\/[a-z0-9.+-]+)/im.exec(headers)?.[1]?.toLowerCase() ?? "text/plain";
    const around = this.#around;
    if (type === "text/html") {
      if (around?.alternative === true && around.hasPlain) return nothingDecoder;
      return transfer === null ? htmlDecoder() : chained(transfer, htmlDecoder());
    }
    if (around !== undefined && type === "text/plain") around.hasPlain = true;
    return transfer;
  }

  #closePart(): void {
    if (this.#part !== null) this.#out.push(this.#part.end());
    this.#part = null;
  }
}

/** The transfer encoding that headers declare, null for none that changes the bytes. */
function encodingIn(headers: string): Encoding {
  const declared = /^content-transfer-encoding:\s*"?(base64|quoted-printable)/im.exec(headers)?.[1];
  return declared === undefined ? null : declared.toLowerCase() === "base64" ? "base64" : "quoted-printable";
}

function transferDecoder(encoding: Encoding): Decoder | null {
  if (encoding === null) return null;
  return encoding === "base64" ? base64Decoder() : quotedPrintableDecoder();
}

/** Whether a transmission begins as a mail with parts that are encoded. */
export function isEncodedMail(start: string): boolean {
  if (!/^\s*(?:From |[A-Za-z][A-Za-z0-9-]*:)/.test(start)) return false;
  return encodingIn(start) !== null || /^content-type:\s*(?:multipart\/|text\/html)/im.test(start);
}
