// Values of typed arrays and texts as one header and one run of bytes, and back: what an index is written as.

const KINDS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i16: Int16Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type Kind = keyof typeof KINDS;
type Column = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** What can be packed: columns, lists of texts, and plain objects and lists of such. */
export type Packable =
  | string
  | number
  | null
  | Column
  | readonly Packable[]
  | { readonly [name: string]: Packable };

/** The same with every column replaced by where it lies. */
export type Header =
  | string
  | number
  | null
  | readonly Header[]
  | { readonly [name: string]: Header }
  | { readonly column: Kind; readonly at: number; readonly length: number };

export type Packed = {
  readonly header: Header;
  /** End to end, each from the place the header names; between them up to seven bytes of nothing. */
  readonly pieces: readonly { readonly at: number; readonly bytes: Uint8Array }[];
  readonly length: number;
};

/** Columns begin where any of them may. */
const ALIGNED = 8;

/** Packs a value without copying its columns. */
export function pack(value: Packable): Packed {
  const pieces: { at: number; bytes: Uint8Array }[] = [];
  let length = 0;
  const place = (column: Column): Header => {
    const at = length;
    pieces.push({ at, bytes: new Uint8Array(column.buffer, column.byteOffset, column.byteLength) });
    length = Math.ceil((at + column.byteLength) / ALIGNED) * ALIGNED;
    return { column: kindOf(column), at, length: column.length };
  };
  const walk = (item: Packable): Header => {
    if (item === null || typeof item === "string" || typeof item === "number") return item;
    if (isColumn(item)) return place(item);
    if (isList(item)) return item.map(walk);
    return Object.fromEntries(Object.entries(item).map(([name, part]) => [name, walk(part)]));
  };
  const header = walk(value);
  return { header, pieces, length };
}

/** The value of a header whose columns lie in `buffer` from `from` on, which is a multiple of eight; nothing is copied. */
export function unpack(header: Header, buffer: ArrayBuffer, from: number): Packable {
  const walk = (item: Header): Packable => {
    if (item === null || typeof item === "string" || typeof item === "number") return item;
    if (isHeaderList(item)) return item.map(walk);
    if (isPlace(item)) return new KINDS[item.column](buffer, from + item.at, item.length);
    return Object.fromEntries(Object.entries(item).map(([name, part]) => [name, walk(part)]));
  };
  return walk(header);
}

const isColumn = (item: Packable): item is Column => ArrayBuffer.isView(item);
const isList = (item: Packable): item is readonly Packable[] => Array.isArray(item);
const isHeaderList = (item: Header): item is readonly Header[] => Array.isArray(item);
const isPlace = (item: object): item is { column: Kind; at: number; length: number } =>
  "column" in item && "at" in item && typeof item.column === "string" && item.column in KINDS;

function kindOf(column: Column): Kind {
  for (const kind of Object.keys(KINDS) as Kind[]) if (column instanceof KINDS[kind]) return kind;
  throw new Error("a column of no known kind");
}

/** Texts as one column: none of them has a line feed in it. */
export type Texts = { readonly count: number; readonly bytes: Uint8Array };

export function packTexts(texts: readonly string[]): Texts {
  const joined = texts.join("\n");
  const bytes = new TextEncoder().encode(joined);
  let lines = texts.length === 0 ? 0 : 1;
  for (const byte of bytes) if (byte === 10) lines += 1;
  if (lines !== texts.length) throw new Error("a text of the index has more than one line");
  return { count: texts.length, bytes };
}

export function unpackTexts({ count, bytes }: Texts): string[] {
  if (count === 0) return [];
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8").split("\n");
}
