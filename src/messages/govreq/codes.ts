// Findings about what a GOVREQ says.

export const govreqCodes = {
  GQ01: {
    severity: "error",
    text: "The request names no flight (TVL with carrier, number and date of departure).",
    source: "IATA/WCO/ICAO PNRGOV guide; pnrgov.md §6",
  },
} as const;
