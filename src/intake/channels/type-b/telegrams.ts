// What is done with a telegram: who it is from, taken, acknowledged after the commit, and answered.
import { readTypeBHeader, type TypeBHeader } from "#messages";
import { isRefusal, type Refusal } from "#platform";
import { answersTo } from "../answers.ts";
import type { ChannelServices } from "../channel.ts";
import type { Received } from "../../delivery.ts";
import { takeUntilTaken } from "../take-until.ts";
import { sendText } from "./send-text.ts";
import type { Arrived, Wire } from "./wire.ts";

export type TelegramServices = Pick<
  ChannelServices,
  "database" | "key" | "clock" | "gate" | "reception" | "problem"
> & {
  /** The unit's own address; undefined: the one the carrier wrote to. */
  readonly address: string | undefined;
  /** A carrier (its id) is reached over this wire, and wrote to this address of ours. */
  readonly reached: (origin: string, wire: Wire, as: string | undefined, carrierId: string) => void;
  readonly notice: (matter: string, line: string) => void;
  /** Raised when the channel closes. */
  readonly stop: AbortSignal;
};

/**
 * Takes one telegram. It is acknowledged after the commit, or once it was refused with a reason; where it could not be
 * taken, it is not. Never rejects.
 */
export async function takeTelegram(services: TelegramServices, arrived: Arrived, wire: Wire): Promise<void> {
  try {
    const header = readTypeBHeader(arrived.bytes);
    if (header === null) {
      services.notice(wire.peer, `a telegram of ${wire.peer} has no origin line and was not taken`);
      arrived.acknowledge();
      return;
    }
    const result = await takeFrom(services, header, arrived, wire);
    if (result === null) return;
    arrived.acknowledge();
    for (const text of await repliesTo(services, header, arrived, result))
      reply(services, header, wire, text);
  } catch (problem) {
    services.problem(problem as Error, "a Type B telegram could not be taken");
  }
}

async function takeFrom(
  services: TelegramServices,
  header: TypeBHeader,
  arrived: Arrived,
  wire: Wire,
): Promise<Received | Refusal | null> {
  const sender = await services.gate("type-b-address", header.origin);
  if (isRefusal(sender)) {
    services.notice(header.origin, `a telegram of ${header.origin} was not taken: ${sender.refused.detail}`);
    return sender;
  }
  services.reached(header.origin, wire, header.addresses[0], sender.id);
  const delivery = {
    bytes: arrived.bytes,
    channel: "type-b" as const,
    sender,
    idempotencyKey: null,
    replyTo: header.origin,
  };
  // What the other side keeps is not tried here any longer than its connection lasts.
  const hungUp = new AbortController();
  if (arrived.isKept) void wire.hungUp.then(() => hungUp.abort());
  return takeUntilTaken(services, delivery, AbortSignal.any([services.stop, hungUp.signal]));
}

/** The CUSRES of its messages; where nothing answers an interchange, a line that says why. */
async function repliesTo(
  services: TelegramServices,
  header: TypeBHeader,
  arrived: Arrived,
  result: Received | Refusal,
): Promise<readonly string[]> {
  // The last part of a message may hold no beginning of one: it is answered all the same.
  const answers = isRefusal(result) ? [] : await answersTo(services, result);
  if (answers.length > 0) return answers;
  // Texts without an interchange are told nothing: two machines would answer each other for ever.
  const { start, end } = header.text;
  if (!/UN[AB][^A-Za-z0-9]/.test(arrived.bytes.toString("latin1", start, Math.min(end, start + 2_000))))
    return [];
  if (isRefusal(result)) return [notTaken(header, [result.refused.detail])];
  const faults = result.receipts
    .filter(({ state }) => state === "quarantined" || state === "refused")
    .flatMap(({ findings }) => findings.filter(({ severity }) => severity === "error"))
    .map(({ code, segment, tag }) =>
      [code, tag ?? "", segment === null ? "" : `SEGMENT ${segment}`].join(" "),
    );
  return faults.length === 0 ? [] : [notTaken(header, faults.slice(0, 10))];
}

/** A service text in letters that every line carries. */
function notTaken({ sent }: TypeBHeader, reasons: readonly string[]): string {
  const which = sent === null ? "" : ` OF ${String(sent.day).padStart(2, "0")}${sent.time.replace(":", "")}`;
  return [`YOUR MESSAGE${which} WAS NOT TAKEN`, ...reasons]
    .map((line) =>
      line
        .toUpperCase()
        .replace(/[^A-Z0-9 \-?:().,'+/=]/g, " ")
        .trim(),
    )
    .join("\r\n");
}

function reply(services: TelegramServices, header: TypeBHeader, wire: Wire, text: string): void {
  const from = services.address ?? header.addresses[0];
  if (from === undefined) {
    services.notice("address", "Type B messages cannot be answered without TYPE_B_ADDRESS");
    return;
  }
  const priority = header.priority ?? "QU";
  // The answer is kept with the receipt: whoever missed it asks again and gets the same.
  sendText(wire, { priority, to: [header.origin], from, at: services.clock.now(), text }).catch(
    (problem: Error) => {
      services.notice(
        `answer ${header.origin}`,
        `an answer did not reach ${header.origin}: ${problem.message}`,
      );
    },
  );
}
