// A full disk, as PostgreSQL and the system tell it, and how long after it a server says that it is short of space.

/** Whether this says that a disk is full: that of the database (53100) or that of this machine's files. */
export function isOutOfSpace(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return code === "53100" || code === "ENOSPC" || code === "EDQUOT";
}

const rememberedMs = 60_000;

export type SpaceWatch = {
  /** Told of every failure of a transaction; others than a full disk say nothing. */
  readonly failed: (error: unknown) => void;
  /** Told of every transaction that wrote and is committed. */
  readonly wrote: () => void;
  /** Whether the last thing that was to be written, within a minute, found no space. */
  readonly short: () => boolean;
};

/** A minute and no longer: whoever is sent nothing while it is short would never learn that there is space again. */
export function watchSpace(nowMs: () => number = () => performance.now()): SpaceWatch {
  let failedAt: number | null = null;
  return {
    failed: (error) => {
      if (isOutOfSpace(error)) failedAt = nowMs();
    },
    wrote: () => {
      failedAt = null;
    },
    short: () => failedAt !== null && nowMs() - failedAt < rememberedMs,
  };
}
