// The notice by which a carrier learns of a case: a text to be sent as a letter or a mail; the same stands at GET /v1/penalties. Pure.
import { failureShown, type WholeCase } from "./reading.ts";

/** In English, the language of the carriers' messages, so many characters a line as a letter holds. */
export function noticeText(whole: WholeCase, unit: string): string {
  const { row, failures } = whole;
  const lines = failures
    .filter(({ aside }) => aside === null)
    .map((one) => {
      const { kind, facts } = failureShown(one);
      return `  ${kind}: ${facts.map(({ name, value }) => `${name} ${value}`).join(", ")}`;
    });
  const factors = Object.entries(row.factors).map(([name, text]) => `  ${name}: ${text}`);
  return `${unit}
Notice of a penalty case ${row.number}

To: carrier ${row.carrier}
Sent: ${row.notified_at?.toISOString() ?? "not yet"}

The unit considers proposing a penalty to the enforcement authority, which alone decides.

Provision: ${row.provision}
${row.summary}

Failures, as the unit holds them:
${lines.join("\n")}

What is weighed:
${factors.join("\n")}
  earlier penalties: ${row.earlier.length === 0 ? "none" : row.earlier.join(", ")}

You are heard until ${row.hear_until?.toISOString() ?? "a time that stands in the notice when it is sent"} (UTC).
Nothing is proposed before you have spoken or this time is over. Say what you have to say:
- over your connection: POST /v1/penalties/${row.case_id}/statements {"text": ...}
- or by letter or mail to the carrier desk, with the number of the case.
What you dispute (POST /v1/penalties/${row.case_id}/disputes, or by letter) goes on to nobody until a person who
did not draft this case has decided it. A failure during an outage, of yours or ours, is no failure: tell us of it.
`;
}
