// How much memory the tables of an index hold.

/** Bytes of every typed array and store reachable from the parts; strings of the dictionary at two bytes a letter. */
export function memoryOf(parts: object): number {
  let bytes = 0;
  for (const part of Object.values(parts)) bytes += bytesOf(part);
  return bytes;
}

function bytesOf(part: unknown): number {
  if (ArrayBuffer.isView(part)) return part.byteLength;
  if (typeof part === "string") return 16 + part.length;
  if (Array.isArray(part)) return part.reduce((sum: number, item: unknown) => sum + bytesOf(item), 0);
  if (part === null || typeof part !== "object") return 8;
  if ("memoryBytes" in part && typeof part.memoryBytes === "number") return part.memoryBytes;
  return memoryOf(part);
}
