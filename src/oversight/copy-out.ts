// Rows as PostgreSQL's COPY sends them in binary: one question for the whole table, handed on in large pieces unread.
import type { Client, Connection, Submittable } from "pg";

const pieceBytes = 512_000;
/** Pieces that wait to be fetched before the server is asked to wait. */
const waitingMax = 6;

/**
 * The rows of a COPY … TO STDOUT (FORMAT binary), in pieces that hold whole rows and own their memory. The connection is busy until all are
 * read, and given up when reading ends before. Rejects with what the server says.
 */
export async function* copyOut(client: Client, statement: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let piece = new Uint8Array(pieceBytes);
  let filled = 0;
  let begun = false;
  const state: { ended: boolean; problem: Error | undefined } = { ended: false, problem: undefined };
  let wake: () => void = () => undefined;
  const { stream } = (client as unknown as { connection: Connection }).connection;
  const cut = (): void => {
    if (filled > 0) pieces.push(piece.slice(0, filled));
    filled = 0;
    if (pieces.length > waitingMax) stream.pause();
    wake();
  };
  const end = (problem?: Error): void => {
    cut();
    state.ended = true;
    state.problem ??= problem;
    wake();
  };
  const reader: Submittable & Record<string, unknown> = {
    submit: (connection: Connection) => connection.query(statement),
    handleCopyData: ({ chunk }: { readonly chunk: Buffer }) => {
      const rows = begun ? chunk : withoutHeader(chunk);
      begun = true;
      if (filled + rows.length > piece.length) {
        cut();
        if (rows.length > piece.length) piece = new Uint8Array(rows.length);
      }
      // The driver writes over what it handed out once it is through with it.
      piece.set(rows, filled);
      filled += rows.length;
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => end(),
    handleError: (problem: Error) => end(problem),
  };
  client.query(reader);
  try {
    while (!state.ended || pieces.length > 0) {
      if (pieces.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const next = pieces.shift();
      if (next === undefined) continue;
      if (pieces.length <= waitingMax / 2) stream.resume();
      yield next;
    }
    if (state.problem !== undefined) throw state.problem;
  } finally {
    if (state.ended) stream.resume();
    else stream.destroy();
  }
}

const signature = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");

/** The first message begins with the header of the format. */
function withoutHeader(chunk: Buffer): Buffer {
  if (!chunk.subarray(0, signature.length).equals(signature))
    throw new Error("the server sends rows in another format than the binary one");
  return chunk.subarray(19 + chunk.readInt32BE(15));
}
