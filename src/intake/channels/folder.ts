// The watched folder: each carrier drops files into its own folder and finds a receipt beside them.
import { join } from "node:path";
import { watchedFolders } from "#carriers";
import { askDatabase, systemActor, type Clock } from "#platform";
import type { Reception } from "../reception.ts";
import type { AnswerServices } from "./answers.ts";
import type { ChannelServices, OpenChannel } from "./channel.ts";
import { putFile, requireFolder } from "./folder-disk.ts";
import { folderParts, takeSettled, waitingSince, type Folder, type FolderWork } from "./folder-take.ts";
import { openLargeTurns } from "./large-turns.ts";
import { outgoingName } from "./outgoing-name.ts";

export type FolderWatch = {
  /** Looks once; returns how many files were taken. A folder that is still worked in is not looked into twice at a time. */
  look(): Promise<number>;
  stop(): Promise<void>;
};

type WatchOptions = AnswerServices & {
  readonly root: string;
  readonly everyMs: number;
  /** A file that has not grown for so long is taken as finished. */
  readonly settledMs: number;
  readonly clock: Clock;
  readonly folders: () => Promise<readonly Folder[]>;
  /** Whether the database answers. */
  readonly isWorking: () => Promise<boolean>;
  readonly onProblem: (folder: string, problem: Error) => void;
};

const largeBytes = 1024 * 1024;
const largeTogether = 2;
/** While a folder takes long, others are looked into; while the database is away, looks do not pile up. */
const looksAtOnce = 3;

/**
 * Looks into `<root>/<folder name>/` of each carrier every `everyMs`. A file is taken when its size has not changed
 * for `settledMs`, or between two looks if it was written as `name.tmp` and renamed: it is moved to `.taking/`, and after the commit
 * removed (the bytes as received are not kept). `receipts/<name>.ack` or `.err` says what was found; CUSRES answers stand
 * in `receipts/<name>.cusres`. A file that cannot be taken at all is moved to `unreadable/` with its `.err`. Folders do
 * not wait for each other. `onProblem` hears of folders that cannot be worked in; the others go on.
 */
export function watchFolders(reception: Reception, options: WatchOptions): FolderWatch {
  const { clock, database, isWorking, key, settledMs } = options;
  const turns = openLargeTurns({ smallBytes: largeBytes, together: largeTogether });
  const seen = new Map<string, FolderWork["seen"]>();
  const busy = new Map<string, Promise<number>>();
  const looks = new Set<Promise<unknown>>();
  let stopped = false;

  async function lookInto(folder: Folder): Promise<number> {
    const path = join(options.root, folder.name);
    const own = seen.get(folder.name) ?? { waiting: new Map(), aside: new Set() };
    seen.set(folder.name, own);
    const onProblem = (problem: Error): void => options.onProblem(folder.name, problem);
    try {
      for (const part of Object.values(folderParts)) await requireFolder(join(path, part));
      const now = (): Date => clock.now();
      return await takeSettled({
        database,
        key,
        reception,
        turns,
        path,
        folder,
        settledMs,
        now,
        isWorking,
        onProblem,
        seen: own,
      });
    } catch (problem) {
      onProblem(problem as Error);
      return 0;
    }
  }
  function lookOnce(folder: Folder): Promise<number> {
    const running = busy.get(folder.name) ?? lookInto(folder).finally(() => busy.delete(folder.name));
    busy.set(folder.name, running);
    return running;
  }
  async function look(): Promise<number> {
    const folders = await options.folders();
    if (stopped) return 0;
    const taken = await Promise.all(folders.map(lookOnce));
    return taken.reduce((sum, each) => sum + each, 0);
  }
  const timer = setInterval(() => {
    if (looks.size >= looksAtOnce) return;
    const looking = look()
      .catch((problem: Error) => options.onProblem("(all)", problem))
      .finally(() => looks.delete(looking));
    looks.add(looking);
  }, options.everyMs);
  return {
    look,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await Promise.all(looks);
    },
  };
}

const lookEveryMs = 2_000;
/** A line may stand still for seconds in the middle of a file (transport.md section 7). */
const settledMs = 10_000;

/** Looks into the carriers' folders below `<data folder>/carriers`; messages of ours are left in `out/` of them. */
export function openFolders(services: ChannelServices): OpenChannel {
  const { clock, database, dataFolder, key, problem, reception } = services;
  const root = join(dataFolder, "carriers");
  const actor = systemActor("intake");
  const watch = watchFolders(reception, {
    database,
    key,
    root,
    everyMs: lookEveryMs,
    settledMs,
    clock,
    folders: async () => {
      const known = await database.transaction(actor, watchedFolders);
      return known
        .filter(({ carrier }) => carrier.suspendedAt === null)
        .map(({ folder, carrier }) => ({ name: folder, sender: carrier }));
    },
    isWorking: () =>
      database.transaction(actor, askDatabase).then(
        () => true,
        () => false,
      ),
    onProblem: (folder, error) => problem(error, `the watched folder ${folder}`),
  });
  return {
    channel: "folder",
    address: root,
    send: async (to, bytes) => {
      const known = await database.transaction(actor, watchedFolders);
      if (!known.some(({ folder }) => folder === to)) throw new Error(`there is no watched folder ${to}`);
      await requireFolder(join(root, to));
      await putFile(join(root, to, folderParts.out), outgoingName(clock.now()), bytes);
    },
    waiting: async () => {
      const known = await database.transaction(actor, watchedFolders);
      const files = await Promise.all(
        known.map(async ({ folder, carrier }) => {
          const since = await waitingSince(join(root, folder)).catch((error: Error) => {
            problem(error, `the watched folder ${folder}`);
            return [];
          });
          return since.map((at) => ({ carrierId: carrier.id, since: at }));
        }),
      );
      return files.flat();
    },
    close: () => watch.stop(),
  };
}
