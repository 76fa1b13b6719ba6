// docs/reference/conformance-cases.md, written from the cases themselves.
import { conformanceCases } from "#certification";

const titles = {
  lists: "Passenger and crew lists",
  interactive: "Interactive requests",
  bookings: "Bookings",
  delivery: "Delivery",
  volume: "Volume",
} as const;

/** The page's text. */
export function conformancePage(): string {
  const groups = Object.entries(titles).map(([group, title]) => {
    const rows = conformanceCases
      .filter((one) => one.group === group)
      .map(
        ({ number, title: name, send, needed }) => `| ${number} | ${name} | ${send} | ${needed ? "●" : ""} |`,
      );
    return [`## ${title}`, "", "| Case | | Send | Needed |", "|---|---|---|---|", ...rows].join("\n");
  });
  return `${[
    "# Conformance cases",
    "",
    "A carrier runs these by itself, with its own credential and test data, as often as it likes; nothing of what it sends enters the",
    "records, and nothing of it is kept but the verdict, the hash of the bytes and the codes of errors. Written by `npm run reference`.",
    "",
    "```",
    'curl -sS -X POST $UNIT/v1/test/runs -H "Authorization: Bearer $TOKEN"                        # begins a run, lists its cases',
    'curl -sS $UNIT/v1/test/runs/$RUN/cases/101 -H "Authorization: Bearer $TOKEN" --data-binary @case101.edi',
    'curl -sS -X POST $UNIT/v1/test/runs/$RUN/certificate -H "Authorization: Bearer $TOKEN"       # the signed result',
    "```",
    "",
    "Each answer says whether the case passed, what was wrong, what is to be sent next, and what production would have answered (CUSRES).",
    "A group is certified when every case of it that is needed has passed in one run. The certificate is a JWS (EdDSA); `GET /v1/test/keys`",
    "publishes the key, and `POST /v1/test/certificates/check` checks one.",
    "",
    ...groups.flatMap((group) => [group, ""]),
  ]
    .join("\n")
    .trimEnd()}\n`;
}
