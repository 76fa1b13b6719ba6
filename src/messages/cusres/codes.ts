// Findings about what a CUSRES says.

const source = "API guidelines appendix IIB; cusres.md §1";

export const cusresCodes = {
  CR01: {
    severity: "error",
    text: "BGM names the response type {code}; known are 962 response, 132 unsolicited, 312 acknowledgement, 961 and 963.",
    source,
  },
  CR02: {
    severity: "warning",
    text: "{count} result groups name neither RFF+AVF nor RFF+ABO: they cannot be matched to a traveller.",
    source,
  },
  CR03: {
    severity: "warning",
    text: "The segment {tag} stands outside of any result group (ERP) and was not read.",
    source,
  },
} as const;
