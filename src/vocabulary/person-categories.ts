// Who a person is to those who ask or list (LED-6; roles.md 5.2): one closed list for lists, requests, packages and approvals.

export const personCategories = [
  "suspect",
  "convicted",
  "wanted",
  "missing",
  "victim",
  "witness",
  "contact",
  "other",
] as const;
export type PersonCategory = (typeof personCategories)[number];
