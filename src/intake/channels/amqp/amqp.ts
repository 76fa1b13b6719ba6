// The AMQP channel: messages of the queues that are bound to carriers, for as long as they are.
import { readFile } from "node:fs/promises";
import { boundQueues } from "#carriers";
import { systemActor } from "#platform";
import { type CertificateFiles, linksOf, type ChannelServices, type OpenChannel } from "../channel.ts";
import { quieted } from "../notices.ts";
import { bodyOf } from "./body.ts";
import {
  openBroker,
  usualBroker,
  type BrokerLimits,
  type ClientCertificate,
  type Incoming,
} from "./broker.ts";
import { takeFrom } from "./take.ts";

/** Bindings that run out are not announced. */
const lookEveryMs = 60_000;

/** Connects to the broker; undefined where the settings name none. One out of reach is called until it is there. */
export async function openAmqp(
  services: ChannelServices,
  url: string | undefined,
  certificateFiles?: CertificateFiles,
  limits: BrokerLimits = usualBroker,
): Promise<OpenChannel | undefined> {
  if (url === undefined) return undefined;
  const notice = quieted(services.notice, services.clock);
  /** Carriers by the queues that are bound to them. */
  let bound: ReadonlyMap<string, string> = new Map();
  let take: (incoming: Incoming) => Promise<void>;
  const certificate = certificateFiles === undefined ? undefined : await certificateIn(certificateFiles);
  const broker = openBroker(url, {
    clock: services.clock,
    take: (incoming) => void take(incoming),
    connected: () => services.notice(`connected to the AMQP broker ${plainAddress(url)}`),
    notice,
    limits,
    certificate,
  });
  take = takeFrom({ ...services, notice, bound: () => [...bound.keys()] }, broker.send, limits.againMs);
  const { protocol, hostname, username } = new URL(url);
  if (protocol === "amqp:" && username !== "" && !/^(127\.|\[::1\]$|localhost$)/.test(hostname)) {
    services.notice("AMQP_URL: the password goes over the network in the clear; amqps:// encrypts");
  }

  let looking = Promise.resolve();
  function look(): void {
    looking = looking.then(async () => {
      try {
        bound = await services.database.transaction(systemActor("intake"), boundQueues);
        broker.listen([...bound.keys()]);
      } catch (problem) {
        services.problem(problem as Error, "the queues of carriers could not be looked up");
      }
    });
  }
  const unsubscribe = services.feed.subscribe((event) => {
    if (event.topic === "carrier") look();
  });
  const timer = setInterval(look, lookEveryMs).unref();
  look();
  await looking;

  return {
    channel: "amqp",
    address: plainAddress(url),
    send: (to, bytes) =>
      broker.send(to, {
        durable: true,
        content_type: "application/edifact",
        body: bodyOf(bytes),
      }),
    links: () => {
      const queues = broker.listening();
      return linksOf(
        queues !== null,
        (queues ?? []).map((name) => bound.get(name)),
      );
    },
    close: async () => {
      unsubscribe();
      clearInterval(timer);
      await looking;
      await broker.close();
    },
  };
}

async function certificateIn({ certificateFile, keyFile }: CertificateFiles): Promise<ClientCertificate> {
  const [cert, key] = await Promise.all([readFile(certificateFile), readFile(keyFile)]);
  return { cert, key };
}

/** Without the password. */
function plainAddress(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
