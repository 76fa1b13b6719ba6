// What an SFTP request is answered with (draft-ietf-secsh-filexfer-02, version 3 as every client speaks it).
import ssh2, { type FileEntry, type SFTPWrapper } from "ssh2";

const { STATUS_CODE } = ssh2.utils.sftp;

/** Times in seconds since 1970. */
export type FileAttributes = {
  readonly mode: number;
  readonly size: number;
  readonly time: number;
};

export type Answer =
  | {
      readonly kind: "status";
      readonly code: number;
      readonly text: string;
      /** Its code in the receipt of the file; without one it has none of its own. */
      readonly reason?: string;
    }
  | { readonly kind: "handle"; readonly handle: Buffer }
  | { readonly kind: "data"; readonly data: Buffer }
  | { readonly kind: "attributes"; readonly attributes: FileAttributes }
  | {
      readonly kind: "names";
      readonly names: readonly { readonly name: string; readonly attributes: FileAttributes }[];
    };

export type Fault = Extract<Answer, { kind: "status" }>;

const status =
  (code: number) =>
  (text: string, reason?: string): Fault => ({
    kind: "status",
    code,
    text,
    ...(reason !== undefined && { reason }),
  });

/** Done; there is nothing more to say. */
export const done: Fault = status(STATUS_CODE.OK)("");
export const endOfFile: Fault = status(STATUS_CODE.EOF)("");
/** OpenSSH shows "No such file or directory": nothing stands in this place, or can. */
export const noSuchFile = status(STATUS_CODE.NO_SUCH_FILE);
/** OpenSSH shows "Permission denied": never here, or never under this name. */
export const notAllowed = status(STATUS_CODE.PERMISSION_DENIED);
/** OpenSSH shows "Failure": it might be taken another time, or another way. */
export const failure = status(STATUS_CODE.FAILURE);
/** OpenSSH shows "Operation unsupported": nobody does this here. */
export const unsupported = status(STATUS_CODE.OP_UNSUPPORTED);

const folderMode = 0o040000;
export const attributesOfFolder: FileAttributes = { mode: folderMode | 0o755, size: 0, time: 0 };

export function attributesOfFile(size: number, at: Date): FileAttributes {
  return { mode: 0o100644, size, time: Math.floor(at.getTime() / 1000) };
}

/** Sends the answer to the request of this number. */
export function send(sftp: SFTPWrapper, request: number, answer: Answer): void {
  switch (answer.kind) {
    case "status":
      sftp.status(request, answer.code, answer.text);
      return;
    case "handle":
      sftp.handle(request, answer.handle);
      return;
    case "data":
      sftp.data(request, answer.data);
      return;
    case "attributes":
      sftp.attrs(request, wireAttributes(answer.attributes));
      return;
    case "names":
      sftp.name(request, answer.names.map(entryOf));
  }
}

function wireAttributes({ mode, size, time }: FileAttributes) {
  return { mode, size, uid: 0, gid: 0, atime: time, mtime: time };
}

/** With a line as `ls -l` prints it: that is what some clients show, and what some read. */
function entryOf({ name, attributes }: { name: string; attributes: FileAttributes }): FileEntry {
  const { mode, size, time } = attributes;
  const [, month, day, year] = /^\w+, (\d+) (\w+) (\d+)/.exec(new Date(time * 1000).toUTCString()) ?? [];
  const when = `${day ?? ""} ${(month ?? "").padStart(2)}  ${year ?? ""}`;
  const rights = mode & folderMode ? "drwxr-xr-x" : "-rw-r--r--";
  const longname = `${rights} 1 carrier carrier ${String(size).padStart(10)} ${when} ${name}`;
  return { filename: name, longname, attrs: wireAttributes(attributes) };
}
