// Findings about what the filter took out: counts only, never the content.

export const minimiseCodes = {
  PN18: {
    severity: "info",
    text: "Sensitive content was removed before anything was kept (service requests: {services}, texts: {texts}). Do not send meal, medical and assistance requests or remarks about religion, health or origin.",
    source: "Directive (EU) 2016/681 Art. 13(4); pnrgov.md §8",
  },
  CARD_MASKED: {
    severity: "info",
    text: "Payment card numbers were cut to their first six and last four digits: {count}.",
    source: "Directive (EU) 2016/681 Annex I (6); pnrgov.md §8",
  },
  NOT_ADMITTED: {
    severity: "info",
    text: "What lies outside the 19 elements of Annex I was removed (general remarks, unlisted services, unknown segments): {count} in all.",
    source: "Directive (EU) 2016/681 Art. 6(1); obligations PNRD-6.1, PNRD-I-12",
  },
} as const;
