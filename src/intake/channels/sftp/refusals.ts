// Receipts of files that were refused before anything of them was taken, and the words of a refusal on the client's screen.
import type { SFTPWrapper } from "ssh2";
import type { Clock } from "#platform";
import type { CarrierFiles } from "../carrier-files.ts";
import { fileNameFault } from "../file-name.ts";
import { refusalFiles } from "../receipt-files.ts";
import { done, type Fault } from "./answer.ts";

/** So many of one carrier in a minute: whoever is refused more often has read the first of them. */
const inAMinute = 60;
const carriersMax = 10_000;

export type Refusals = {
  /** Leaves the receipt of a file that was not taken; resolves when it stands in /receipts. Never rejects. */
  put(carrierId: string, path: string, fault: Fault): Promise<void>;
};

/** Opens them for all connections of the server. */
export function openRefusals(services: {
  readonly clock: Clock;
  readonly files: CarrierFiles;
  readonly problem: (error: Error, what: string) => void;
}): Refusals {
  const { clock, files, problem } = services;
  const counts = new Map<string, number>();
  let minute = 0;
  return {
    put: async (carrierId, path, { text, reason }) => {
      const now = Math.floor(clock.now().getTime() / 60_000);
      if (now !== minute || counts.size >= carriersMax) counts.clear();
      minute = now;
      const count = (counts.get(carrierId) ?? 0) + 1;
      counts.set(carrierId, count);
      if (count > inAMinute) return;
      const receipt = refusalFiles(receiptName(path), { code: reason ?? "NOT-RECEIVED", detail: text });
      await files
        .put(carrierId, "receipts", receipt)
        .catch((error: Error) => problem(error, "a receipt of a refused file could not be written"));
    },
  };
}

/** Of a longer name what follows is not looked at. */
const LONGEST_NAME = 1000;

/** What the receipt of a path is named after: its last step; of a name that may not be, what is left of it. */
function receiptName(path: string): string {
  const last = path.split("/").findLast((step) => step !== "" && step !== "." && step !== "..") ?? "";
  if (fileNameFault(last) === undefined) return last;
  const plain = last
    .slice(0, LONGEST_NAME)
    .replace(/[^\p{L}\p{N}._-]+/gu, "_")
    .replace(/^[._-]+|[._]+$/g, "")
    .normalize("NFC");
  // Below 240 bytes whatever the letters, and never the name of another file's receipt.
  return `${Array.from(plain).slice(0, 50).join("") || "unnamed"}.bad-name`;
}

/** Of one session. */
const wordsMax = 20;

/**
 * Writes refusals to the error output of OpenSSH's programs, which show words of their own for a status and none of the
 * server's. Other clients show the status' own text.
 */
export function wordsFor(sftp: SFTPWrapper): (fault: Fault) => void {
  const inside = sftp as unknown as {
    readonly _isOpenSSH?: boolean;
    readonly _protocol?: { channelExtData?(channel: number, data: Buffer, type: number): void };
    readonly outgoing?: { readonly id: number; readonly state: string; window: number };
  };
  const { _protocol: protocol, outgoing } = inside;
  let said = 0;
  let last = "";
  return ({ code, text }) => {
    if (code === done.code || text === "" || text === last) return;
    if (inside._isOpenSSH !== true || said >= wordsMax) return;
    const line = Buffer.from(`${text}\r\n`);
    if (outgoing?.state !== "open" || outgoing.window < line.length) return;
    said += 1;
    last = text;
    outgoing.window -= line.length;
    protocol?.channelExtData?.(outgoing.id, line, 1);
  };
}
