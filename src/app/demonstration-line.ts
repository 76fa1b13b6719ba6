// The demonstration's national bureau: it answers checks as INTERPOL's gateway would, by what is asked alone; nothing leaves this machine.
import type { LineTransport } from "#exchange";

/** The bureau on the demonstration's register; the only line that is answered here. */
export const bureauCode = "ncb-invented";
const confirmsAfterMs = 40 * 60_000;

/** Answers the demonstration's bureau; every other line is spoken over `real`. */
export function demonstrationTransport(real: LineTransport, now: () => Date): LineTransport {
  return async (request) => {
    if (request.code !== bureauCode) return real(request);
    const asked = JSON.parse(request.body ?? "{}") as Asked;
    return { status: 200, body: JSON.stringify({ id: asked.id, ...answerTo(request.path, asked, now()) }) };
  };
}

type Asked = {
  readonly id: string;
  readonly document?: { readonly number: string; readonly issuing_country_id: string | null };
};

function answerTo(path: string, { id, document }: Asked, now: Date): object {
  if (path === "/v1/reports") return { result: "TAKEN", reference: "NCB-INVENTED" };
  if (path === "/v1/confirmations") {
    // A number says in its first 48 bits when it was given (RFC 9562): the State that issued the document takes its time.
    const askedAt = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
    return now.getTime() - askedAt < confirmsAfterMs
      ? { result: "PENDING" }
      : { result: "CONFIRMED", reference: "NCB-INVENTED" };
  }
  if (path !== "/v1/sltd/checks" || document === undefined || !isReported(document.number))
    return { result: "NO_HIT" };
  return {
    result: "HIT",
    records: [
      {
        reference: `SLTD-INVENTED-${digitsOf(document.number)}`,
        status: digitsOf(document.number) % 2 === 0 ? "LOST" : "STOLEN",
        issuing_country_id: document.issuing_country_id,
        reported_on: `${now.getUTCFullYear() - 1}/03/14`,
      },
    ],
  };
}

const digitsOf = (number: string): number =>
  Array.from(number).reduce((sum, one) => sum + (Number.parseInt(one, 36) || 0), 0);
/** One document of four, by its number alone: the same each time. */
const isReported = (number: string): boolean => digitsOf(number) % 4 === 1;
