// The SFTP server of the unit: opened on its port with its host key, closed when the files under way are taken.
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import ssh2, { type Server } from "ssh2";
import { loadCarrierByCode } from "#carriers";
import { systemActor } from "#platform";
import { linksOf, type ChannelServices, type OpenChannel } from "../channel.ts";
import { openCarrierFiles, type CarrierFiles } from "../carrier-files.ts";
import { openLargeTurns } from "../large-turns.ts";
import { outgoingName } from "../outgoing-name.ts";
import { openSpools } from "../spool.ts";
import { admit, endOf, finishAll, serveClient, sweep, type Ssh } from "./connections.ts";
import { hostKey } from "./host-key.ts";
import { usualSftp, type SftpLimits } from "./limits.ts";
import { openRefusals } from "./refusals.ts";

const largeBytes = 1024 * 1024;
const largeTogether = 2;

/** What clients of the last ten years speak; nothing that rests on SHA-1 or CBC. */
const algorithms = {
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group14-sha256",
  ],
  cipher: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes256-ctr"],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
  // A compressed stream could unpack to any size.
  compress: ["none"],
} satisfies ConstructorParameters<typeof Server>[0]["algorithms"];

/** Opens the server on a port (0: any). A file is answered with success when it is committed, never before. */
export async function openSftp(
  services: ChannelServices,
  port: number,
  limits: SftpLimits = usualSftp,
): Promise<OpenChannel> {
  const key = await hostKey(services.dataFolder);
  const files = openCarrierFiles(services);
  const ssh: Ssh = {
    services: {
      ...services,
      files,
      limits,
      refusals: openRefusals({ ...services, files }),
      spools: openSpools(join(services.dataFolder, "uploads")),
      turns: openLargeTurns({ smallBytes: largeBytes, together: largeTogether }),
    },
    connections: new Map(),
  };
  const server = new ssh2.Server({ hostKeys: [key.private], ident: "OpenPIU", algorithms });
  server.on("connection", (client, { ip, port: from }) => {
    const connection = ssh.connections.get(endOf(ip, from));
    if (connection === undefined) client.end();
    else serveClient(ssh, connection, client);
  });
  // Without noDelay small answers wait for each other, and two files a second get through.
  const listener = createServer({ noDelay: true }, (socket) => {
    if (admit(ssh, socket)) server.injectSocket(socket);
  });
  listener.listen(port, services.host);
  await once(listener, "listening");
  const sweeper = setInterval(() => sweep(ssh), limits.sweepMs);
  sweeper.unref();
  const { address, family, port: listening } = listener.address() as AddressInfo;
  const host = family === "IPv6" ? `[${address}]` : address;
  return {
    channel: "sftp",
    address: `sftp://${host}:${listening}`,
    send: (to, bytes) => leaveForCarrier(services, files, to, bytes),
    links: () =>
      linksOf(
        listener.listening,
        [...ssh.connections.values()].map(({ login }) => login?.sender.id),
      ),
    waiting: async () =>
      [...ssh.connections.values()].flatMap(({ login, uploads }) =>
        login === undefined
          ? []
          : (uploads?.since() ?? []).map((since) => ({ carrierId: login.sender.id, since })),
      ),
    close: async () => {
      clearInterval(sweeper);
      listener.close();
      await finishAll(ssh);
      if (listener.listening) await once(listener, "close");
    },
  };
}

/** The carrier (`to`: its code) fetches it from /out. */
async function leaveForCarrier(
  { database, clock }: ChannelServices,
  files: CarrierFiles,
  to: string,
  bytes: Uint8Array,
): Promise<void> {
  const carrier = await database.transaction(systemActor("intake"), (tx) => loadCarrierByCode(tx, to));
  if (carrier === undefined) throw new Error(`there is no carrier ${to}`);
  const name = outgoingName(clock.now());
  await files.put(carrier.id, "out", [{ name, text: bytes }]);
}
