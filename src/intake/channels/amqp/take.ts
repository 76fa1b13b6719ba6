// What is done with a message of a queue: taken, accepted after the commit, answered; set aside when it cannot be taken.
import { createHash } from "node:crypto";
import type { Message } from "rhea";
import { isRefusal, systemActor } from "#platform";
import { answersTo } from "../answers.ts";
import { backOff } from "../back-off.ts";
import type { ChannelServices } from "../channel.ts";
import { isForLater, isTaken, receiptFiles } from "../receipt-files.ts";
import type { Received } from "../../delivery.ts";
import { bodyLike, bytesOf } from "./body.ts";
import type { Broker, BrokerLimits, Incoming } from "./broker.ts";
import { answerQueueOf, backoutQueueOf } from "./queues.ts";

/** Larger messages are set aside: none this size is a passenger list. */
const messageBytesMax = 64 * 1024 * 1024;
/** A message that fails so often while everything else works is not tried again. */
const failuresMax = 3;
const failuresKept = 10_000;
/** A message that stood in its queue for longer is told of: of a queue of bookings, of any other (transport.md section 4). */
const oldMs = { bookings: 5 * 60_000, other: 30_000 };
/** For a queue whose carrier is not known or suspended. */
const refusedPauseMs = 60_000;

export type TakeServices = Pick<
  ChannelServices,
  "database" | "key" | "clock" | "gate" | "reception" | "problem"
> & {
  readonly notice: (matter: string, line: string) => void;
  /** The queues in use, of all carriers. */
  readonly bound: () => readonly string[];
};

/** Returns what takes each message; it settles the message in any case and never throws. */
export function takeFrom(
  services: TakeServices,
  send: Broker["send"],
  againMs: BrokerLimits["againMs"],
): (incoming: Incoming) => Promise<void> {
  /** How often each message has failed, by its hash. */
  const failures = new Map<string, number>();
  const down = backOff(services.clock, ...againMs);

  return async (incoming) => {
    let pauseMs = 0;
    try {
      pauseMs = await take(incoming);
    } catch (problem) {
      pauseMs = await fail(incoming, problem as Error);
    } finally {
      incoming.done(pauseMs);
    }
  };

  /** Returns how long this place of the queue is to rest. */
  async function take(incoming: Incoming): Promise<number> {
    const { queue, message, delivery } = incoming;
    const sender = await services.gate("amqp-queue", queue);
    if (isRefusal(sender)) {
      services.notice(`queue ${queue}`, `messages of ${queue} stay there: ${sender.refused.detail}`);
      delivery.release();
      return refusedPauseMs;
    }
    const bytes = bytesOf(message);
    if (bytes === null) return setAside(incoming, "the body holds neither data nor text");
    if (bytes.length > messageBytesMax)
      return setAside(incoming, `it has more than ${messageBytesMax} bytes`);
    const to = answerQueueOf(queue, message.reply_to, services.bound());
    const received = await services.reception.take({
      bytes,
      channel: "amqp",
      sender,
      idempotencyKey: null,
      replyTo: to,
    });
    if (isRefusal(received)) {
      if (!isForLater(received)) return setAside(incoming, received.refused.detail);
      delivery.release();
      return 1000 * (received.refused.retryAfterSeconds ?? 2);
    }
    delivery.accept();
    tellAge(incoming);
    down.reset();
    failures.delete(keyOf(incoming));
    await answer(message, to, received);
    return 0;
  }

  /** How long it has waited is known where the sender says when it was made. */
  function tellAge({ queue, message }: Incoming): void {
    const madeAt = Number(message.creation_time ?? Number.NaN);
    const age = services.clock.now().getTime() - madeAt;
    if (!(age > (/\.PNR\.IN$/i.test(queue) ? oldMs.bookings : oldMs.other))) return;
    const seconds = Math.round(age / 1000);
    services.notice(`age ${queue}`, `a message of ${queue} was ${seconds} seconds old when it was taken`);
  }

  /** The answers, or what is wrong where nothing answers; kept with the receipt, whatever becomes of them here. */
  async function answer(request: Message, to: string, received: Received): Promise<void> {
    const id = request.message_id ?? request.correlation_id;
    const about = { durable: true, ...(id === undefined ? {} : { correlation_id: id }) };
    const texts = await answersTo(services, received);
    const replies = texts.map((text) => ({ ...about, content_type: "application/edifact", text }));
    if (replies.length === 0 && received.duplicateOf === null && !isTaken(received)) {
      const [receipt] = await receiptFiles(services, "", received);
      if (receipt !== undefined) {
        replies.push({ ...about, content_type: "text/csv", text: receipt.text });
      }
    }
    for (const { text, ...reply } of replies) {
      await send(to, { ...reply, body: bodyLike(request, text) }).catch((problem: Error) =>
        services.notice(`answer ${to}`, `an answer did not reach ${to}: ${problem.message}`),
      );
    }
  }

  /** A copy with the reason goes to the carrier's queue for such; where there is none, the broker is told to set it aside. */
  async function setAside({ queue, message, delivery }: Incoming, why: string): Promise<number> {
    const { body, message_id, correlation_id, content_type, application_properties } = message;
    const backout = backoutQueueOf(queue);
    services.notice(`aside ${queue}`, `a message of ${queue} was set aside: ${why}`);
    try {
      await send(backout, {
        body: body as unknown,
        durable: true,
        ...(message_id === undefined ? {} : { message_id }),
        ...(correlation_id === undefined ? {} : { correlation_id }),
        ...(content_type === undefined ? {} : { content_type }),
        message_annotations: { "x-opt-openpiu-reason": why, "x-opt-openpiu-queue": queue },
        application_properties: { ...application_properties, reason: why },
      });
      delivery.accept();
    } catch (problem) {
      services.notice(`aside ${backout}`, `${backout} takes nothing: ${(problem as Error).message}`);
      delivery.reject({ condition: "amqp:not-allowed", description: why });
    }
    return 0;
  }

  /** Not the message's fault while the database does not answer: then everything rests. */
  async function fail(incoming: Incoming, problem: Error): Promise<number> {
    const { queue, delivery, message } = incoming;
    services.problem(problem, `a message of ${queue} could not be taken`);
    if (!(await isDatabaseThere())) {
      delivery.release();
      return down.next();
    }
    const key = keyOf(incoming);
    const times = Math.max(failures.get(key) ?? 0, message.delivery_count ?? 0) + 1;
    if (times >= failuresMax) {
      failures.delete(key);
      return setAside(incoming, `it failed ${times} times: ${problem.message}`);
    }
    if (failures.size >= failuresKept) failures.clear();
    failures.set(key, times);
    // Without telling that it failed: RabbitMQ 3.10 ends the session over the outcome "modified".
    delivery.release();
    return 0;
  }

  async function isDatabaseThere(): Promise<boolean> {
    try {
      await services.database.transaction(systemActor("intake"), (tx) => tx.query("select 1"));
      return true;
    } catch {
      return false;
    }
  }
}

function keyOf({ queue, message }: Incoming): string {
  const id = message.message_id ?? "";
  return createHash("sha256")
    .update(`${queue} ${String(id)} `)
    .update(bytesOf(message) ?? "")
    .digest("base64");
}
