// Reads mails without holding up the server: short ones at once, others in a thread that is ended when it takes too much.
import { Worker } from "node:worker_threads";
import { readMail, type ReadMail } from "./read-mail.ts";

/** The parser holds every line by itself: what many short lines cost has nothing to do with their bytes. */
const linesMax = 250_000;
const shortBytes = 64 * 1024;
const shortLines = 2_000;
const threadMegabytes = 512;
const threadMs = 30_000;

const tooIntricate = "The mail takes too much to read. Attach the messages, one file each.";

/** As `readMail`; a string is what is wrong with the mail. */
export async function readAside(bytes: Buffer): Promise<ReadMail | string> {
  const lines = linesIn(bytes);
  if (lines > linesMax)
    return `The mail has more than ${linesMax} lines. Attach the messages in base64, as programs do.`;
  return bytes.length <= shortBytes && lines <= shortLines ? readMail(bytes) : readInThread(bytes);
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0 && lines <= linesMax; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function readInThread(bytes: Buffer): Promise<ReadMail | string> {
  // A copy of its own is handed over, without being copied again.
  const own = new Uint8Array(bytes);
  const thread = new Worker(new URL("./read-mail-thread.ts", import.meta.url), {
    workerData: own,
    transferList: [own.buffer],
    resourceLimits: { maxOldGenerationSizeMb: threadMegabytes },
  });
  return new Promise((resolve) => {
    const late = setTimeout(() => void thread.terminate(), threadMs);
    thread.once("message", (mail: ReadMail | string) => resolve(mail));
    // Out of memory, or anything else that the parser did not stand: the mail's fault.
    thread.once("error", () => resolve(tooIntricate));
    thread.once("exit", () => {
      clearTimeout(late);
      resolve(tooIntricate);
    });
  });
}
