// Findings about what an ACKRES says.

const source = "IATA/WCO/ICAO PNRGOV guide; pnrgov.md §6";

export const ackresCodes = {
  AK01: {
    severity: "error",
    text: "MSG names the function {function}; an acknowledgement is 23.",
    source,
  },
  AK02: {
    severity: "warning",
    text: "MSG tells the outcome {outcome}; known are 3 processed completely and 7 rejected.",
    source,
  },
} as const;
