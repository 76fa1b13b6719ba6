// Mail of ours to carriers, through the operator's own mail server: receipts, and messages to them.
import { createTransport } from "nodemailer";

export type Relay = {
  /** Resolves when the relay has taken responsibility, rejects when it has not. */
  send(mail: {
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly inReplyTo?: string | null;
    /** In angle brackets; one of its own without it. */
    readonly messageId?: string;
    readonly attachment?: { readonly name: string; readonly bytes: Uint8Array };
  }): Promise<void>;
  close(): void;
};

/** Opens the way to the relay: smtp://host:port or smtps://user:password@host:port. Passenger data leaves this machine encrypted only. */
export function openRelay(url: string, from: string): Relay {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const transport = createTransport({
    host,
    port: Number(port) || (protocol === "smtps:" ? 465 : 25),
    secure: protocol === "smtps:",
    requireTLS: !["127.0.0.1", "::1", "localhost"].includes(host),
    ...(username === ""
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  });
  return {
    send: async ({ to, subject, text, inReplyTo, messageId, attachment }) => {
      await transport.sendMail({
        from,
        to,
        // The envelope's own: whatever stands in the headers, it goes to this one address.
        envelope: { from, to: [to] },
        subject,
        text,
        ...(messageId === undefined ? {} : { messageId }),
        headers: { "Auto-Submitted": inReplyTo === undefined ? "auto-generated" : "auto-replied" },
        ...(inReplyTo === undefined || inReplyTo === null ? {} : { inReplyTo, references: inReplyTo }),
        ...(attachment === undefined
          ? {}
          : {
              attachments: [
                {
                  filename: attachment.name,
                  content: Buffer.from(attachment.bytes),
                  contentType: "application/EDIFACT",
                },
              ],
            }),
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    close: () => transport.close(),
  };
}
