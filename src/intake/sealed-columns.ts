// Where intake keeps what is sealed: a rotation of the keys seals it anew.
import type { SealedColumn } from "#platform";
import { answerBound } from "./answer-store.ts";
import { placeOf } from "./channels/carrier-files.ts";

const byReceipt = {
  key: [["receipt_id", "uuid"]],
  belongsTo: ({ receipt_id: id = "" }: Readonly<Record<string, string>>) => id,
} as const;
const answer = { ...byReceipt, belongsTo: ({ receipt_id: id = "" }) => answerBound(id) } as const;

export const intakeSealed: readonly SealedColumn[] = [
  { table: "intake.redacted_source", column: "sealed", ...byReceipt },
  { table: "intake.quarantine", column: "sealed", ...byReceipt },
  { table: "intake.answer", column: "sealed", ...answer },
  { table: "intake.answer", column: "sealed_now", ...answer },
  { table: "intake.telegram_part", column: "sealed", ...byReceipt },
  {
    table: "intake.outgoing",
    column: "sealed",
    key: [["outgoing_id", "uuid"]],
    belongsTo: ({ outgoing_id: id = "" }) => id,
  },
  {
    table: "intake.carrier_file",
    column: "sealed",
    key: [
      ["carrier_id", "uuid"],
      ["folder", "text"],
      ["name", "text"],
    ],
    belongsTo: ({ carrier_id: carrierId = "", folder, name = "" }) =>
      placeOf({ carrierId, folder: folder === "out" ? "out" : "receipts", name }),
  },
];
