// The few values of DER (X.690) that a certificate is written in.

/** One value in DER: its tag, its length, its content. */
export function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const long =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...long]), content]);
}

/** SEQUENCE of the parts. */
export function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** An object identifier, of its content in hexadecimal. */
export function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

/** An instant: GeneralizedTime where the year is beyond what UTCTime can say (RFC 5280 section 4.1.2.5). */
export function time(at: Date): Buffer {
  const digits = `${at.toISOString().replace(/[-:T]|\.\d+/g, "")}`;
  return at.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(digits.slice(2)))
    : der(0x18, Buffer.from(digits));
}
