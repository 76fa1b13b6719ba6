// Findings about a PNRGOV as an XML document. What its PNRs say has the codes of PNRGOV (PNnn).

const xml = "XML 1.0; pnrgov.md §11";
const schema = "IATA PNRGOV XML guide; pnrgov.md §11";

export const pnrgovXmlCodes = {
  XML01: {
    severity: "error",
    text: "The document has a document type declaration: it was refused whole. Send it without DOCTYPE and entities of its own.",
    source: xml,
  },
  XML02: {
    severity: "error",
    text: "The document breaks off here: it is not complete. What arrived was read.",
    source: xml,
  },
  XML03: {
    severity: "error",
    text: "The document is not well-formed here (line {line}): the message was not taken. What could be read before and behind was read.",
    source: xml,
  },
  XML04: {
    severity: "error",
    text: "The document goes beyond what a push needs: elements nested more than {depth} deep, more than {attributes} attributes in a tag or {elements} elements in a PNR. It was refused.",
    source: xml,
  },
  XML05: {
    severity: "error",
    text: "The document is longer than {limit} bytes: what goes beyond was not read. Split the push.",
    source: "edifact.md §6; pnrgov.md §11",
  },
  XML06: {
    severity: "warning",
    text: "The text is not in the encoding that the document declares ({declared}), first found here. Declare the one that is used, best UTF-8.",
    source: xml,
  },
  XML07: {
    severity: "warning",
    text: "The entity {entity} is not defined: it stays as it is written (first found here).",
    source: xml,
  },
  XML08: {
    severity: "warning",
    text: "The root element is {root}, not IATA_PNRGOV_NotifRQ: the PNRs in it were read all the same.",
    source: schema,
  },
  XML09: {
    severity: "warning",
    text: "There is no FlightLeg: the only flight that all PNRs have in common was taken as the one reported on.",
    source: schema,
  },
  XML10: {
    severity: "warning",
    text: "Elements that are not part of a push (the first stands here): {count}. They were not read, and what they hold was removed.",
    source: schema,
  },
  XML11: {
    severity: "error",
    text: "The document holds neither a PNR nor a FlightLeg; its root element is {root}.",
    source: schema,
  },
  XML12: {
    severity: "error",
    text: "What follows the document is no XML (bytes: {bytes}): nothing of the transmission was taken. Send messages of one syntax only.",
    source: "transport.md §5",
  },
  XML13: {
    severity: "warning",
    text: "Travellers stated here: {stated}; the PNR names {found}.",
    source: "pnrgov.md §9 PN04, §11",
  },
} as const;
