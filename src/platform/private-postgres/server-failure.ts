// Reads out of what PostgreSQL printed why it did not start.
import type { StartupProblem } from "../startup-problems.ts";

/** Returns the cause that the output of initdb or the server tells; `folder` is the database's folder. */
export function explainServerFailure(output: string, folder: string): StartupProblem {
  const known = causes.find(({ sign }) => sign.test(output));
  if (known !== undefined) return known.problem(folder);
  return {
    code: "postgres-failed",
    text: `the private PostgreSQL in ${folder} did not start: ${lastComplaint(output)}`,
    mend: "Its log is in the folder log there; bin/openpiu doctor examines the installation",
  };
}

type KnownCause = { readonly sign: RegExp; readonly problem: (folder: string) => StartupProblem };

const causes: readonly KnownCause[] = [
  {
    sign: /No space left on device|Disk quota exceeded|wrote only \d+ of \d+ bytes/,
    problem: (folder) => ({
      code: "disk-full",
      text: `the disk that holds ${folder} is full`,
      mend: "Free some space (at least 1 GB) or move DATA_FOLDER to a larger disk, then start again",
    }),
  },
  {
    sign: /Cannot allocate memory|could not map anonymous shared memory|could not create shared memory segment/,
    problem: () => ({
      code: "memory-short",
      text: "the machine has too little free memory for PostgreSQL",
      mend: "End other programs, or set a smaller shared_buffers in operator.conf of the database's folder",
    }),
  },
  {
    sign: /database files are incompatible with server/,
    problem: (folder) => ({
      code: "data-folder-other-major",
      text: `the database in ${folder} was made by another version of PostgreSQL (the file PG_VERSION in it says which)`,
      mend: "Install that version beside it, or move the data over: docs/how-to/upgrade-postgresql.md",
    }),
  },
  {
    sign: /lock file "postmaster\.pid" already exists|pre-existing shared memory block/,
    problem: (folder) => ({
      code: "data-folder-in-use",
      text: `another PostgreSQL still runs in ${folder}`,
      mend: "Wait a moment and start again; if it stays, end the process that postmaster.pid there names",
    }),
  },
  {
    sign: /could not look up effective user ID/,
    problem: () => ({
      code: "postgres-no-user",
      text: "the user of this process has no name on this machine, and PostgreSQL needs one",
      mend: "Add it to /etc/passwd, or set DATABASE_URL to a server",
    }),
  },
  {
    sign: /Read-only file system/,
    problem: (folder) => ({
      code: "data-folder-unwritable",
      text: `the data folder ${folder} is on a read-only disk`,
      mend: "Set DATA_FOLDER to a folder that can be written",
    }),
  },
  {
    sign: /Permission denied|has wrong ownership|has invalid permissions/,
    problem: (folder) => ({
      code: "data-folder-unreadable",
      text: `PostgreSQL may not use files in ${folder}`,
      mend: "Give that folder and everything in it back to the user that owned it, or set DATA_FOLDER to a new folder",
    }),
  },
];

/** The last line in which PostgreSQL complains, without its time stamp. */
function lastComplaint(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const complaint =
    lines.findLast((line) => /\b(FATAL|PANIC|ERROR|error|could not)\b/.test(line)) ?? lines.at(-1);
  return complaint?.replace(/^.*?\b(FATAL|PANIC|ERROR|error): +/, "").slice(0, 200) ?? "it said nothing";
}
