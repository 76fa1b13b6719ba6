// Watchlists on the wire: lists, versions, entries, proposals.
import { Type, type Static } from "typebox";
import { personCategories } from "./person-category.ts";
import { closed, FlightKey, Instant, Nullable, PersonKey, Sentence, SentenceValues, Uuid } from "#vocabulary";

export { isProtective, personCategories, type PersonCategory } from "./person-category.ts";

/** ISO date without an hour. */
const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

/** What a column of a list in CSV says. `reference` names the entry from version to version and is needed. */
const column = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }));
const csvColumns = {
  reference: column,
  fullName: column,
  surname: column,
  given: column,
  patronymic: column,
  alias: column,
  nativeName: column,
  birthDate: column,
  sex: column,
  nationality: column,
  birthCountry: column,
  birthPlace: column,
  title: column,
  documentNumber: column,
  documentType: column,
  documentCountry: column,
  phone: column,
  email: column,
  card: column,
  address: column,
  agency: column,
  programme: column,
  category: column,
  instructions: column,
};
export type CsvField = keyof typeof csvColumns;
export const csvFields = Object.keys(csvColumns) as readonly CsvField[];

/** How a list in CSV is read: which column says what. Columns that are not named are passed over. */
export const CsvMapping = closed({
  separator: Type.Enum([",", ";", "\t", "|"]),
  /** Which of day and month stands first where both are numbers. */
  dates: Type.Enum(["day-first", "month-first"]),
  columns: closed(csvColumns),
});
export type CsvMapping = Static<typeof CsvMapping>;

export const ListVersion = closed({
  version: Type.Integer(),
  state: Type.Enum(["draft", "active", "superseded", "refused", "rolled-back"]),
  publishedAt: Nullable(Instant),
  receivedAt: Instant,
  entries: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
  /** Rows and values of the file that were not understood: `reason` in English, and by code and values. */
  notUnderstood: Type.Array(
    closed({
      row: Type.String(),
      reason: Type.String(),
      code: Type.Optional(Type.String()),
      values: Type.Optional(SentenceValues),
    }),
  ),
  preparedBy: Type.String(),
  /** Who prepared it may not make it effective: screens offer activation to others only. */
  preparedById: Type.String(),
  activatedAt: Nullable(Instant),
  activatedBy: Nullable(Type.String()),
  /** Why a file was refused, in English, and by code and values (none in versions of before). */
  refusal: Nullable(Type.String()),
  because: Nullable(Sentence),
  /** What read the file, and whether the file is still kept, sealed. */
  parserVersion: Nullable(Type.String()),
  fileKept: Type.Boolean(),
});
export type ListVersion = Static<typeof ListVersion>;

/** What a list may be used for: those of the purposes for which travellers are screened at all. */
export const listPurposes = ["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION"] as const;
/**
 * Whom or what a list is about: the only sources that travellers are compared with at all (CJEU C-817/19, 182 to 192). Data of
 * people in general, of taxes, social media, health or migration status are none of them: no list of such data can be made.
 */
export const alertBases = ["persons-sought", "persons-under-alert", "objects-sought"] as const;
export type AlertBasis = (typeof alertBases)[number];
export const classifications = ["open", "restricted", "confidential", "secret"] as const;
/** How far the source can be trusted, from A (always reliable) to E (unreliable); F cannot be judged. */
export const grades = ["A", "B", "C", "D", "E", "F"] as const;

/** What is known of the source of a list (screening.md section 2). PUT /api/watchlists/:id/register → 200 Watchlist. */
export const ListRegister = closed({
  title: Type.String({ minLength: 3, maxLength: 200 }),
  authority: Type.String({ minLength: 2, maxLength: 200 }),
  legalBasis: Type.String({ minLength: 3, maxLength: 500 }),
  alertBasis: Type.Enum([...alertBases]),
  /** Who answers for the list: an office, with the way to reach it. */
  owner: Nullable(Type.String({ minLength: 2, maxLength: 200 })),
  purposes: Type.Array(Type.Enum([...listPurposes]), { maxItems: 4, uniqueItems: true }),
  grade: Nullable(Type.Enum([...grades])),
  classification: Nullable(Type.Enum([...classifications])),
  retentionDays: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
  /** From this day on no version comes into force any more. */
  expiresOn: Nullable(Day),
  reviewOn: Nullable(Day),
});
export type ListRegister = Static<typeof ListRegister>;

/** A word of the source, in small letters, and who the persons are of whom it is said. */
const WordOfSource = closed({
  word: Type.String({ minLength: 1, maxLength: 200 }),
  category: Type.Enum([...personCategories]),
});
const personsOfList = {
  /** Who the persons of the list are where no word of the source says it. */
  persons: Type.Enum([...personCategories]),
  byWord: Type.Array(WordOfSource, { maxItems: 100 }),
};
/**
 * GET /api/watchlists/:id/persons: the words of the list in force with how many entries say them. POST (PersonsChange) → 200
 * Watchlist: in force at once, or waiting for another person where it weighs more against anybody; POST …/persons/decision.
 */
export const PersonsWords = closed({
  words: Type.Array(closed({ word: Type.String(), entries: Type.Integer() })),
});
export type PersonsWords = Static<typeof PersonsWords>;
export const PersonsChange = closed({
  ...personsOfList,
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});
export type PersonsChange = Static<typeof PersonsChange>;
export const PersonsDecision = closed({
  approve: Type.Boolean(),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});

export const Watchlist = closed({
  id: Uuid,
  code: Type.String(),
  ...ListRegister.properties,
  ...personsOfList,
  /** A change that waits for another person. */
  personsWanted: Nullable(
    closed({
      ...personsOfList,
      by: closed({ id: Type.String(), name: Type.String() }),
      at: Instant,
      reason: Type.String(),
    }),
  ),
  kind: Type.Union([Type.Literal("imported"), Type.Literal("own")]),
  format: Nullable(Type.String()),
  mapping: Nullable(CsvMapping),
  address: Nullable(Type.String()),
  fetchEveryHours: Nullable(Type.Integer()),
  lastFetch: Nullable(closed({ at: Instant, outcome: Type.String(), because: Nullable(Sentence) })),
  active: Nullable(ListVersion),
  waitingProposals: Type.Integer(),
  draft: Nullable(Type.Integer()),
});
export type Watchlist = Static<typeof Watchlist>;

/** The formats of list files; which one a file is in is told by its content, but for `csv-mapped`. */
export const listFormats = [
  "un-xml",
  "ofac-csv",
  "ofac-xml",
  "ofac-advanced-xml",
  "canada-xml",
  "eu-xml",
  "eu-csv",
  "uk-xml",
  "uk-csv",
  "ftm-json",
  "interpol-json",
  "ndjson",
  "csv-mapped",
] as const;
export type ListFormat = (typeof listFormats)[number];

/** GET /api/watchlists; POST /api/watchlists (NewList) → 201 Watchlist. */
export const Watchlists = closed({ lists: Type.Array(Watchlist) });
export const NewList = closed({
  code: Type.String({ pattern: "^[A-Z0-9-]{2,20}$" }),
  title: Type.String({ minLength: 3, maxLength: 200 }),
  authority: Type.String({ minLength: 2, maxLength: 200 }),
  legalBasis: Type.String({ minLength: 3, maxLength: 500 }),
  alertBasis: ListRegister.properties.alertBasis,
  persons: personsOfList.persons,
  kind: Type.Union([Type.Literal("imported"), Type.Literal("own")]),
  format: Type.Optional(Type.Enum([...listFormats])),
  /** Needed for `csv-mapped`, and only there. */
  mapping: Type.Optional(CsvMapping),
  address: Type.Optional(Type.String({ maxLength: 500 })),
  fetchEveryHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
});

/** POST /api/watchlists/:id/connection → 200 Watchlist: asked when a list with an address is registered, and anew by this. */
export const ConnectionAsked = closed({ reason: Type.String({ minLength: 3, maxLength: 1000 }) });

/** GET /api/watchlists/:id. */
export const WatchlistDetail = closed({
  list: Watchlist,
  versions: Type.Array(ListVersion),
  /** Entries of an own list whose grounds are to be looked at again, those due longest first, at most 50. */
  reviewsDue: Type.Array(closed({ entryId: Type.String(), dueOn: Day })),
  /** Entries that may be somebody on another list, on which nobody has decided, at most 50. */
  linksToDecide: Type.Array(Type.String()),
});
export type WatchlistDetail = Static<typeof WatchlistDetail>;

/**
 * How the value of a key is written, by kind: telephone numbers with the country's code, cards masked but for the first
 * six and last four digits (no whole card number is ever taken in), agencies by IATA number or office.
 */
export const keyPatterns = {
  phone: "^\\+[1-9][0-9]{6,14}$",
  email: "^[^\\s@]{1,64}@[^\\s@]{1,180}\\.[^\\s@.]{2,60}$",
  card: "^(?=.{12,19}$)[0-9]{0,6}X{2,15}[0-9]{4}$",
  address: "^(?=.*\\p{L})[^\\p{Cc}]{6,200}$",
  agency: "^[A-Z0-9]{3,12}$",
} as const;

export const EntryKeys = Type.Array(
  closed({
    kind: Type.Enum(["phone", "email", "card", "address", "agency"]),
    value: Type.String({ minLength: 3, maxLength: 250 }),
  }),
  { maxItems: 20 },
);

/** `names` may be empty only where `documents` or `keys` are not (refused as `proposal-incomplete`). */
export const EntryContent = closed({
  names: Type.Array(
    closed({
      full: Type.String({ minLength: 1, maxLength: 300 }),
      surname: Type.Optional(Type.String({ maxLength: 200 })),
      given: Type.Optional(Type.String({ maxLength: 200 })),
      patronymic: Type.Optional(Type.String({ maxLength: 200 })),
      type: Type.Enum(["primary", "alias", "weak", "original"]),
    }),
    { maxItems: 50 },
  ),
  dobs: Type.Array(
    Type.Union([
      closed({
        date: Type.String({ pattern: "^\\d{4}(-\\d{2}(-\\d{2})?)?$" }),
        circa: Type.Optional(Type.Literal(true)),
      }),
      closed({ from: Type.String({ pattern: "^\\d{4}$" }), to: Type.String({ pattern: "^\\d{4}$" }) }),
    ]),
    { maxItems: 20 },
  ),
  sex: Nullable(Type.Union([Type.Literal("M"), Type.Literal("F"), Type.Literal("X")])),
  nationalities: Type.Array(Type.String({ pattern: "^[A-Z]{3}$" }), { maxItems: 10 }),
  birthCountries: Type.Array(Type.String({ pattern: "^[A-Z]{3}$" }), { maxItems: 10 }),
  /** As written; honorifics, ranks and offices. */
  birthPlaces: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 20 })),
  titles: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 20 })),
  documents: Type.Array(
    closed({
      type: Type.String({ maxLength: 60 }),
      number: Type.String({ minLength: 1, maxLength: 40 }),
      country: Nullable(Type.String({ pattern: "^[A-Z]{3}$" })),
    }),
    { maxItems: 20 },
  ),
  keys: Type.Optional(EntryKeys),
  programme: Type.Optional(Type.String({ maxLength: 200 })),
  category: Type.Optional(Type.String({ maxLength: 60 })),
  /** Who the person is: entries of own lists say it, of others the list's register does (LED-6). */
  personCategory: Type.Optional(Type.Enum([...personCategories])),
  /** The part the person had; nobody is listed for having been smuggled. */
  role: Type.Optional(Type.String({ maxLength: 60 })),
  instructions: Type.Optional(Type.String({ maxLength: 2000 })),
  /** Entries of one cluster, on whatever list, are one person. */
  cluster: Type.Optional(Type.String({ maxLength: 80 })),
  /** From this day on nobody is screened against it; entries of own lists have one, twelve months ahead at most (WL-1). */
  expires: Type.Optional(Day),
});
export type EntryContent = Static<typeof EntryContent>;

/**
 * POST /api/watchlists/csv-preview?mapping= (body: the file): how its first entries would be read. Without a mapping one
 * is guessed from the names of the columns. `refused` says why it cannot be read so.
 */
export const CsvPreviewQuery = closed({ mapping: Type.Optional(Type.String({ maxLength: 8_000 })) });
export const CsvPreview = closed({
  columns: Type.Array(Type.String()),
  mapping: CsvMapping,
  rows: Type.Integer(),
  entries: Type.Array(closed({ reference: Nullable(Type.String()), content: EntryContent })),
  remarks: Type.Array(closed({ row: Type.String(), reason: Type.String(), because: Sentence })),
  refused: Nullable(closed({ text: Type.String(), because: Sentence })),
});
export type CsvPreview = Static<typeof CsvPreview>;

/** GET /api/watchlists/:id/entries?find=&after=: of the active version, by entry id, 50 a page. */
export const EntryQuery = closed({
  find: Type.Optional(Type.String({ maxLength: 100 })),
  after: Type.Optional(Type.String({ maxLength: 80 })),
});
export const Entry = closed({
  id: Type.String(),
  reference: Nullable(Type.String()),
  content: EntryContent,
  sinceVersion: Type.Integer(),
});
export type Entry = Static<typeof Entry>;
export const EntryPage = closed({
  entries: Type.Array(Entry),
  after: Nullable(Type.String()),
  total: Type.Integer(),
});
export type EntryPage = Static<typeof EntryPage>;

/** An entry of another list that is, or may be, the same person. Alerts of entries that a person joined are one alert. */
export const EntryLink = closed({
  id: Uuid,
  state: Type.Enum(["proposed", "joined", "apart"]),
  other: closed({
    listId: Uuid,
    title: Type.String(),
    entryId: Type.String(),
    /** Null: it is in force no more. */
    name: Nullable(Type.String()),
  }),
  strength: Type.Number(),
  /** What was compared when the pair was found; `here` is this entry's value. */
  evidence: Type.Array(
    closed({
      feature: Type.String(),
      relation: Type.String(),
      here: Nullable(Type.String()),
      there: Nullable(Type.String()),
      bits: Type.Number(),
    }),
  ),
  decided: Nullable(closed({ by: Type.String(), at: Instant, reason: Type.String() })),
});
export type EntryLink = Static<typeof EntryLink>;
/** POST /api/watchlists/:id/entries/:entryId/links/:linkId → 200 EntryDetail; the decision may be changed later. */
export const EntryLinkDecision = closed({
  same: Type.Boolean(),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});

/** GET /api/watchlists/:id/entries/:entryId: one entry of the active version, and whether a proposal waits on it. */
export const EntryDetail = closed({
  /** Who the person is, by the entry or by the list's register. */
  personCategory: Type.Enum([...personCategories]),
  list: closed({ id: Uuid, code: Type.String(), title: Type.String(), kind: Watchlist.properties.kind }),
  version: Type.Integer(),
  entry: Entry,
  waitingProposal: Nullable(Uuid),
  /** Of own lists: when its grounds were last looked at, and by which day they are to be again (WL-2). */
  review: Nullable(closed({ reviewedAt: Instant, dueOn: Day })),
  links: Type.Array(EntryLink),
});
export type EntryDetail = Static<typeof EntryDetail>;

/** GET /api/watchlists/:id/versions/:version/difference: against the active version (or, for the active one, its predecessor). */
export const VersionDifference = closed({
  against: Nullable(Type.Integer()),
  added: Type.Array(closed({ id: Type.String(), name: Type.String() })),
  changed: Type.Array(closed({ id: Type.String(), name: Type.String(), fields: Type.Array(Type.String()) })),
  removed: Type.Array(closed({ id: Type.String(), name: Type.String() })),
  more: Type.Boolean(),
});
export type VersionDifference = Static<typeof VersionDifference>;

/**
 * POST /api/watchlists/:id/import?removals=accepted (body: the file itself) → 201 ListVersion (draft); 422
 * `file-refused` when it cannot be read or is half empty, `too-many-removed` when it removes too much
 * (`removals=accepted` lets a large delisting through to the second person); the version stays in the list's history
 * with its reason; 409 `nothing-changed`;
 * POST /api/watchlists/:id/fetch → 200 FetchOutcome;
 * POST /api/watchlists/:id/versions/:version/activation (another person than the one who prepared it) → 200 ListVersion;
 * POST /api/watchlists/:id/rollback { reason } → 200 ListVersion (the one active before becomes active again).
 */
export const ImportQuery = closed({ removals: Type.Optional(Type.Literal("accepted")) });
export const FetchOutcome = closed({
  outcome: Type.String(),
  because: Nullable(Sentence),
  version: Nullable(ListVersion),
});
export type FetchOutcome = Static<typeof FetchOutcome>;
export const RollBack = closed({ reason: Type.String({ minLength: 3, maxLength: 2000 }) });

const ForecastWindow = closed({
  alerts: Type.Integer(),
  /** Of them with the strongest band. */
  strong: Type.Integer(),
  byCategory: Type.Array(closed({ category: Nullable(Type.String()), alerts: Type.Integer() })),
});

/**
 * The alerts that a draft version or a waiting proposal would raise (screening.md section 9): on travellers still to come
 * within 72 hours, and on those of the last 7 days. It holds no names; `persons` leads to the pages of those concerned and
 * is empty for who may not open them.
 */
export const Forecast = closed({
  state: Type.Enum(["waiting", "running", "done", "failed"]),
  askedAt: Instant,
  finishedAt: Nullable(Instant),
  flights: Type.Integer(),
  flightsDone: Type.Integer(),
  travellers: Type.Integer(),
  /** Matches that would not be shown: a person has decided on them before. */
  suppressed: Type.Integer(),
  /** Open alerts that would go with the entries taken off. */
  withdrawn: Type.Integer(),
  coming: ForecastWindow,
  past: ForecastWindow,
  byFlight: Type.Array(
    closed({
      flight: FlightKey,
      designator: Type.String(),
      origin: Type.String(),
      destination: Type.String(),
      dueAt: Nullable(Instant),
      coming: Type.Boolean(),
      alerts: Type.Integer(),
      persons: Type.Array(
        closed({
          person: PersonKey,
          entryId: Type.String(),
          band: Type.String(),
          strength: Type.Number(),
        }),
      ),
    }),
  ),
  /** More flights are concerned than are listed. */
  more: Type.Boolean(),
});
export type Forecast = Static<typeof Forecast>;
/**
 * GET /api/watchlists/:id/versions/:version/forecast and GET /api/proposals/:id/forecast → 200 ForecastAnswer;
 * POST to either has it worked out again → 202 ForecastAnswer; 409 `nothing-to-forecast` once it is decided.
 */
export const ForecastAnswer = closed({ forecast: Nullable(Forecast) });
export type ForecastAnswer = Static<typeof ForecastAnswer>;

export const Proposal = closed({
  id: Uuid,
  listId: Uuid,
  listCode: Type.String(),
  act: Type.Union([Type.Literal("add"), Type.Literal("change"), Type.Literal("remove")]),
  entryId: Type.String(),
  content: Nullable(EntryContent),
  current: Nullable(EntryContent),
  reason: Type.String(),
  state: Type.Enum(["waiting", "approved", "refused", "withdrawn"]),
  proposedBy: closed({ id: Type.String(), name: Type.String() }),
  proposedAt: Instant,
  decidedBy: Nullable(closed({ id: Type.String(), name: Type.String() })),
  decidedAt: Nullable(Instant),
  decisionReason: Nullable(Type.String()),
  /** An emergency entry is in force already and lapses at this instant unless another person confirms it. */
  emergencyUntil: Nullable(Instant),
});
export type Proposal = Static<typeof Proposal>;
/** GET /api/proposals/:id → 200 Proposal. */
/** GET /api/proposals?state=waiting: those waiting longest first, of other states the newest 200. */
export const ProposalQuery = closed({
  state: Type.Optional(Type.Enum(["waiting", "approved", "refused", "withdrawn"])),
});
export const Proposals = closed({ proposals: Type.Array(Proposal) });
/** POST /api/watchlists/:id/proposals → 201 Proposal (a removal takes effect at once, F04). */
export const NewProposal = closed({
  act: Type.Union([Type.Literal("add"), Type.Literal("change"), Type.Literal("remove")]),
  entryId: Type.Optional(Type.String({ maxLength: 80 })),
  content: Type.Optional(EntryContent),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});
/** POST /api/proposals/:id/withdrawal { reason }: by the proposer, while it waits → 200 Proposal. */
/** POST /api/proposals/:id/decision: by another person than the proposer (F03) → 200 Proposal. */
export const ProposalDecision = closed({
  approve: Type.Boolean(),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});

/**
 * POST /api/watchlists/:id/emergency-entries → 201 Proposal: in force at once by one person; it lapses after 24 hours
 * unless another has confirmed it by deciding on the proposal.
 */
export const EmergencyEntry = closed({
  content: EntryContent,
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});

/** POST /api/watchlists/:id/entries/:entryId/review → 200 EntryDetail: the grounds were looked at and still hold. */
export const EntryReview = closed({ reason: Type.String({ minLength: 3, maxLength: 2000 }) });

/** Categories whose threshold may differ; never by anything of a person (screening.md section 5.4). */
const probability = Type.Number({ minimum: 0.02, maximum: 0.99 });
const byCategory = Type.Record(Type.String({ pattern: "^[a-z0-9-]{1,60}$" }), probability);

/** From which probability a match is an alert, as one version says it. */
export const Thresholds = closed({
  version: Type.Integer(),
  state: Type.Enum(["waiting", "active", "superseded", "refused", "withdrawn"]),
  alert: Type.Number(),
  byCategory,
  reason: Type.String(),
  proposed: closed({ byId: Type.String(), by: Type.String(), at: Instant }),
  decided: Nullable(closed({ by: Type.String(), at: Instant, reason: Type.String() })),
  /** What it would come to on the travellers of the last 7 days and the next 72 hours. */
  trial: closed({
    state: Type.Enum(["waiting", "running", "done", "failed"]),
    flights: Type.Integer(),
    flightsDone: Type.Integer(),
    travellers: Type.Integer(),
    /** Travellers with an entry that would be an alert, by the thresholds in force when it was tried and by these. */
    byCategory: Type.Array(
      closed({ category: Nullable(Type.String()), now: Type.Integer(), proposed: Type.Integer() }),
    ),
  }),
});
export type Thresholds = Static<typeof Thresholds>;

/**
 * GET /api/thresholds → 200 ThresholdTable: what is in force (null: the engine's own, `shipped`), what waits, and before.
 * POST /api/thresholds (NewThresholds) → 201 Thresholds; one waits at a time (409 `thresholds-wait`);
 * POST /api/thresholds/:version/decision by another person → 200 Thresholds; 409 `thresholds-untried` before the trial is done;
 * POST /api/thresholds/:version/withdrawal { reason } by who proposed it → 200 Thresholds.
 */
export const ThresholdTable = closed({
  shipped: Type.Number(),
  active: Nullable(Thresholds),
  waiting: Nullable(Thresholds),
  before: Type.Array(Thresholds),
  /** Those that entries in force have. */
  categories: Type.Array(Type.String()),
});
export type ThresholdTable = Static<typeof ThresholdTable>;
export const NewThresholds = closed({
  alert: probability,
  byCategory,
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});
export type NewThresholds = Static<typeof NewThresholds>;
