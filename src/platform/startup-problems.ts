// Why OpenPIU cannot start, each cause as one line that says what is wrong and how to mend it.

/** Every cause that is told apart; docs/reference/startup-problems.md lists each. */
export const startupProblemCodes = [
  "setting-invalid",
  "plaintext-port",
  "certificate-unusable",
  "port-taken",
  "port-forbidden",
  "address-unknown",
  "disk-full",
  "memory-short",
  "data-folder-unreadable",
  "data-folder-unwritable",
  "data-folder-not-a-folder",
  "data-folder-in-use",
  "data-folder-other-owner",
  "data-folder-other-major",
  "data-folder-database-gone",
  "key-unusable",
  "key-in-shares",
  "profile-key-missing",
  "profile-key-unusable",
  "profile-unverified",
  "profile-unlawful",
  "postgres-not-found",
  "postgres-no-user",
  "postgres-failed",
  "database-unreachable",
  "database-host-unknown",
  "database-sign-in-failed",
  "database-missing",
  "database-too-old",
  "database-encoding",
  "database-no-permission",
  "database-extension-missing",
  "database-not-ready",
  "database-connections-spent",
  "database-tls",
  "database-newer",
  "database-migration-changed",
  "database-migration-failed",
  "restore-unfinished",
  "clock-set-back",
  "database-not-demonstration",
  "database-of-demonstration",
  "database-of-rehearsal",
  "outside-of-sites",
  "release-not-approved",
] as const;

export type StartupProblemCode = (typeof startupProblemCodes)[number];

/** One cause: `text` says what is wrong, `mend` what to do. Neither ends with a full stop. */
export type StartupProblem = {
  readonly code: StartupProblemCode;
  readonly text: string;
  readonly mend: string;
};

/** Thrown where starting cannot go on; carries the cause, so that the one place that catches it prints one line. */
export class StartupRefused extends Error {
  readonly problem: StartupProblem;
  constructor(problem: StartupProblem, cause?: unknown) {
    super(startupLine(problem), cause === undefined ? undefined : { cause });
    this.name = "StartupRefused";
    this.problem = problem;
  }
}

/** What was being done when the error came up: the same system error means different things in different places. */
export type StartupSituation =
  | { readonly doing: "listening"; readonly host: string; readonly port: number }
  | { readonly doing: "using-data-folder"; readonly folder: string }
  | { readonly doing: "using-database"; readonly url: string };

/** Returns the one line to print: no stack, no secret. */
export function startupLine(problem: StartupProblem): string {
  return `OpenPIU cannot start: ${problem.text}. ${problem.mend}.`;
}

/**
 * Tells what a caught error means to the person who starts OpenPIU.
 * Returns undefined for an error that is no known cause: then it is a defect and its stack should be shown.
 */
export function startupProblemOf(error: unknown, situation: StartupSituation): StartupProblem | undefined {
  if (error instanceof StartupRefused) return error.problem;
  const cause = firstCause(error);
  if (cause.code === "ENOSPC" || cause.code === "EDQUOT" || cause.code === "53100")
    return diskFull(situation);
  switch (situation.doing) {
    case "listening":
      return listeningProblem(cause.code, situation);
    case "using-data-folder":
      return folderProblem(cause.code, situation.folder);
    case "using-database":
      return databaseProblem(cause, situation.url);
  }
}

type Cause = { readonly code: string; readonly message: string };

/** Looks through AggregateError (one error per address tried) and `cause` for the first error that has a code. */
function firstCause(error: unknown): Cause {
  if (!(error instanceof Error)) return { code: "", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code !== "") return { code, message: error.message };
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined ? { code, message: error.message } : firstCause(inner);
}

function diskFull(situation: StartupSituation): StartupProblem {
  const where = situation.doing === "using-data-folder" ? ` that holds ${situation.folder}` : "";
  return {
    code: "disk-full",
    text: `the disk${where} is full`,
    mend: "Free some space (at least 1 GB) or move DATA_FOLDER to a larger disk, then start again",
  };
}

function listeningProblem(
  code: string,
  { host, port }: { host: string; port: number },
): StartupProblem | undefined {
  switch (code) {
    case "EADDRINUSE":
      return {
        code: "port-taken",
        text: `port ${port} on ${host} is taken by another program`,
        mend: `Stop that program (it may be an OpenPIU that still runs) or choose another port: PORT=${port + 1} npm start`,
      };
    case "EACCES":
      return {
        code: "port-forbidden",
        text: `this user may not listen on port ${port}`,
        mend: "Choose a port above 1023 with PORT, and let a reverse proxy serve the usual one",
      };
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return {
        code: "address-unknown",
        text: `this machine has no address ${host} to listen on`,
        mend: "Set HOST to an address of this machine, for example 127.0.0.1",
      };
    default:
      return undefined;
  }
}

function folderProblem(code: string, folder: string): StartupProblem | undefined {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return {
        code: "data-folder-unwritable",
        text: `this user may not read and write the data folder ${folder}`,
        mend: "Give the folder to the user that runs OpenPIU, or set DATA_FOLDER to one it owns",
      };
    case "EROFS":
      return {
        code: "data-folder-unwritable",
        text: `the data folder ${folder} is on a read-only disk`,
        mend: "Set DATA_FOLDER to a folder that can be written",
      };
    case "ENOTDIR":
    case "EEXIST":
      return {
        code: "data-folder-not-a-folder",
        text: `${folder} is not a folder`,
        mend: "Move the file away, or set DATA_FOLDER to another place",
      };
    default:
      return undefined;
  }
}

/** SQLSTATE and socket error codes: PostgreSQL documentation, appendix A. */
function databaseProblem({ code, message }: Cause, url: string): StartupProblem | undefined {
  const where = databaseLabel(url);
  switch (code) {
    case "ECONNREFUSED":
    case "ENOENT":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ECONNRESET":
    case "08001":
    case "08006":
      return {
        code: "database-unreachable",
        text: `no PostgreSQL answers at ${where}`,
        mend: "Start it, or correct host and port in DATABASE_URL; without DATABASE_URL OpenPIU runs its own PostgreSQL",
      };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return {
        code: "database-host-unknown",
        text: `the host of the database at ${where} has no known address`,
        mend: "Correct the host name in DATABASE_URL",
      };
    case "28P01":
    case "28000":
      return {
        code: "database-sign-in-failed",
        text: `PostgreSQL at ${where} does not accept this user or password`,
        mend: "Correct user and password in DATABASE_URL, or the server's pg_hba.conf",
      };
    case "3D000":
      return {
        code: "database-missing",
        text: `the server has no such database: ${where}`,
        mend: "Create it (createdb) and give it to the user of DATABASE_URL, then start again",
      };
    case "42501":
      return /role/.test(message)
        ? roleProblem(where)
        : {
            code: "database-no-permission",
            text: `the user of DATABASE_URL may not do what is needed at ${where}: ${oneLine(message)}`,
            mend: "Make that user the owner of the database: ALTER DATABASE … OWNER TO …",
          };
    case "58P01":
    case "0A000":
      return /extension/.test(message)
        ? {
            code: "database-extension-missing",
            text: `PostgreSQL at ${where} lacks a part it needs: ${oneLine(message)}`,
            mend: "Install the server's contrib package (postgresql-contrib) and start again",
          }
        : undefined;
    case "57P03":
      return {
        code: "database-not-ready",
        text: `PostgreSQL at ${where} is starting up or shutting down`,
        mend: "Wait until it is ready and start again",
      };
    case "53300":
      return {
        code: "database-connections-spent",
        text: `PostgreSQL at ${where} has no connection left`,
        mend: "Raise max_connections there, or end other programs that use it",
      };
    default:
      return databaseProblemByMessage(message, where);
  }
}

/** Row-level security needs a second role; only an administrator of the server may make it. */
export function roleProblem(where: string): StartupProblem {
  return {
    code: "database-no-permission",
    text: `the user of DATABASE_URL may not make the role openpiu_app at ${where}`,
    mend: "Let an administrator run: CREATE ROLE openpiu_app NOLOGIN; GRANT openpiu_app TO <that user> WITH ADMIN OPTION",
  };
}

/** The driver reports some causes without a code. */
function databaseProblemByMessage(message: string, where: string): StartupProblem | undefined {
  if (/does not support SSL|self-signed certificate|certificate/i.test(message)) {
    return {
      code: "database-tls",
      text: `the encrypted connection to ${where} cannot be made: ${oneLine(message)}`,
      mend: "Name the file of its authority in DATABASE_URL (sslrootcert=…), or correct sslmode there",
    };
  }
  if (/password must be a string|no password|SASL/i.test(message)) {
    return {
      code: "database-sign-in-failed",
      text: `PostgreSQL at ${where} asks for a password and DATABASE_URL has none`,
      mend: "Add the password to DATABASE_URL",
    };
  }
  if (/timeout|terminated unexpectedly/i.test(message)) {
    return {
      code: "database-unreachable",
      text: `PostgreSQL at ${where} does not answer in time`,
      mend: "See that it runs and that host and port in DATABASE_URL are right",
    };
  }
  return undefined;
}

/** The oldest PostgreSQL that OpenPIU runs on. */
export const oldestPostgresMajor = 15;

/** Returns the refusal for a server older than 15, else undefined. `versionNumber` is `server_version_num`, such as 150018. */
export function postgresVersionProblem(versionNumber: number, url: string): StartupProblem | undefined {
  if (versionNumber >= oldestPostgresMajor * 10_000) return undefined;
  return {
    code: "database-too-old",
    text: `the database at ${databaseLabel(url)} is PostgreSQL ${Math.floor(versionNumber / 10_000)}`,
    mend: `OpenPIU needs PostgreSQL ${oldestPostgresMajor} or newer: upgrade that server, or point DATABASE_URL to another`,
  };
}

/** Returns "host:port/database as user" of a database URL: everything but its secrets. */
export function databaseLabel(url: string): string {
  const parsed = parseDatabaseUrl(url);
  if (parsed === undefined) return "the address in DATABASE_URL";
  const host = parsed.searchParams.get("host") ?? parsed.hostname;
  const name = decodeURIComponent(parsed.pathname.slice(1));
  const user = decodeURIComponent(parsed.username);
  const port = parsed.port === "" || host.startsWith("/") ? "" : `:${parsed.port}`;
  return `${host === "" || host === placeholderHost ? "localhost" : host}${port}/${name}${user === "" ? "" : ` as ${user}`}`;
}

const placeholderHost = "local-socket";

/** Returns the parts of a `postgres://` URL, also of one without host (`postgres://user@/name?host=/folder`); undefined when malformed. */
export function parseDatabaseUrl(url: string): URL | undefined {
  const withHost = url.replace(/^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)(?=[/?]|$)/, `$1${placeholderHost}`);
  if (!/^postgres(ql)?:\/\//.test(withHost) || !URL.canParse(withHost)) return undefined;
  return new URL(withHost);
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, " ").trim().slice(0, 200);
}
