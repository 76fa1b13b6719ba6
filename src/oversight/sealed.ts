// The columns of this slice that are sealed, for sealing anew after a rotation of keys.
import type { SealedColumn } from "#platform";

const of = (table: string, id: string, column: string, suffix = ""): SealedColumn => ({
  table: `oversight.${table}`,
  column,
  key: [[id, "uuid"]],
  belongsTo: (row) => `${row[id] ?? ""}${suffix}`,
});

export const oversightSealed: readonly SealedColumn[] = [
  of("breach", "breach_id", "sealed"),
  of("breach", "breach_id", "sealed_assessment", " assessment"),
  of("breach", "breach_id", "sealed_closing", " closing"),
  of("breach_notice", "notice_id", "sealed"),
  of("breach_notice", "notice_id", "sealed_late", " late"),
  of("referral", "referral_id", "sealed"),
];
