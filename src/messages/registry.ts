// Which reader reads which kind of message: one line for each message type.
import { cusresReader } from "./cusres/read.ts";
import type { MessageKind } from "./message.ts";
import { paxlstReader } from "./paxlst/read.ts";
import { pnrgovReader } from "./pnrgov/read.ts";
import type { MessageReader } from "./reading.ts";

export const messageReaders: Readonly<Partial<Record<MessageKind, MessageReader>>> = {
  PAXLST: paxlstReader,
  PNRGOV: pnrgovReader,
  CUSRES: cusresReader,
};
