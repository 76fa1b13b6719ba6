// Schedules and owed pushes on the wire.
import { Type, type Static } from "typebox";
import { closed, Day, Instant, Nullable, pushKinds, Uuid } from "#vocabulary";

const Severity = Type.Enum(["error", "warning", "info"]);

/** A leg as it stands. `departs` and `arrives` are minutes after the midnight that begins the day of operation. */
export const ScheduleRow = closed({
  id: Uuid,
  carrier: Type.String(),
  number: Type.String(),
  suffix: Type.String(),
  from: Type.String(),
  to: Type.String(),
  mode: Type.Enum(["local", "utc"]),
  departs: Type.Integer(),
  arrives: Type.Integer(),
  firstDay: Day,
  lastDay: Day,
  days: Type.String(),
  everyWeeks: Type.Integer(),
  codeShares: Type.Array(Type.String()),
  /** Entered by hand, or from which file. */
  importId: Nullable(Uuid),
});
export type ScheduleRow = Static<typeof ScheduleRow>;

export const ScheduleImport = closed({
  id: Uuid,
  format: Type.Enum(["ssim", "csv"]),
  state: Type.Enum(["draft", "active", "discarded"]),
  lines: Type.Integer(),
  carriers: Type.Array(Type.String()),
  /** Legs that activation adds, takes away, leaves as they are. */
  added: Type.Integer(),
  removed: Type.Integer(),
  kept: Type.Integer(),
  errors: Type.Integer(),
  warnings: Type.Integer(),
  preparedAt: Instant,
  preparedBy: Type.String(),
  decidedAt: Nullable(Instant),
});
export type ScheduleImport = Static<typeof ScheduleImport>;

/** GET /api/schedules?carrier=: legs that stand, at most 500, and the last imports. */
export const ScheduleQuery = closed({ carrier: Type.Optional(Type.String({ maxLength: 3 })) });
export const Schedules = closed({
  legs: Type.Array(ScheduleRow),
  more: Type.Boolean(),
  carriers: Type.Array(closed({ carrier: Type.String(), legs: Type.Integer() })),
  imports: Type.Array(ScheduleImport),
});
export type Schedules = Static<typeof Schedules>;

/**
 * GET /api/schedules/:id/ahead: the flights a leg still has, which nobody expects any more when it is taken out. `owed`:
 * pushes each of them owes by its plan or the legal profile.
 */
export const LegAhead = closed({
  flights: Type.Integer(),
  next: Nullable(Instant),
  lastDay: Day,
  owed: Type.Integer(),
});
export type LegAhead = Static<typeof LegAhead>;

/** POST /api/schedules → 201 ScheduleRow. Times are local to each airport. */
export const NewSchedule = closed({
  carrier: Type.String({ maxLength: 10 }),
  number: Type.String({ maxLength: 10 }),
  from: Type.String({ maxLength: 10 }),
  to: Type.String({ maxLength: 10 }),
  departs: Type.String({ maxLength: 10 }),
  arrives: Type.String({ maxLength: 10 }),
  arrivesDay: Type.String({ maxLength: 10 }),
  firstDay: Type.String({ maxLength: 20 }),
  lastDay: Type.String({ maxLength: 20 }),
  days: Type.String({ maxLength: 20 }),
  everyWeeks: Type.String({ maxLength: 10 }),
  codeShares: Type.String({ maxLength: 200 }),
});
export type NewSchedule = Static<typeof NewSchedule>;

/** POST /api/schedules/imports?format= (body: the file, at most 20 MB) → 201 ScheduleImport, a draft. */
export const ScheduleFileQuery = closed({ format: Type.Enum(["ssim", "csv"]) });

/**
 * GET /api/schedules/imports/:id: what is wrong in the file by line, and what activation would change. POST …/activate
 * makes it so; with errors in the file only when `errorsAccepted`. POST …/discard drops the draft.
 */
export const ScheduleImportDetail = closed({
  import: ScheduleImport,
  findings: Type.Array(
    closed({
      line: Type.Integer(),
      severity: Severity,
      code: Type.String(),
      value: Type.String(),
      text: Type.String(),
    }),
  ),
  moreFindings: Type.Integer(),
  changes: Type.Array(
    closed({ what: Type.Enum(["added", "removed"]), flight: Type.String(), leg: Type.String() }),
  ),
});
export type ScheduleImportDetail = Static<typeof ScheduleImportDetail>;
export const ScheduleActivation = closed({ errorsAccepted: Type.Boolean() });

/**
 * GET and PUT /api/carriers/:code/pushes: what the carrier owes of each flight, in minutes from departure. `own` false:
 * what the legal profile says (`usual`, by its `profile` and version); PUT with null goes back to that.
 */
export const OwedPushes = Type.Array(
  closed({
    kind: Type.Enum([...pushKinds]),
    opens: Type.Integer({ minimum: -10_080, maximum: 1_440 }),
    due: Type.Integer({ minimum: -10_080, maximum: 1_440 }),
  }),
  { minItems: 1, maxItems: 8 },
);
export const PushPlan = closed({
  own: Type.Boolean(),
  pushes: OwedPushes,
  usual: OwedPushes,
  profile: Type.String(),
});
export type PushPlan = Static<typeof PushPlan>;
export const NewPushPlan = closed({ pushes: Nullable(OwedPushes) });
