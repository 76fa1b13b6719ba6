// Which reader reads which kind of message: one line for each message type.
import { ackresReader } from "./ackres/read.ts";
import { contrlReader } from "./contrl/read.ts";
import { cusresReader } from "./cusres/read.ts";
import { govreqReader } from "./govreq/read.ts";
import type { MessageKind } from "./message.ts";
import { paxlstReader } from "./paxlst/read.ts";
import { pnrgovReader } from "./pnrgov/read.ts";
import type { MessageReader } from "./reading.ts";

const messageReaders: Readonly<Record<Exclude<MessageKind, "UNKNOWN">, MessageReader>> = {
  PAXLST: paxlstReader,
  PNRGOV: pnrgovReader,
  CUSRES: cusresReader,
  ACKRES: ackresReader,
  GOVREQ: govreqReader,
  CONTRL: contrlReader,
};

/** The reader of a kind of message; undefined for what is not known. */
export function readerOf(kind: MessageKind): MessageReader | undefined {
  return kind === "UNKNOWN" ? undefined : messageReaders[kind];
}
