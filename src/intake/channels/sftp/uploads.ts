// The files of one connection on their way in: open, finished and waiting for their name, or being taken.
import { isRefusal, type Clock, type Refusal } from "#platform";
import type { Reception } from "../../reception.ts";
import type { Received } from "../../delivery.ts";
import type { Sender } from "../../judge.ts";
import type { SenderGate } from "../../sender-gate.ts";
import type { AnswerServices } from "../answers.ts";
import type { CarrierFiles } from "../carrier-files.ts";
import { isUnfinishedName } from "../file-name.ts";
import type { LargeTurns } from "../large-turns.ts";
import { formerReceipts, isForLater, receiptFiles } from "../receipt-files.ts";
import type { Spool, Spools } from "../spool.ts";
import { done, failure, noSuchFile, notAllowed, type Fault } from "./answer.ts";
import type { SftpLimits } from "./limits.ts";
import type { Login } from "./login.ts";
import type { Refusals } from "./refusals.ts";

export type UploadServices = AnswerServices & {
  readonly clock: Clock;
  readonly reception: Reception;
  readonly gate: SenderGate;
  readonly files: CarrierFiles;
  readonly refusals: Refusals;
  readonly spools: Spools;
  readonly turns: LargeTurns;
  readonly problem: (error: Error, what: string) => void;
  readonly limits: SftpLimits;
};

/** An upload that is open for writing. */
export type Upload = {
  readonly name: string;
  readonly spool: Spool;
  readonly since: number;
  writtenAt: number;
  /** Why nothing more is taken of it; told at the next request that names it. */
  fault: Fault | undefined;
};

type Finished = { readonly spool: Spool; readonly at: number };

export type Uploads = {
  begin(name: string): Upload;
  write(upload: Upload, offset: number, data: Buffer): Fault;
  /** Takes the file and answers after the commit; one with the name of an unfinished file waits to be renamed. */
  finish(upload: Upload): Promise<Fault>;
  /** Gives a finished upload its next name, and takes the file when that is no unfinished one. */
  rename(from: string, to: string): Promise<Fault>;
  remove(name: string): Fault;
  /** Size of what waits for its name, or was taken under this name over this connection; null for any other. */
  sizeOf(name: string): number | null;
  waiting(): readonly { readonly name: string; readonly size: number; readonly at: Date }[];
  /** Since when each waits that is open, or finished without its name. */
  since(): readonly Date[];
  /** How many are open, wait or are being taken. */
  count(): number;
  /** Drops what stands still, is too slow, or waited too long. */
  sweep(now: number): void;
  /** Takes nothing more; resolves when what is being taken is taken and answered. */
  settled(): Promise<void>;
  /** Drops everything that is not being taken. */
  close(): void;
};

const remembered = 1_000;

/** Opens the uploads of a connection. */
export function openUploads(services: UploadServices, login: Login): Uploads {
  const { clock, spools, limits } = services;
  const open = new Set<Upload>();
  const finished = new Map<string, Finished>();
  const taken = new Map<string, number>();
  const taking = new Set<Promise<Fault>>();
  let closing = false;

  function take(name: string, spool: Spool): Promise<Fault> {
    if (closing) {
      spool.discard();
      return refused(name, failure("The server is being stopped. Send the file again in a moment."));
    }
    const work = takeOnce(name, spool).finally(() => taking.delete(work));
    taking.add(work);
    return work;
  }

  async function takeOnce(name: string, spool: Spool): Promise<Fault> {
    const bytes = spool.size;
    try {
      const { answer, isTold } = await takeFile(services, login, name, spool);
      if (answer.code !== done.code) return isTold ? answer : await refused(name, answer);
      if (taken.size >= remembered) taken.clear();
      taken.set(name, bytes);
      return done;
    } catch (problem) {
      services.problem(problem as Error, "a file sent over SFTP could not be taken");
      return await refused(
        name,
        failure("The file was not taken, for a reason on the receiving side. Send it again."),
      );
    } finally {
      spool.discard();
    }
  }

  /** Nothing of the file was taken: its receipt says why. */
  async function refused(name: string, fault: Fault): Promise<Fault> {
    await services.refusals.put(login.sender.id, name, fault);
    return fault;
  }

  function finish(name: string, spool: Spool): Promise<Fault> {
    if (!isUnfinishedName(name)) return take(name, spool);
    finished.get(name)?.spool.discard();
    finished.set(name, { spool, at: clock.now().getTime() });
    return Promise.resolve(done);
  }

  return {
    begin: (name) => {
      const now = clock.now().getTime();
      const spool = spools.open(login.sender.id, limits.fileBytes);
      const upload: Upload = { name, spool, since: now, writtenAt: now, fault: undefined };
      open.add(upload);
      return upload;
    },
    write: (upload, offset, data) => {
      if (upload.fault !== undefined) return upload.fault;
      upload.writtenAt = clock.now().getTime();
      const wrong = upload.spool.write(offset, data);
      if (wrong === undefined) return done;
      drop(upload, failure(wrong));
      return failure(wrong);
    },
    finish: (upload) => {
      open.delete(upload);
      return upload.fault === undefined
        ? finish(upload.name, upload.spool)
        : refused(upload.name, upload.fault);
    },
    rename: (from, to) => {
      const waiting = finished.get(from);
      if (waiting === undefined) {
        return Promise.resolve(
          noSuchFile("No finished upload of this connection waits under this name. Send the file again."),
        );
      }
      finished.delete(from);
      return finish(to, waiting.spool);
    },
    remove: (name) => {
      const waiting = finished.get(name);
      finished.delete(name);
      waiting?.spool.discard();
      return waiting === undefined
        ? noSuchFile("What was taken is not here any more: nothing to delete.")
        : done;
    },
    sizeOf: (name) => finished.get(name)?.spool.size ?? taken.get(name) ?? null,
    waiting: () =>
      [...finished].map(([name, { spool, at }]) => ({ name, size: spool.size, at: new Date(at) })),
    since: () =>
      [...[...open].map(({ since }) => since), ...[...finished.values()].map(({ at }) => at)].map(
        (at) => new Date(at),
      ),
    count: () => open.size + finished.size + taking.size,
    sweep: (now) => {
      for (const upload of open) {
        if (upload.fault !== undefined) continue;
        const seconds = (now - upload.since) / 1_000;
        const isStill = now - upload.writtenAt >= limits.stillMs;
        const isSlow =
          now - upload.since >= limits.stillMs && upload.spool.size < seconds * limits.bytesPerSecond;
        if (isStill || isSlow) drop(upload, tooSlow);
      }
      for (const [name, { spool, at }] of finished) {
        if (now - at < limits.renameMs) continue;
        spool.discard();
        finished.delete(name);
        void refused(name, neverRenamed(limits));
      }
    },
    settled: async () => {
      closing = true;
      await Promise.all(taking);
      // The answers go out before the connection ends.
      await new Promise((resolve) => setImmediate(resolve));
    },
    close: () => {
      for (const { spool } of open) spool.discard();
      for (const [name, { spool }] of finished) {
        spool.discard();
        // A server that is being stopped writes nothing more: the client sees the connection end.
        if (!closing) void refused(name, hungUp);
      }
      open.clear();
      finished.clear();
    },
  };
}

const neverRenamed = ({ renameMs }: SftpLimits): Fault =>
  failure(`The file was not renamed within ${renameMs / 60_000} minutes, and was dropped. Send it again.`);
const hungUp = failure("The connection ended before the file was renamed: it was dropped. Send it again.");
const tooSlow = failure("The upload stood still or was too slow, and was dropped. Send the file again.");

function drop(upload: Upload, fault: Fault): void {
  upload.fault = fault;
  upload.spool.discard();
}

/** Hands the whole file over; its receipt stands in /receipts before this resolves. */
async function takeFile(
  services: UploadServices,
  login: Login,
  name: string,
  spool: Spool,
): Promise<{ readonly answer: Fault; readonly isTold: boolean }> {
  // Asked again for each file: a key that was withdrawn meanwhile brings nothing more in.
  const sender = await services.gate("ssh-key", login.identity);
  if (isRefusal(sender)) return { answer: notAllowed(sender.refused.detail), isTold: false };
  const outcome = await services.turns({ carrierId: sender.id, bytes: spool.size }, () =>
    takeBytes(services, sender, { name, spool }),
  );
  if (outcome === null)
    return { answer: failure("Parts of the file were never written. Send it again."), isTold: false };
  const answer = isRefusal(outcome) ? failure(outcome.refused.detail, outcome.refused.code) : done;
  if (isRefusal(outcome) && isForLater(outcome)) return { answer, isTold: false };
  const receipt = await receiptFiles(services, name, outcome);
  await services.files.put(sender.id, "receipts", receipt, formerReceipts(receipt));
  return { answer, isTold: true };
}

async function takeBytes(
  { reception }: UploadServices,
  sender: Sender,
  { name, spool }: { readonly name: string; readonly spool: Spool },
): Promise<Received | Refusal | null> {
  const bytes = spool.whole();
  if (bytes === null) return null;
  return reception.take({
    bytes,
    channel: "sftp",
    sender,
    idempotencyKey: null,
    replyTo: sender.code,
    fileName: name,
  });
}
