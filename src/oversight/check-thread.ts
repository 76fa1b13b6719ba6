// The thread that checks entries by themselves while others are still being read.
import { parentPort } from "node:worker_threads";
import { checkEntry } from "./check-entry.ts";
import { entriesIn } from "./copied-rows.ts";
import { packed } from "./packed-entries.ts";

const port = parentPort;
if (port === null) throw new Error("check-thread.ts runs as a thread of the verification");

port.on("message", (piece: Uint8Array<ArrayBuffer>) => {
  const entries = [];
  for (const entry of entriesIn(Buffer.from(piece.buffer))) entries.push(checkEntry(entry));
  const { pack, buffers } = packed(entries);
  port.postMessage(pack, buffers);
});
