// openpiu receive: files taken in from the command line, the same way as a carrier's push, beside a running server or without one.
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { folderFileBytesMax, mailIn, receive as receiveDelivery, type Received } from "#intake";
import {
  openKeyring,
  isRefusal,
  migrate,
  migrateJobs,
  openDatabase,
  openLiveFeed,
  systemActor,
  systemClock,
} from "#platform";
import { openSubjectMarks } from "#records";
import { openScreening } from "#screening";
import { defaultProfile, labelOf, openLaw, type Law } from "#law";
import { loadCarrierByCode, type Carrier } from "#carriers";
import { readArguments } from "./read-arguments.ts";
import { withDatabase, type Reached, type Surroundings } from "./reach-database.ts";

const usage = `Usage: openpiu receive [--carrier CODE] FILE...
  Takes files of PAXLST or PNRGOV messages into the records and prints one receipt a file.
  --carrier CODE   as if this carrier had sent them: its sender identities and flights are checked`;

type Options = { readonly carrier: string | undefined; readonly files: readonly string[] };

/** Exit code 0 all taken, 1 something was refused or quarantined (the receipts say what), 2 wrong usage or no such file, 3 no database. */
export async function receive(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    surroundings.err(options === "" ? usage : `${options}. ${usage}`);
    return options === "" ? 0 : 2;
  }
  return withDatabase(surroundings, {}, (reached) => takeFiles(reached, options, surroundings));
}

function readOptions(args: readonly string[]): Options | string {
  const reading = readArguments(args, { carrier: { type: "string" } });
  if (typeof reading === "string") return reading;
  if (reading.words.length === 0) return "No file was named";
  return { carrier: reading.values.carrier?.toUpperCase(), files: reading.words };
}

async function takeFiles(
  { config, url }: Reached,
  options: Options,
  { out, err }: Surroundings,
): Promise<number> {
  await Promise.all([migrate(url), migrateJobs(url)]);
  let law: Law | undefined;
  const label = (): string => law?.label() ?? labelOf(defaultProfile);
  const database = openDatabase({ url, clock: systemClock, profile: label, connections: 4 });
  const live = await openLiveFeed(url, (problem) => err(problem.message));
  const screening = openScreening({ database, live, onProblem: (problem) => err(problem.message) });
  try {
    const sender = await senderOf(options.carrier, (code) =>
      database.transaction(systemActor("intake"), (tx) => loadCarrierByCode(tx, code)),
    );
    if (sender === "unknown") {
      err(`No carrier ${options.carrier ?? ""} is registered: openpiu carrier add`);
      return 2;
    }
    const { keyFile, unitState: state } = config;
    const onProblem = (problem: Error): void => err(problem.message);
    law = await openLaw({ database, clock: systemClock, keyFile, state, live, onProblem });
    const { profile } = law;
    const key = await openKeyring({ firstKeyFile: config.keyFile, folder: config.keyFolder });
    const subjects = openSubjectMarks(key.periods);
    const services = { database, screening, profile, key, subjects, quarantine: config.quarantine };
    let code = 0;
    for (const file of options.files) {
      const bytes = await readFile(file);
      if (typeof bytes === "string") {
        err(bytes);
        return 2;
      }
      for (const part of await partsOf(file, bytes, err)) {
        const received = await receiveDelivery(services, {
          bytes: part.bytes,
          channel: "command",
          sender,
          idempotencyKey: null,
          fileName: part.name ?? basename(file),
        });
        if (isRefusal(received)) {
          err(`${file}: ${received.refused.detail}`);
          code = 1;
          continue;
        }
        await out(receiptLine(file, part.name, received));
        if (
          received.receipts.some((receipt) => receipt.state === "refused" || receipt.state === "quarantined")
        )
          code = 1;
      }
    }
    return code;
  } finally {
    law?.close();
    await screening.close();
    await live.close();
    await database.close();
  }
}

async function senderOf(
  code: string | undefined,
  find: (code: string) => Promise<Carrier | undefined>,
): Promise<Carrier | null | "unknown"> {
  return code === undefined ? null : ((await find(code)) ?? "unknown");
}

/** The file's bytes, or one line that says why there are none. */
async function readFile(path: string): Promise<Buffer | string> {
  try {
    await using handle = await open(path, "r");
    const { size } = await handle.stat();
    if (size > folderFileBytesMax)
      return `${path} has ${size} bytes, more than ${folderFileBytesMax}: take it in in parts`;
    return await handle.readFile();
  } catch (problem) {
    return `${path} cannot be read: ${(problem as Error).message}`;
  }
}

/** Each part of a mail by itself, as the mail channel takes it; any other file whole. */
async function partsOf(
  file: string,
  bytes: Buffer,
  err: Surroundings["err"],
): Promise<readonly { readonly name: string | null; readonly bytes: Uint8Array }[]> {
  const mail = await mailIn(bytes);
  if (typeof mail === "string") err(`${file}: ${mail} It is taken as one text.`);
  if (mail === null || typeof mail === "string" || mail.parts.length === 0) return [{ name: null, bytes }];
  for (const { name, reason } of mail.ignored) err(`${file}: ${name} is not read: ${reason}`);
  return mail.parts;
}

function receiptLine(file: string, attachment: string | null, received: Received): string {
  const { deliveryId, sha256, duplicateOf } = received;
  const messages = received.receipts.map(
    ({ receiptId, kind, state, designator, travellers, bookings, findings, answer }) => ({
      receiptId,
      kind,
      state,
      flight: designator,
      travellers,
      bookings,
      findings,
      answer,
    }),
  );
  return JSON.stringify({
    file,
    ...(attachment !== null && { attachment }),
    deliveryId,
    sha256,
    duplicateOf,
    messages,
  });
}
