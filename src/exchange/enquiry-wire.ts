// Checks with INTERPOL as the screens get them: ids, states and results, nobody's name.
import { displayNames } from "#access";
import type { Transaction } from "#platform";
import type { Enquiries } from "./contract.ts";
import { enquiryRows } from "./enquiry-store.ts";
import { knownLines } from "./lines/line-store.ts";

export async function wireEnquiries(tx: Transaction, alertId: string | null): Promise<Enquiries> {
  const rows = await enquiryRows(tx, alertId);
  const names = await displayNames(
    tx,
    rows.flatMap((row) => [row.asked_by, row.endorsed_by, row.released_by].filter((id) => id !== null)),
  );
  const by = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? id });
  return {
    asOf: tx.at.toISOString(),
    canAsk: (await knownLines(tx)).some(({ adapter }) => adapter === "interpol"),
    enquiries: rows.map((row) => ({
      id: row.enquiry_id,
      reference: row.reference,
      kind: row.kind,
      partner: row.partner,
      alertKind: row.alert_kind,
      alertId: row.alert_id,
      of: row.of_enquiry,
      purpose: row.purpose,
      offence: row.offence,
      handling: row.handling,
      state: row.state,
      result: row.result,
      late: row.late,
      askedBy: by(row.asked_by) ?? { id: row.asked_by, name: row.asked_by },
      askedAt: row.asked_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      answeredAt: row.answered_at?.toISOString() ?? null,
      canOpen: row.sealed_answer !== null && row.answer_until !== null && row.answer_until > tx.at,
      endorsedBy: by(row.endorsed_by),
      releasedBy: by(row.released_by),
    })),
  };
}
