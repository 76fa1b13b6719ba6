// Reads a list file of any known format: detects it by its first bytes, never by its name.
import { readNdjson } from "./ndjson.ts";
import { refused, type ListReading } from "./reading.ts";
import { readUnXml } from "./un-xml.ts";

/** No list of persons is larger; a larger file is a mistake or an attack. */
const MOST_BYTES = 512 * 1024 * 1024;

type FormatReader = {
  readonly detects: (start: string) => boolean;
  readonly read: (text: string, bytes: Buffer) => ListReading;
};

/** A new format is one more line here and one more file beside this. */
const READERS: readonly FormatReader[] = [
  { detects: (start) => /<CONSOLIDATED_LIST[\s>/]/.test(start), read: (_, bytes) => readUnXml(bytes) },
  { detects: (start) => start.startsWith("{"), read: readNdjson },
];

/**
 * Entries with a report on rows, or a refusal that says what is wrong and how to mend it. Never throws: not for bytes
 * that are no text, not for a cut or empty file, not for another format.
 */
export function readList(file: Uint8Array | string): ListReading {
  if (file.length > MOST_BYTES) return refused("file-too-large", { limit: MOST_BYTES / 1024 / 1024 });
  let text = "";
  if (typeof file === "string") text = file;
  else {
    const decoded = decodedText(file);
    if (decoded === null) return refused("not-utf8");
    text = decoded;
  }
  const start = text
    .slice(0, 4096)
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (start === "") return refused("empty");
  const bytes = typeof file === "string" ? Buffer.from(file, "utf8") : bufferOf(file);
  for (const reader of READERS) if (reader.detects(start)) return reader.read(text, bytes);
  const root = /<([A-Za-z_:][\w:.-]*)/.exec(start.replace(/<[?!][^>]*>/g, ""))?.[1];
  if (start.startsWith("<") && root !== undefined) {
    return refused("wrong-root", { root }, { line: 1 });
  }
  return refused("unknown-format");
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function decodedText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
