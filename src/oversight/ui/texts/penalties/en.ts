// English sentences of the ledger about penalties of carriers.
export const enPenalties = {
  "action.penalty.drafted": "Penalty case drafted",
  "action.penalty.changed": "Draft of a penalty case changed",
  "action.penalty.notified": "Carrier sent a penalty case",
  "action.penalty.failure-set-aside": "Failure set aside",
  "action.penalty.dropped": "Penalty case dropped",
  "action.penalty.heard": "Carrier heard in a penalty case",
  "action.penalty.disputed": "Penalty case disputed",
  "action.penalty.dispute-decided": "Dispute of a carrier decided",
  "action.penalty.asked": "Legal adviser asked about a penalty",
  "action.penalty.sent": "Penalty proposed to the authority",
  "action.penalty.decided": "Authority decided on a penalty",
  "action.penalty.file-read": "File of a penalty read",
  "action.penalty.read-by-carrier": "Carrier read its penalty cases",
  "subject.penalty": "penalty case",
  "subject.penalty-proposal": "proposal of a penalty",
} as const;
