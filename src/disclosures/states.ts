// The states of a request and what may follow what (roles.md 5.5); the database holds the same table by itself.

export const requestStates = [
  "draft",
  "submitted",
  "triage",
  "incomplete",
  "legal-check",
  "approval-pending",
  "approved",
  "refused",
  "searching",
  "review",
  "release-check",
  "released",
  "acknowledged",
  "outcome",
  "closed",
  "urgent-released",
  "withdrawn",
  "recalled",
] as const;
export type RequestState = (typeof requestStates)[number];

const beforeRelease: readonly RequestState[] = [
  "draft",
  "submitted",
  "triage",
  "incomplete",
  "legal-check",
  "approval-pending",
  "approved",
  "searching",
  "review",
];
const afterRelease: readonly RequestState[] = [
  "urgent-released",
  "released",
  "acknowledged",
  "outcome",
  "closed",
];

const onward: Readonly<Partial<Record<RequestState, readonly RequestState[]>>> = {
  draft: ["submitted"],
  submitted: ["triage"],
  triage: ["incomplete", "legal-check"],
  incomplete: ["submitted"],
  "legal-check": ["approval-pending"],
  "approval-pending": ["approved", "refused"],
  // Of what was released urgently the approval comes after: it is released by then.
  // A request of the unit's own is sent then, and closed when its answer was read.
  approved: ["searching", "released", "closed"],
  searching: ["review"],
  review: ["release-check"],
  "release-check": ["released", "urgent-released"],
  "urgent-released": ["approved"],
  released: ["acknowledged"],
  acknowledged: ["outcome"],
  outcome: ["closed"],
  refused: ["closed"],
};

/** What may follow a state. */
export function nextStates(from: RequestState): readonly RequestState[] {
  return [
    ...(onward[from] ?? []),
    ...(beforeRelease.includes(from) ? (["withdrawn"] as const) : []),
    ...(afterRelease.includes(from) ? (["recalled"] as const) : []),
  ];
}

/** What a requester is shown of where the request is: nothing that tells a refusal for reasons of rights from nothing found. */
export type ShownState =
  | "draft"
  | "submitted"
  | "incomplete"
  | "in-work"
  | "answered"
  | "closed"
  | "withdrawn"
  | "recalled";

export function shownState(state: RequestState): ShownState {
  switch (state) {
    case "draft":
    case "submitted":
    case "incomplete":
    case "withdrawn":
    case "recalled":
      return state;
    case "released":
    case "urgent-released":
    case "refused":
      return "answered";
    case "acknowledged":
    case "outcome":
    case "closed":
      return "closed";
    case "triage":
    case "legal-check":
    case "approval-pending":
    case "approved":
    case "searching":
    case "review":
    case "release-check":
      return "in-work";
  }
}
