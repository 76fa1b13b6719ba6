// One SFTP session: requests of the client against the three folders of its carrier.
import ssh2, { type Attributes, type SFTPWrapper } from "ssh2";
import {
  attributesOfFile,
  attributesOfFolder,
  done,
  endOfFile,
  failure,
  noSuchFile,
  notAllowed,
  send,
  unsupported,
  type Answer,
  type Fault,
  type FileAttributes,
} from "./answer.ts";
import type { CarrierFiles } from "../carrier-files.ts";
import type { Login } from "./login.ts";
import { folders, fullPath, placeOf, type Folder, type Place } from "./paths.ts";
import { wordsFor, type Refusals } from "./refusals.ts";
import type { Upload, Uploads } from "./uploads.ts";

export type SessionServices = {
  readonly login: Login;
  readonly uploads: Uploads;
  readonly files: CarrierFiles;
  readonly refusals: Refusals;
  /** Handles of one connection at most. */
  readonly handlesMax: number;
  readonly now: () => Date;
  readonly problem: (error: Error, what: string) => void;
  /** A request came. Answers false when the client does not read its answers: nothing more is done for it. */
  readonly alive: (sftp: SFTPWrapper) => boolean;
};

type Listed = { readonly name: string; readonly attributes: FileAttributes };
type Handle =
  | { readonly kind: "upload"; readonly upload: Upload }
  | { readonly kind: "fetch"; readonly bytes: Buffer; readonly madeAt: Date }
  | { readonly kind: "folder"; readonly entries: readonly Listed[]; at: number };

/** Bytes of one answer to a read, and names of one answer to a listing, at most: below what any client takes. */
const readBytesMax = 32 * 1024;
const namesAtOnce = 100;
const { OPEN_MODE } = ssh2.utils.sftp;

const badHandle = failure("There is no such handle.");
const notWritable = notAllowed(
  "Files are sent into /in; from /receipts and /out they are fetched and deleted.",
);
const notReadable = notAllowed("What was sent into /in is not given back. Its receipt stands in /receipts.");
const noLinks = unsupported("There are no links here.");

/** Answers the requests of a session until it ends. */
export function serveSession(sftp: SFTPWrapper, services: SessionServices): void {
  const { uploads } = services;
  const say = wordsFor(sftp);
  const handles = new Map<number, Handle>();
  let last = 0;

  function handleFor(handle: Handle): Answer {
    last += 1;
    handles.set(last, handle);
    const name = Buffer.alloc(4);
    name.writeUInt32BE(last);
    return { kind: "handle", handle: name };
  }
  const idOf = (handle: Buffer): number => (handle.length === 4 ? handle.readUInt32BE() : 0);
  const isFull = (): boolean => {
    const others = [...handles.values()].filter(({ kind }) => kind !== "upload");
    return others.length + uploads.count() >= services.handlesMax;
  };
  const tooMany = failure(
    `At most ${services.handlesMax} files are open or waiting at one time. Close or rename some first.`,
  );

  /** Everything up to the first `await` of the work happens in the order of the requests. */
  const answer = (request: number, work: () => Answer | Promise<Answer>): void => {
    if (!services.alive(sftp)) return;
    answering(work).then(
      (ready) => send(sftp, request, ready),
      (problem: unknown) => {
        services.problem(problem as Error, "a request over SFTP failed");
        send(sftp, request, failure("This went wrong on the receiving side. Try again."));
      },
    );
  };

  sftp.on("OPEN", (request, path, flags) =>
    answer(request, async () => {
      const opened = await open(path, flags);
      if (opened.kind === "status" && (flags & OPEN_MODE.WRITE) !== 0) {
        say(opened);
        await services.refusals.put(services.login.sender.id, path, opened);
      }
      return opened;
    }),
  );
  async function open(path: string, flags: number): Promise<Answer> {
    const place = placeOf(path);
    if (place.kind === "status") return place;
    if (place.kind !== "file") return failure("This is a folder: add the file's name.");
    if (isFull()) return tooMany;
    return place.folder === "in"
      ? beginUpload(place.name, flags)
      : fetchFile(place.folder, place.name, flags);
  }
  function beginUpload(name: string, flags: number): Answer {
    if ((flags & OPEN_MODE.WRITE) === 0) return notReadable;
    if ((flags & OPEN_MODE.APPEND) !== 0)
      return unsupported("Nothing is added to a file that was sent. Send it whole.");
    return handleFor({ kind: "upload", upload: uploads.begin(name) });
  }
  async function fetchFile(folder: Exclude<Folder, "in">, name: string, flags: number): Promise<Answer> {
    if ((flags & (OPEN_MODE.WRITE | OPEN_MODE.APPEND | OPEN_MODE.CREAT)) !== 0) return notWritable;
    const found = await services.files.read(services.login.sender.id, folder, name);
    return found === null ? absent(name) : handleFor({ kind: "fetch", ...found });
  }

  sftp.on("WRITE", (request, handle, offset, data) =>
    answer(request, () => {
      const known = handles.get(idOf(handle));
      return known?.kind === "upload" ? uploads.write(known.upload, offset, data) : badHandle;
    }),
  );
  sftp.on("READ", (request, handle, offset, length) =>
    answer(request, () => {
      const known = handles.get(idOf(handle));
      if (known?.kind !== "fetch") return known === undefined ? badHandle : notReadable;
      if (offset >= known.bytes.length) return endOfFile;
      return { kind: "data", data: known.bytes.subarray(offset, offset + Math.min(length, readBytesMax)) };
    }),
  );
  sftp.on("CLOSE", (request, handle) =>
    answer(request, () => {
      const id = idOf(handle);
      const known = handles.get(id);
      handles.delete(id);
      if (known === undefined) return badHandle;
      return known.kind === "upload" ? said(uploads.finish(known.upload)) : done;
    }),
  );
  sftp.on("OPENDIR", (request, path) =>
    answer(request, async () => {
      const place = placeOf(path);
      if (place.kind === "status") return place;
      if (place.kind === "file") return noSuchFile("This is no folder.");
      if (isFull()) return tooMany;
      return handleFor({ kind: "folder", entries: await entriesOf(services, place), at: 0 });
    }),
  );
  sftp.on("READDIR", (request, handle) =>
    answer(request, () => {
      const known = handles.get(idOf(handle));
      if (known?.kind !== "folder") return badHandle;
      const names = known.entries.slice(known.at, known.at + namesAtOnce);
      known.at += names.length;
      return names.length === 0 ? endOfFile : { kind: "names", names };
    }),
  );
  sftp.on("FSTAT", (request, handle) =>
    answer(request, () => {
      const known = handles.get(idOf(handle));
      if (known === undefined) return badHandle;
      const attributes =
        known.kind === "folder"
          ? attributesOfFolder
          : known.kind === "fetch"
            ? attributesOfFile(known.bytes.length, known.madeAt)
            : attributesOfFile(known.upload.spool.size, services.now());
      return { kind: "attributes", attributes };
    }),
  );
  const stat = (request: number, path: string): void => answer(request, () => statOf(services, path));
  sftp.on("STAT", stat);
  sftp.on("LSTAT", stat);
  sftp.on("FSETSTAT", (request, handle, attributes) =>
    answer(request, () => {
      const known = handles.get(idOf(handle));
      if (known === undefined) return badHandle;
      return settled(attributes, known.kind === "upload" ? known.upload.spool.size : null);
    }),
  );
  sftp.on("SETSTAT", (request, path, attributes) =>
    answer(request, () => {
      const place = placeOf(path);
      if (place.kind === "status") return place;
      return settled(attributes, place.kind === "file" ? uploads.sizeOf(place.name) : null);
    }),
  );
  sftp.on("REALPATH", (request, path) =>
    answer(request, () => {
      const full = fullPath(path);
      return typeof full === "string"
        ? { kind: "names", names: [{ name: full, attributes: attributesOfFolder }] }
        : full;
    }),
  );
  /** A refusal is said in words as well. */
  async function said<Said extends Answer>(answering: Said | Promise<Said>): Promise<Said> {
    const answered = await answering;
    if (answered.kind === "status") say(answered);
    return answered;
  }
  sftp.on("RENAME", (request, from, to) => answer(request, () => said(rename(uploads, from, to))));
  sftp.on("REMOVE", (request, path) => answer(request, () => said(remove(services, path))));
  const fixed = unsupported("The folders are /in, /receipts and /out; others are neither made nor removed.");
  sftp.on("MKDIR", (request) => answer(request, () => said(fixed)));
  sftp.on("RMDIR", (request) => answer(request, () => said(fixed)));
  sftp.on("READLINK", (request) => answer(request, () => noLinks));
  sftp.on("SYMLINK", (request) => answer(request, () => said(noLinks)));
  sftp.on("EXTENDED", (request) => answer(request, () => unsupported("This server has no extensions.")));
}

async function answering(work: () => Answer | Promise<Answer>): Promise<Answer> {
  return work();
}

/**
 * Clients set times and rights of what they sent, and the length that it has already: that is neither kept nor a fault.
 * Giving it another length is one.
 */
function settled(attributes: Attributes, length: number | null): Fault {
  // Absent where the client did not give it, whatever the type says.
  const { size } = attributes as Partial<Attributes>;
  const isOther = size !== undefined && size !== length && (size !== 0 || length !== null);
  return isOther ? unsupported("Files are sent whole: their size is not set.") : done;
}

const absent = (name: string): Fault => noSuchFile(`There is no ${name} here.`);

async function entriesOf({ uploads, files, login }: SessionServices, place: Place): Promise<Listed[]> {
  if (place.kind === "root") return folders.map((name) => ({ name, attributes: attributesOfFolder }));
  if (place.folder === "in") {
    return uploads.waiting().map(({ name, size, at }) => ({ name, attributes: attributesOfFile(size, at) }));
  }
  const listed = await files.list(login.sender.id, place.folder);
  return listed.map(({ name, bytes, made_at }) => ({ name, attributes: attributesOfFile(bytes, made_at) }));
}

async function statOf(services: SessionServices, path: string): Promise<Answer> {
  const place = placeOf(path);
  if (place.kind === "status") return place;
  if (place.kind !== "file") return { kind: "attributes", attributes: attributesOfFolder };
  const { folder, name } = place;
  if (folder === "in") {
    const size = services.uploads.sizeOf(name);
    return size === null
      ? absent(name)
      : { kind: "attributes", attributes: attributesOfFile(size, services.now()) };
  }
  const found = await services.files.read(services.login.sender.id, folder, name);
  return found === null
    ? absent(name)
    : { kind: "attributes", attributes: attributesOfFile(found.bytes.length, found.madeAt) };
}

function rename(uploads: Uploads, from: string, to: string): Fault | Promise<Fault> {
  const [old, next] = [placeOf(from), placeOf(to)];
  if (old.kind === "status") return old;
  if (next.kind === "status") return next;
  if (old.kind !== "file" || next.kind !== "file" || old.folder !== "in" || next.folder !== "in") {
    return notAllowed("Only files in /in are renamed, and they stay there.");
  }
  return uploads.rename(old.name, next.name);
}

async function remove({ uploads, files, login }: SessionServices, path: string): Promise<Answer> {
  const place = placeOf(path);
  if (place.kind === "status") return place;
  if (place.kind !== "file") return notAllowed("Folders are not deleted.");
  if (place.folder === "in") return uploads.remove(place.name);
  return (await files.remove(login.sender.id, place.folder, place.name)) ? done : absent(place.name);
}
