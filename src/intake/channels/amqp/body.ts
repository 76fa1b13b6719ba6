// The bytes in the body of an AMQP message: data, binary or text.
import rhea, { type Message } from "rhea";

const dataSection = 0x75;

/** The bytes as sent (a text as UTF-8); null where the body is none of these, such as a map. */
export function bytesOf({ body }: Message): Buffer | null {
  const value: unknown = body;
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === "string") return Buffer.from(value, "utf8");
  if (typeof value !== "object" || value === null || !("typecode" in value) || !("content" in value))
    return null;
  if (value.typecode !== dataSection) return null;
  const { content } = value;
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  return parts.every((part) => Buffer.isBuffer(part)) ? Buffer.concat(parts) : null;
}

/** A body of the kind the partner uses: text for a text, data for anything else. */
export function bodyLike(request: Message | undefined, text: string): unknown {
  const value: unknown = request?.body;
  return typeof value === "string" ? text : bodyOf(Buffer.from(text, "utf8"));
}

/** The bytes as they are, as data. */
export function bodyOf(bytes: Uint8Array): unknown {
  return rhea.message.data_section(Buffer.from(bytes));
}
