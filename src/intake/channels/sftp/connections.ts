// Connections of the SFTP server: how many there may be, for how long, and what they may ask for: sftp and nothing else.
import { once } from "node:events";
import type { Socket } from "node:net";
import type { Connection, Session, SFTPWrapper } from "ssh2";
import type { ChannelServices } from "../channel.ts";
import type { SftpLimits } from "./limits.ts";
import { logIn, type Login } from "./login.ts";
import { serveSession } from "./session.ts";
import { openUploads, type Uploads, type UploadServices } from "./uploads.ts";

export type Ssh = {
  readonly services: UploadServices & Pick<ChannelServices, "notice">;
  /** By the client's end. */
  readonly connections: Map<string, OpenConnection>;
};

type OpenConnection = {
  readonly socket: Socket;
  readonly since: number;
  /** Once it has said that it speaks SSH. */
  client: Connection | undefined;
  /** Once it has proved a key. */
  login: Login | undefined;
  uploads: Uploads | undefined;
  sessions: number;
  attempts: number;
  askedAt: number;
  rekeyedAt: number;
  rekeyedBytes: number;
};

const sessionsMax = 4;
/** Answers that a client does not read are held for it; one that asks on and on without reading is cut off. */
const unreadBytesMax = 8 * 1024 * 1024;
const heldAnswersMax = 256;

/** Names a client's end of a connection. */
export function endOf(address: string | undefined, port: number | undefined): string {
  return `${address ?? ""} ${port ?? 0}`;
}

/** Notes a new connection; false, and closed, when its address has too many already. */
export function admit({ connections, services }: Ssh, socket: Socket): boolean {
  const { clock, limits } = services;
  const { remoteAddress, remotePort } = socket;
  socket.on("error", () => socket.destroy());
  const others = [...connections.values()].filter((other) => other.socket.remoteAddress === remoteAddress);
  if (remoteAddress === undefined || others.length >= limits.connectionsOfAddress) {
    socket.destroy();
    return false;
  }
  const now = clock.now().getTime();
  const connection: OpenConnection = {
    socket,
    since: now,
    client: undefined,
    login: undefined,
    uploads: undefined,
    sessions: 0,
    attempts: 0,
    askedAt: now,
    rekeyedAt: now,
    rekeyedBytes: 0,
  };
  const end = endOf(remoteAddress, remotePort);
  connections.set(end, connection);
  socket.once("close", () => {
    connections.delete(end);
    connection.uploads?.close();
  });
  return true;
}

/** Asks the client for its key, and gives it what it may have. */
export function serveClient(ssh: Ssh, connection: OpenConnection, client: Connection): void {
  const { services } = ssh;
  const { gate, limits, problem } = services;
  connection.client = client;
  // A client that breaks the protocol or goes away is no problem of ours: its connection ends.
  client.on("error", () => connection.socket.destroy());
  client.on("authentication", (attempt) => {
    connection.attempts += 1;
    if (connection.attempts > limits.loginAttempts) {
      client.end();
      return;
    }
    logIn(gate, attempt).then(
      (login) => {
        if (login !== undefined) connection.login = login;
      },
      (error: unknown) => {
        problem(error as Error, "a key could not be looked up");
        attempt.reject(["publickey"]);
      },
    );
  });
  client.on("session", (accept, reject) => {
    const { login } = connection;
    if (login === undefined || connection.sessions >= sessionsMax || isOneTooMany(ssh, login)) {
      reject();
      return;
    }
    connection.sessions += 1;
    connection.uploads ??= openUploads(services, login);
    offerSftp(ssh, connection, { login, uploads: connection.uploads }, accept());
  });
}

/** Of many connections of one carrier the later find no session. */
function isOneTooMany({ connections, services }: Ssh, { sender }: Login): boolean {
  const own = [...connections.values()].filter(({ login }) => login?.sender.id === sender.id);
  if (own.length <= services.limits.connectionsOfCarrier) return false;
  services.notice(
    `SFTP: carrier ${sender.code} has ${own.length} connections, more than may be; one was refused`,
  );
  return true;
}

/** Shell, commands, forwarding and other subsystems have nobody to answer them, and are refused. */
function offerSftp(
  ssh: Ssh,
  connection: OpenConnection,
  own: { readonly login: Login; readonly uploads: Uploads },
  session: Session,
): void {
  const { clock, files, refusals, limits, problem } = ssh.services;
  session.on("close", () => {
    connection.sessions -= 1;
  });
  session.on("sftp", (accept) => {
    const sftp = accept();
    sftp.on("error", () => connection.client?.end());
    sftp.on("end", () => endSession(sftp));
    serveSession(sftp, {
      ...own,
      files,
      refusals,
      handlesMax: limits.handles,
      now: () => clock.now(),
      problem,
      alive: (wrapper) => isAlive(ssh, connection, wrapper),
    });
  });
}

function isAlive({ services }: Ssh, connection: OpenConnection, sftp: SFTPWrapper): boolean {
  connection.askedAt = services.clock.now().getTime();
  const { socket } = connection;
  if (socket.destroyed) return false;
  if (socket.writableLength <= unreadBytesMax && heldAnswers(sftp) <= heldAnswersMax) return true;
  socket.destroy();
  return false;
}

type ExitTeller = { exitStatus(channel: number, status: number): void };

/**
 * OpenSSH's clients say that they have no more to ask, and wait until the channel is closed; scp takes a session without an
 * exit status for a failed one. The library tells it for commands only: what does so is taken from inside.
 */
function endSession(sftp: SFTPWrapper): void {
  const { _protocol: protocol, outgoing } = sftp as unknown as {
    readonly _protocol?: Partial<ExitTeller>;
    readonly outgoing?: { readonly id: number; readonly state: string };
  };
  if (outgoing?.state === "open") protocol?.exitStatus?.(outgoing.id, 0);
  sftp.end();
}

/** Answers that wait until the client's window opens: the library keeps them, and has no limit of its own. */
function heldAnswers(sftp: SFTPWrapper): number {
  const held: unknown = Reflect.get(sftp, "_buffer");
  return Array.isArray(held) ? held.length : 0;
}

/** Looks at the limits in time of all connections. */
export function sweep({ connections, services }: Ssh): void {
  const { clock, limits } = services;
  const now = clock.now().getTime();
  for (const connection of connections.values()) {
    const { login, uploads } = connection;
    uploads?.sweep(now);
    const isLate = login === undefined && now - connection.since >= limits.loginMs;
    const isIdle = now - connection.askedAt >= limits.idleMs && (uploads?.count() ?? 0) === 0;
    if (isLate || isIdle) hangUp(connection);
    else if (login !== undefined) rekeyWhenDue(connection, now, limits);
  }
}

/** Who does not answer the farewell is not waited for. */
function hangUp({ client, socket }: OpenConnection): void {
  client?.end();
  socket.destroySoon();
}

function rekeyWhenDue(connection: OpenConnection, now: number, limits: SftpLimits): void {
  const bytes = connection.socket.bytesRead;
  if (now - connection.rekeyedAt < limits.rekeyMs && bytes - connection.rekeyedBytes < limits.rekeyBytes)
    return;
  connection.rekeyedAt = now;
  connection.rekeyedBytes = bytes;
  connection.client?.rekey();
}

/** Files that are being taken are finished and answered; other uploads are not received, and their clients see that. */
export async function finishAll({ connections }: Ssh): Promise<void> {
  await Promise.all(
    [...connections.values()].map(async (connection) => {
      await connection.uploads?.settled();
      const closed = connection.socket.closed ? undefined : once(connection.socket, "close");
      hangUp(connection);
      await closed;
    }),
  );
}
