// Findings about the structure of a message: what its grammar does not have. EDInn carries the CONTRL code (0085) nn.

const grammar = "ISO 9735; edifact.md §4; the message's grammar (docs/reference/grammar.md)";

export const grammarCodes = {
  EDI12: {
    severity: "warning",
    text: "{item} says {value}, which is none of its codes: {known}.",
    source: grammar,
  },
  EDI15: {
    severity: "warning",
    text: "The segment {tag} is not supported in this position of {type}.",
    source: grammar,
  },
  EDI16: {
    severity: "warning",
    text: "Constituents of {item}: {found}; the directory has {limit}.",
    source: grammar,
  },
  EDI35: {
    severity: "warning",
    text: "{tag} stands here more often than the grammar has it ({limit}).",
    source: grammar,
  },
  EDI36: {
    severity: "warning",
    text: "The group {group} stands here more often than the grammar has it ({limit}).",
    source: grammar,
  },
  EDI37: {
    severity: "warning",
    text: "{item} must be of the form {form}; this value holds characters of another kind.",
    source: grammar,
  },
  EDI39: {
    severity: "warning",
    text: "{item} has the length {found}; the form {form} has at most {limit}.",
    source: grammar,
  },
  EDI40: {
    severity: "warning",
    text: "{item} has the length {found}; the form {form} needs {limit}.",
    source: grammar,
  },
  SEGMENT_ORDER: {
    severity: "info",
    text: "The segment {tag} stands later than the grammar has it: its place is before {before}. It was read all the same.",
    source: grammar,
  },
} as const;
