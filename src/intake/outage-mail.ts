// Mail about outages of channels (EU 2025/13 Art. 16): to the mailboxes of the carriers concerned and to the unit's own, one when an outage
// begins and one when it ends. Nothing of a traveller is in it. What a mail server may have taken is never sent again.
import { mailboxesOfCarriers } from "#carriers";
import { systemActor, type Config, type Job, type Services, type Transaction } from "#platform";
import { channelOutage } from "./channel-outage-store.ts";
import { openRelay, type Relay } from "./channels/mail/relay.ts";
import { endMails, putMails, setMail, takeMail, type MailRow, type Occasion } from "./outage-mail-store.ts";

const actor = systemActor("intake");
const minuteMs = 60_000;
/** A mail that was handed over and of which nothing was heard in this time may have been taken. */
const takenForMs = 10 * minuteMs;
/** A mail that no server took for so long is of no use any more: the status page and the notices have told it meanwhile. */
const usefulMs = 24 * 60 * minuteMs;
const longestPauseMinutes = 64;
/** Where the unit's own mail goes, which its settings name and no transaction knows. */
const ownMailbox = "unit@mailbox.invalid";

/** Puts the mails of an outage down, in the transaction of what leads to them; a job sends them after the commit. */
export async function putOutageMails(tx: Transaction, outageId: string, occasion: Occasion): Promise<void> {
  const outage = await channelOutage(tx, outageId);
  if (outage === null) throw new Error("an outage that was just written is there");
  const boxes = await mailboxesOfCarriers(tx, outage.carrier_id);
  const parties = [
    ...boxes.map(({ carrierId, address }) => ({ party: `carrier:${carrierId}`, address })),
    { party: "unit", address: ownMailbox },
  ];
  await putMails(tx, outageId, occasion, parties);
}

/** Sends what is due, one after the other; returns how many a mail server took. Without one nothing is sent, and what waits ends in its time. */
export async function mailOutages(
  { database }: Pick<Services, "database">,
  way: { readonly relay: Pick<Relay, "send">; readonly from: string; readonly unit: string } | null,
): Promise<number> {
  await database.transaction(actor, async (tx) => {
    for (const mail of await endMails(tx, new Date(tx.at.getTime() - usefulMs)))
      note(tx, mail.state === "unknown" ? "outage-mail.unknown" : "outage-mail.failed", mail);
  });
  if (way === null) return 0;
  let sent = 0;
  for (;;) {
    const mail = await database.transaction(actor, (tx) =>
      takeMail(tx, new Date(tx.at.getTime() + takenForMs)),
    );
    if (mail === null) return sent;
    const to = mail.address === ownMailbox ? way.from : mail.address;
    const taken = await way.relay
      .send({ to, messageId: `<${mail.mail_id}@openpiu>`, ...wordsOf(mail, way.unit) })
      .then(
        () => true,
        () => false,
      );
    await database.transaction(actor, async (tx) => {
      const pauseMs = Math.min(2 ** mail.tries, longestPauseMinutes) * minuteMs;
      await setMail(tx, mail.mail_id, taken ? "sent" : "waiting", new Date(tx.at.getTime() + pauseMs));
      if (taken) note(tx, "outage-mail.sent", mail);
    });
    sent += taken ? 1 : 0;
  }
}

function note(
  tx: Transaction,
  action: "outage-mail.sent" | "outage-mail.failed" | "outage-mail.unknown",
  { outage_id: id, occasion, party }: Pick<MailRow, "outage_id" | "occasion" | "party">,
): void {
  tx.record({
    action,
    subjectKind: "channel-outage",
    subjectId: id,
    ...(party === "unit" ? {} : { recipient: party }),
    detail: { occasion, party },
  });
}

/** What a mail says: which channels, since when, until when, what carriers are told, where more stands. Pure. */
export function wordsOf(
  mail: Pick<MailRow, "outage_id" | "occasion" | "channels" | "began_at" | "ended_at" | "text">,
  unit: string,
): { readonly subject: string; readonly text: string } {
  const channels = mail.channels.join(", ");
  const isOver = mail.occasion === "ended";
  return {
    subject: isOver ? `Outage over: ${channels}` : `Outage of channels: ${channels}`,
    text: [
      isOver ? "These channels take messages again:" : "These channels take no messages at present:",
      `  ${channels}`,
      `Out since: ${mail.began_at.toISOString()}`,
      ...(isOver ? [`Until:     ${mail.ended_at?.toISOString() ?? "now"}`] : []),
      "",
      mail.text,
      "",
      isOver
        ? "Send again, unchanged, what was not acknowledged: nothing is counted twice."
        : "Keep what is not acknowledged. GET /v1/outages says which channels stand in.",
      `The report to fill in: GET /v1/outages/${mail.outage_id}/report`,
      "",
      unit,
      "",
    ].join("\n"),
  };
}

export type MailServices = Services & {
  readonly config: Pick<Config, "unitName"> & {
    readonly channels: Pick<Config["channels"], "mailRelay" | "mailFrom">;
  };
};

export const outageMailJobs: readonly Job<MailServices>[] = [
  {
    name: "mail-outages",
    cron: "* * * * *",
    run: async (_payload, services) => {
      const { mailRelay, mailFrom } = services.config.channels;
      if (mailRelay === undefined) {
        await mailOutages(services, null);
        return;
      }
      const relay = openRelay(mailRelay, mailFrom);
      try {
        await mailOutages(services, { relay, from: mailFrom, unit: services.config.unitName });
      } finally {
        relay.close();
      }
    },
  },
];
