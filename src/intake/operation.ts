// How the channels work at this moment: what is counted, what is pending and which links stand, put together by carrier.
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { loadCarriers, loadCredentials } from "#carriers";
import { systemActor, type CertificateShown, type Database } from "#platform";
import { answerTimes, carrierWaitsMs } from "./answer-times.ts";
import { channelOf } from "./channel-of.ts";
import type { Channels } from "./channels/open.ts";
import type { CarrierOperation, Operation } from "./operation-contract.ts";
import {
  answersSince,
  channelUses,
  incompleteNow,
  trafficSince,
  unconfirmedNow,
  unsentNow,
  type AnswerRow,
  type HourRow,
  type PendingRow,
} from "./operation-store.ts";
import { outageNow, outagesOf } from "./outage-store.ts";
import type { Reception } from "./reception.ts";
import type { Channel } from "./channel-of.ts";

export type OperationServices = {
  readonly database: Database;
  readonly reception: Pick<Reception, "load">;
  /** The channels of this server besides HTTP; undefined until they are open. */
  readonly channelsNow: () => Pick<Channels, "open" | "failed"> | undefined;
  /** Where carriers reach HTTP, and the certificates this server shows (PEM files), by what they are for. */
  readonly shown: {
    /** The machine's name. */
    readonly server: string;
    readonly http: () => string;
    readonly certificates: readonly {
      readonly of: "own" | "https" | "amqp";
      readonly file?: string;
      /** What an open port shows now; the file is read where none is open. */
      readonly now?: () => CertificateShown | undefined;
    }[];
  };
};

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type FilesRow = PendingRow & { readonly channel: Channel };

type Found = {
  readonly traffic: readonly HourRow[];
  readonly answers: readonly (AnswerRow & { readonly waitsMs: number })[];
  readonly incomplete: readonly PendingRow[];
  readonly unconfirmed: readonly PendingRow[];
  readonly unsent: readonly PendingRow[];
  readonly files: readonly FilesRow[];
  readonly oldest: ReadonlyMap<string, number>;
};

/** The figures of this moment. */
export async function operationNow(services: OperationServices): Promise<Operation> {
  const certificates = await certificatesShown(services);
  const files = await filesWaiting(services.channelsNow());
  return services.database.transaction(systemActor("intake"), async (tx) => {
    const before = (ms: number): Date => new Date(tx.at.getTime() - ms);
    const [carriers, credentials, uses, away, outages, traffic, answers, incomplete, unconfirmed, unsent] =
      await Promise.all([
        loadCarriers(tx),
        loadCredentials(tx),
        channelUses(tx),
        outageNow(tx),
        outagesOf(tx, before(dayMs), new Date(tx.at.getTime() + 1)),
        trafficSince(tx, before(hourMs), before(minuteMs)),
        answersSince(tx, before(hourMs), before(dayMs)),
        incompleteNow(tx, before(dayMs)),
        unconfirmedNow(tx),
        unsentNow(tx, before(minuteMs)),
      ]);
    const { working, waiting, oldest } = services.reception.load();
    const waits = new Map(carriers.map(({ id, agreement }) => [id, agreement.answerSeconds * 1_000]));
    const timed = answers.map((row) => ({ ...row, waitsMs: waits.get(row.carrierId) ?? carrierWaitsMs }));
    const found: Found = { traffic, answers: timed, incomplete, unconfirmed, unsent, files, oldest };
    const channels = services.channelsNow();
    const links = new Map((channels?.open ?? []).map((one) => [one.channel, one.links?.()]));
    const holders = new Set<string>(
      (channels?.open ?? []).flatMap((one) => (one.waiting === undefined ? [] : one.channel)),
    );
    const byChannel = Map.groupBy(traffic, ({ channel }) => channel);
    const seen = Map.groupBy(uses, ({ carrierId }) => carrierId);
    const held = Map.groupBy(
      credentials.filter(
        ({ revokedAt, expiresAt }) => revokedAt === null && !(expiresAt && expiresAt <= tx.at),
      ),
      ({ carrierId }) => carrierId,
    );
    return {
      at: tx.at.toISOString(),
      server: services.shown.server,
      unit: {
        ...standingOf(found),
        working,
        waiting,
        awaySince: away?.started_at.toISOString() ?? null,
        outages: outages.length,
        certificates,
      },
      channels: channelStates(services, channels).map((one) => ({
        ...one,
        lastAt: latest(uses.filter(({ channel }) => channel === one.channel).map(({ lastAt }) => lastAt)),
        messages: messagesIn(byChannel.get(one.channel) ?? []),
      })),
      carriers: carriers.map((carrier) => {
        const own = ofCarrier(found, carrier.id);
        const keys = held.get(carrier.id) ?? [];
        const used = seen.get(carrier.id) ?? [];
        const names = new Set([
          ...keys.map(({ kind }) => channelOf[kind]),
          ...used.map(({ channel }) => channel),
        ]);
        return {
          carrierId: carrier.id,
          code: carrier.code,
          name: carrier.name,
          suspended: carrier.suspendedAt !== null,
          ...standingOf(own),
          channels: [...names].toSorted().map((channel): CarrierOperation["channels"][number] => {
            const ownKeys = keys.filter(({ kind }) => channelOf[kind] === channel);
            const open = links.get(channel as Channel);
            return {
              channel,
              links: open === undefined ? null : (open.carriers.get(carrier.id) ?? 0),
              files: holders.has(channel)
                ? pendingOf(own.files.filter((row) => row.channel === channel)).count
                : null,
              lastAt: latest(used.filter((one) => one.channel === channel).map(({ lastAt }) => lastAt)),
              messages: messagesIn(own.traffic.filter((row) => row.channel === channel)),
              expiresAt: earliest(ownKeys.flatMap(({ expiresAt }) => expiresAt ?? [])),
              credentials: ownKeys.length,
            };
          }),
        };
      }),
    };
  });
}

/** What waits in the channels of this server, by carrier. */
async function filesWaiting(channels: ReturnType<OperationServices["channelsNow"]>): Promise<FilesRow[]> {
  const found = await Promise.all(
    (channels?.open ?? []).map(async (open) => {
      const files = (await open.waiting?.()) ?? [];
      return [...Map.groupBy(files, ({ carrierId }) => carrierId)].map(([carrierId, own]) => ({
        channel: open.channel,
        carrierId,
        count: own.length,
        oldest: ordered(own.map(({ since }) => since))[0] ?? new Date(0),
      }));
    }),
  );
  return found.flat();
}

function ofCarrier(found: Found, carrierId: string): Found {
  const own = <Row extends { readonly carrierId: string }>(rows: readonly Row[]): readonly Row[] =>
    rows.filter((row) => row.carrierId === carrierId);
  const since = found.oldest.get(carrierId);
  return {
    traffic: own(found.traffic),
    answers: own(found.answers),
    incomplete: own(found.incomplete),
    unconfirmed: own(found.unconfirmed),
    unsent: own(found.unsent),
    files: own(found.files),
    oldest: new Map(since === undefined ? [] : [[carrierId, since]]),
  };
}

function standingOf({ traffic, answers, incomplete, unconfirmed, unsent, files, oldest }: Found) {
  const sum = (of: "lastMinute" | "unreadable" | "faulty" | "repeats" | "unscreened"): number =>
    traffic.reduce((total, row) => total + row[of], 0);
  const messages = messagesIn(traffic);
  const share = (of: "unreadable" | "faulty" | "repeats"): number | null =>
    messages === 0 ? null : sum(of) / messages;
  const kinds = [...Map.groupBy(traffic, ({ kind }) => kind)].map(([kind, rows]) => ({
    kind,
    messages: messagesIn(rows),
  }));
  const times = (of: "hour" | "day") => answerTimes(answers.map((row) => ({ ...row, answers: row[of] })));
  const since = Math.min(...oldest.values());
  return {
    traffic: {
      perMinute: sum("lastMinute"),
      messages,
      kinds: kinds.toSorted((a, b) => b.messages - a.messages || (a.kind < b.kind ? -1 : 1)),
      unreadable: share("unreadable"),
      faulty: share("faulty"),
      repeats: share("repeats"),
      unscreened: sum("unscreened"),
    },
    answers: { hour: times("hour"), day: times("day") },
    unprocessedSince: Number.isFinite(since) ? new Date(since).toISOString() : null,
    incomplete: pendingOf(incomplete),
    unconfirmed: pendingOf(unconfirmed),
    unsent: pendingOf(unsent),
    files: pendingOf(files),
  };
}

const messagesIn = (rows: readonly HourRow[]): number =>
  rows.reduce((sum, { messages }) => sum + messages, 0);

function pendingOf(rows: readonly PendingRow[]): { count: number; oldest: string | null } {
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    oldest: earliest(rows.map(({ oldest }) => oldest)),
  };
}

const ordered = (instants: readonly Date[]): readonly Date[] =>
  instants.toSorted((a, b) => a.getTime() - b.getTime());
const earliest = (instants: readonly Date[]): string | null => ordered(instants)[0]?.toISOString() ?? null;
const latest = (instants: readonly Date[]): string | null => ordered(instants).at(-1)?.toISOString() ?? null;

/** HTTP, which answers or nobody would read this, and whatever else was to be opened. */
function channelStates({ shown }: OperationServices, channels: ReturnType<OperationServices["channelsNow"]>) {
  const none = { reason: null, links: null };
  return [
    { channel: "http", address: shown.http(), state: "open" as const, ...none },
    ...(channels?.open ?? []).map((one) => {
      const links = one.links?.();
      return {
        channel: one.channel,
        address: one.address,
        state: links?.isUp === false ? ("down" as const) : ("open" as const),
        reason: null,
        links: links?.open ?? null,
      };
    }),
    ...(channels?.failed ?? []).map(({ channel, reason }) => ({
      channel,
      address: null,
      state: "failed" as const,
      reason,
      links: null,
    })),
  ];
}

/** When the certificates run out that this server shows. A file that holds none was told of when it was to be used. */
async function certificatesShown({ shown }: OperationServices) {
  const read = await Promise.all(
    shown.certificates.map(async ({ of, file, now }) => {
      const open = now?.();
      if (open !== undefined) return [{ of, expiresAt: open.expiresAt.toISOString(), fault: open.fault }];
      const pem = file === undefined ? null : await readFile(file).catch(() => null);
      const expiresAt = pem === null ? null : expiryOf(pem);
      return expiresAt === null ? [] : [{ of, expiresAt, fault: null }];
    }),
  );
  return read.flat();
}

function expiryOf(pem: Buffer): string | null {
  try {
    return new X509Certificate(pem).validToDate.toISOString();
  } catch {
    // The platform's own way to say that it is no certificate.
    return null;
  }
}
