// The history of one person compiled from the ledger: for the officer, and for the answer to whoever asks about their data.
import { displayNames } from "#access";
import { historyOf, type ActOnPerson, type LedgerEntry, type Transaction } from "#platform";
import { personsOfIdentity, type StatedIdentity, type SubjectMarks } from "#records";
import type { ActKind, PersonActs } from "./contract.ts";

export type HistoryServices = {
  /** The pseudonyms under which the ledger knows a person. */
  readonly subjects: Pick<SubjectMarks, "underEachKey">;
};

/**
 * Compiles it, and records that it was done, about every id the person was found under. It rests on the ledger; records that are
 * there still are looked up as well, for those that came in before the ledger knew pseudonyms.
 */
export async function compileHistory(
  tx: Transaction,
  { subjects }: HistoryServices,
  identity: StatedIdentity,
  on: Pick<LedgerEntry, "subjectKind" | "subjectId">,
): Promise<PersonActs> {
  const { persons, acts, cut } = await historyOf(tx, {
    marks: await subjects.underEachKey(identity),
    persons: await personsOfIdentity(tx, identity),
  });
  tx.record({ action: "ledger.subject-compiled", ...on, about: persons, detail: { acts: acts.length } });
  const names = await displayNames(
    tx,
    acts.map(({ actor }) => actor),
  );
  return {
    records: persons.length,
    acts: acts.map(({ at, actor, direct, ...act }) => ({
      ...act,
      at: at.toISOString(),
      kind: kindOf({ ...act, direct }),
      actor: { id: actor, name: names.get(actor) ?? actor },
    })),
    cut,
    recipients: recipientsOf(acts),
  };
}

/** By the verb of the action; whoever was given something makes it a disclosure whatever it is called. */
export function kindOf({
  action,
  recipient,
  direct,
}: Pick<ActOnPerson, "action" | "recipient" | "direct">): ActKind {
  if (recipient !== null && direct) return "disclosed";
  return kinds.find(([pattern]) => pattern.test(action))?.[1] ?? "other";
}

const kinds: readonly (readonly [RegExp, ActKind])[] = [
  [/^message\./, "collected"],
  [/^unmasked\.|^approval\.used$/, "unmasked"],
  [/\.masked$/, "masked"],
  [/\.deleted$/, "deleted"],
  [/\.(raised|evidence-changed|suppressed|fits-no-more|withdrawn)$/, "matched"],
  [/\.(searched|subject-compiled|back-tested)$|^ledger\.viewed$/, "searched"],
  [/^package\.(released|opened)$|^recall\./, "disclosed"],
  [
    /\.(viewed|looks-viewed|second-looks-viewed|replayed|read|previewed|second-look-viewed|entry-proven)$/,
    "read",
  ],
  [/\.(decided|taken|given-back|approved|revoked|person-reviewed|answered|second-look-decided)$/, "decided"],
];

function recipientsOf(acts: readonly ActOnPerson[]): PersonActs["recipients"] {
  const told = Map.groupBy(
    // Who was given something of a case or message was given this person's data only where the entry says so.
    acts.filter((act) => act.direct && act.recipient !== null),
    (act) => act.recipient ?? "",
  );
  return [...told].map(([recipient, of]) => ({
    recipient,
    times: of.length,
    first: (of.at(-1) ?? of[0])?.at.toISOString() ?? "",
    last: of[0]?.at.toISOString() ?? "",
  }));
}
