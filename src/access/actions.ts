// What can be asked of the system by a person: the actions that the policies speak of.

/** Every action; the names are those of the Cedar schema in policies/. */
export const actions = [
  "view-board",
  "view-flight",
  "view-person",
  "view-alerts",
  "view-alert",
  "decide-alert",
  "assign-alert",
  "view-cases",
  "work-case",
  "view-watchlists",
  "propose-entry",
  "decide-proposal",
  "import-list",
  "activate-list",
  "roll-back-list",
  "view-receipts",
  "view-source",
  "view-quarantine",
  "view-carriers",
  "manage-carriers",
  "decide-agreement",
  "manage-schedules",
  "view-ledger",
  "verify-ledger",
  "view-people",
  "manage-people",
  "be-signed-in",
] as const;
export type Action = (typeof actions)[number];
