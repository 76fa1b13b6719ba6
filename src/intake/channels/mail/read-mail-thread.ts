// The thread in which one mail is read: whatever it is made of, it costs this thread's memory and time and no more.
import { parentPort, workerData } from "node:worker_threads";
import { readMail } from "./read-mail.ts";

const bytes: unknown = workerData;
if (!(bytes instanceof Uint8Array)) throw new Error("the thread was started without a mail");
parentPort?.postMessage(await readMail(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)));
