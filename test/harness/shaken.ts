// Shakes the order in which things happen, to find tests that go by luck: SHAKEN=steps npm test, SHAKEN=database npm test.
// steps: what a test asks of a server is sent late, so that the background is done before it. database: statements are late, so that
// the background is behind.
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

const shaken = process.env["SHAKEN"];
const mark = Symbol.for("openpiu.shaken");
const done = globalThis as { [mark]?: true };

// Test files share a process: once is enough.
if (shaken !== undefined && shaken !== "" && done[mark] === undefined) {
  done[mark] = true;
  if (shaken === "steps") {
    lateRequests(600);
    lateConnections(600);
  } else if (shaken === "database") lateStatements(60);
  else throw new Error(`SHAKEN is steps or database, not ${shaken}`);
}

function lateRequests(msMax: number): void {
  const send = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    if (Math.random() < 0.5) await sleep(Math.random() * msMax);
    return send(...asked);
  };
}

/** Tests look into the database by connections of their own, opened for each look. */
function lateConnections(msMax: number): void {
  type Connect = (...asked: unknown[]) => unknown;
  const prototype = Client.prototype as unknown as { connect: Connect };
  const { connect } = prototype;
  prototype.connect = function late(this: object, ...asked) {
    if (asked.length > 0) return connect.apply(this, asked);
    return sleep(Math.random() * msMax).then(() => connect.apply(this));
  };
}

/** One statement of ten is late; those of a connection keep their order. */
function lateStatements(msMax: number): void {
  type Query = (...asked: unknown[]) => unknown;
  const prototype = Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const held = new WeakMap<object, Promise<unknown>>();
  prototype.query = function late(this: object, ...asked) {
    // Streams and callbacks of the driver's own are let through as they are.
    const plain =
      typeof asked[0] === "string" ||
      (asked[0] !== null && typeof asked[0] === "object" && "text" in asked[0]);
    if (!plain || typeof asked.at(-1) === "function") return query.apply(this, asked);
    const before = held.get(this);
    if (before === undefined && Math.random() > 0.1) return query.apply(this, asked);
    const sent = (before ?? Promise.resolve())
      .then(() => sleep(before === undefined ? Math.random() * msMax : 0))
      .then(() => query.apply(this, asked));
    const settle = (): void => {
      if (held.get(this) === settled) held.delete(this);
    };
    const settled: Promise<void> = sent.then(settle, settle);
    held.set(this, settled);
    return sent;
  };
}
