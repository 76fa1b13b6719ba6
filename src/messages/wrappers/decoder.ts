// What a decoder of a transfer encoding does: bytes in by and by, decoded bytes out, nothing kept but a remainder.

export type Decoder = {
  /** What is shown in the finding CONTENT_DECODED; null where every byte keeps its offset and its meaning. */
  readonly encoding: string | null;
  /** The decoded bytes of a chunk; may be empty, may share memory with the chunk. */
  readonly push: (chunk: Uint8Array) => Uint8Array;
  /** What was still held back. */
  readonly end: () => Uint8Array;
};

export const NOTHING = new Uint8Array(0);

/** A decoder made of a function over text of which a tail may be incomplete: it answers how much of the text it has used. */
export function textDecoder(
  encoding: string,
  decode: (text: string, atEnd: boolean) => { readonly decoded: string; readonly used: number },
): Decoder {
  let rest = "";
  const run = (text: string, atEnd: boolean): Uint8Array => {
    const { decoded, used } = decode(text, atEnd);
    rest = text.slice(used);
    return Buffer.from(decoded, "latin1");
  };
  return {
    encoding,
    push: (chunk) =>
      run(rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString("latin1"), false),
    end: () => run(rest, true),
  };
}

/** Passes nothing on. */
export const nothingDecoder: Decoder = { encoding: null, push: () => NOTHING, end: () => NOTHING };

/** Two decoders, the one after the other. */
export function chained(first: Decoder, second: Decoder): Decoder {
  return {
    encoding: first.encoding ?? second.encoding,
    push: (chunk) => second.push(first.push(chunk)),
    end: () => Buffer.concat([second.push(first.end()), second.end()]),
  };
}
