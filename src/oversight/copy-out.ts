// Rows as PostgreSQL's COPY sends them in binary: one question for the whole table, and no text to read back.
import type { Client, Connection, Submittable } from "pg";

/** Bytes waiting to be read before the server is asked to wait. */
const waitingMax = 4_000_000;

/**
 * The rows of a COPY … TO STDOUT (FORMAT binary), in batches as they arrive; each row as its fields, null where there is
 * none. The connection is busy until all are read, and given up when reading ends before. Rejects with what the server says.
 */
export async function* copyOut(client: Client, statement: string): AsyncGenerator<(Buffer | null)[][]> {
  let rows: (Buffer | null)[][] = [];
  let waiting = 0;
  const state: { ended: boolean; problem: Error | undefined } = { ended: false, problem: undefined };
  let wake: () => void = () => undefined;
  const { stream } = (client as unknown as { connection: Connection }).connection;
  const end = (problem?: Error): void => {
    state.ended = true;
    state.problem ??= problem;
    wake();
  };
  const reader: Submittable & Record<string, unknown> = {
    submit: (connection: Connection) => connection.query(statement),
    handleCopyData: ({ chunk }: { readonly chunk: Buffer }) => {
      waiting += chunk.length;
      // The driver writes over what it handed out once it is through with it.
      for (const row of rowsOf(Buffer.from(chunk))) rows.push(row);
      if (waiting > waitingMax) stream.pause();
      wake();
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => end(),
    handleError: (problem: Error) => end(problem),
  };
  client.query(reader);
  try {
    while (!state.ended || rows.length > 0) {
      if (rows.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      if (rows.length === 0) continue;
      const batch = rows;
      rows = [];
      waiting = 0;
      stream.resume();
      yield batch;
    }
    if (state.problem !== undefined) throw state.problem;
  } finally {
    if (state.ended) stream.resume();
    else stream.destroy();
  }
}

const signature = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");

/** The rows in one message: the first begins with the header of the format, the last is its end mark. */
function* rowsOf(chunk: Buffer): Generator<(Buffer | null)[]> {
  let at = 0;
  if (chunk.length >= 19 && chunk.subarray(0, signature.length).equals(signature)) {
    at = 19 + chunk.readInt32BE(15);
  }
  while (at < chunk.length) {
    const fields = chunk.readInt16BE(at);
    at += 2;
    if (fields < 0) return;
    const row: (Buffer | null)[] = [];
    for (let n = 0; n < fields; n += 1) {
      const bytes = chunk.readInt32BE(at);
      at += 4;
      row.push(bytes < 0 ? null : chunk.subarray(at, at + bytes));
      at += Math.max(bytes, 0);
    }
    yield row;
  }
}
