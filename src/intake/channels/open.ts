// Opens every channel that the settings ask for; one that cannot be opened keeps no other from working.
import { portFault } from "#platform";
import type { Channel } from "../channel-of.ts";
import { openAmqp } from "./amqp/amqp.ts";
import type { ChannelServices, ChannelSettings, OpenChannel } from "./channel.ts";
import { openFolders } from "./folder.ts";
import { openMail } from "./mail/server.ts";
import { openSftp } from "./sftp/server.ts";
import { openTypeB } from "./type-b/type-b.ts";

export type Channels = {
  readonly open: readonly OpenChannel[];
  /** Those that were asked for and could not be opened, with the reason. */
  readonly failed: readonly { readonly channel: Channel; readonly reason: string }[];
  close(): Promise<void>;
};

/** A channel that can be opened: answers undefined when the settings do not ask for it. */
type Opener = {
  readonly channel: Channel;
  /** The setting that names the port it listens on, and the port; absent: it listens on none. */
  readonly listens?: (settings: ChannelSettings) => {
    readonly setting: string;
    readonly port: number | undefined;
  };
  readonly open: (services: ChannelServices, settings: ChannelSettings) => Promise<OpenChannel | undefined>;
};

const openers: readonly Opener[] = [
  {
    channel: "folder",
    open: async (services, { watchFolders }) => (watchFolders ? openFolders(services) : undefined),
  },
  {
    channel: "sftp",
    listens: ({ sftpPort: port }) => ({ setting: "SFTP_PORT", port }),
    open: async (services, { sftpPort }) =>
      sftpPort === undefined ? undefined : openSftp(services, sftpPort),
  },
  {
    channel: "type-b",
    listens: ({ typeBPort: port }) => ({ setting: "TYPE_B_PORT", port }),
    open: openTypeB,
  },
  {
    channel: "mail",
    listens: ({ mailPort: port }) => ({ setting: "MAIL_PORT", port }),
    open: async (services, settings) =>
      settings.mailPort === undefined
        ? undefined
        : openMail(services, {
            port: settings.mailPort,
            dkim: settings.mailDkim,
            gateways: settings.mailGateways,
            relay: settings.mailRelay,
            from: settings.mailFrom,
          }),
  },
  {
    channel: "amqp",
    open: (services, settings) => openAmqp(services, settings.amqpUrl, settings.amqpCertificate),
  },
];

/** Opens them side by side. Of one that fails (a port that is taken, a broker out of reach) the problem is told. */
export async function openChannels(services: ChannelServices, settings: ChannelSettings): Promise<Channels> {
  const open: OpenChannel[] = [];
  const failed: { channel: Channel; reason: string }[] = [];
  await Promise.all(
    openers.map(async (opener) => {
      try {
        const opened = await opener.open(services, settings);
        if (opened !== undefined) open.push(opened);
      } catch (problem) {
        const error = problem as Error;
        const { setting = "", port } = opener.listens?.(settings) ?? {};
        const fault = port === undefined ? null : portFault(error, { setting, port, off: "off" });
        failed.push({ channel: opener.channel, reason: fault ?? error.message });
        if (fault === null) services.problem(error, `the channel ${opener.channel} could not be opened`);
        else services.notice(fault);
      }
    }),
  );
  return {
    open,
    failed,
    close: async () => {
      await Promise.all(open.map((channel) => channel.close()));
    },
  };
}
