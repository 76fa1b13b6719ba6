// What one carrier, one address and one connection may take of the SFTP server.

export type SftpLimits = {
  /** A larger file is refused: the largest passenger lists seen in practice are some 10 MB. */
  readonly fileBytes: number;
  /** Open files and folders, files being taken, and files that wait to be renamed, of one connection. */
  readonly handles: number;
  readonly connectionsOfAddress: number;
  readonly connectionsOfCarrier: number;
  /** From the first byte of a connection until it has proved a key. */
  readonly loginMs: number;
  readonly loginAttempts: number;
  /** A connection without any request for so long is closed. */
  readonly idleMs: number;
  /** An upload that stands still for so long is dropped, and one that is slower on average than `bytesPerSecond`. */
  readonly stillMs: number;
  readonly bytesPerSecond: number;
  /** A finished upload waits so long to be renamed. */
  readonly renameMs: number;
  /** Keys are changed after so much time and so many bytes received (RFC 4253 section 9). */
  readonly rekeyMs: number;
  readonly rekeyBytes: number;
  /** How often the limits in time are looked at. */
  readonly sweepMs: number;
};

export const usualSftp: SftpLimits = {
  fileBytes: 64 * 1024 * 1024,
  handles: 64,
  connectionsOfAddress: 64,
  connectionsOfCarrier: 16,
  loginMs: 20_000,
  loginAttempts: 6,
  idleMs: 5 * 60_000,
  stillMs: 60_000,
  bytesPerSecond: 256,
  renameMs: 10 * 60_000,
  rekeyMs: 3_600_000,
  rekeyBytes: 1024 * 1024 * 1024,
  sweepMs: 1_000,
};
