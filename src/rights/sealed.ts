// The columns of this slice that are sealed, for sealing anew after a rotation of keys.
import type { SealedColumn } from "#platform";

const key = [["request_id", "uuid"]] as const;

export const rightsSealed: readonly SealedColumn[] = [
  { table: "rights.request", column: "sealed", key, belongsTo: ({ request_id: id = "" }) => id },
  {
    table: "rights.request",
    column: "sealed_answer",
    key,
    belongsTo: ({ request_id: id = "" }) => `${id} answer`,
  },
  {
    table: "rights.request",
    column: "sealed_reasons",
    key,
    belongsTo: ({ request_id: id = "" }) => `${id} reasons`,
  },
  {
    table: "rights.limitation",
    column: "sealed_reasons",
    key: [["limitation_id", "uuid"]],
    belongsTo: ({ limitation_id: id = "" }) => `${id} limitation`,
  },
  {
    table: "rights.mark",
    column: "sealed_text",
    key: [["mark_id", "uuid"]],
    belongsTo: ({ mark_id: id = "" }) => id,
  },
  {
    table: "rights.execution",
    column: "sealed",
    key: [["execution_id", "uuid"]],
    belongsTo: ({ execution_id: id = "" }) => `${id} granted`,
  },
  {
    table: "rights.execution",
    column: "sealed_refusal",
    key: [["execution_id", "uuid"]],
    belongsTo: ({ execution_id: id = "" }) => `${id} refusal`,
  },
];
