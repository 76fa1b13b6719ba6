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
    text: "Result groups that name neither RFF+AVF nor RFF+ABO, and cannot be matched to a traveller: {count}.",
    source,
  },
  CR03: {
    severity: "warning",
    text: "The segment {tag} stands outside of any result group (ERP) and was not read.",
    source,
  },
  CR04: {
    severity: "warning",
    text: "Segments that are not part of an answer about passengers and were not read (the first stands here): {count}.",
    source,
  },
  CR05: {
    severity: "warning",
    text: "RFF TN is missing: the message cannot be matched to the one that it answers.",
    source: "API guidelines appendix IIB; cusres.md §4",
  },
  CR06: {
    severity: "warning",
    text: "DTM {qualifier} holds {value}, which is no date and time. Send YYMMDDHHMM, local at the airport, with format 201.",
    source,
  },
} as const;
