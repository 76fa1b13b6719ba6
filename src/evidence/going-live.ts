// Modules of high risk go live: on an impact assessment in force, advised on by the data protection officer, decided by the head (LED-27).
import { displayNames } from "#access";
import { askToRunAll } from "#criteria";
import {
  newId,
  refuse,
  rehearsalOf,
  riskyModules,
  type Refusal,
  type RiskyModule,
  type Transaction,
} from "#platform";
import { activeVersions, askToRescreen } from "#watchlists";
import type { Modules } from "./going-live-contract.ts";
import { assessmentInForce } from "./document-store.ts";
import {
  decideGoingLive,
  goingLiveRows,
  holdGoingLive,
  insertAdvice,
  stopGoingLive,
  type GoingLiveRow,
} from "./going-live-store.ts";

/** What is the assessment's review day away from now that the officer should prepare the next one, in days. */
const warnDays = 30;
const day = 86_400_000;
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

const noAssessment = refuse(
  "assessment-missing",
  "No impact assessment is in force: one that is signed and whose review is not due. Have one prepared and sign it first.",
);
const advisedAlready = refuse(
  "going-live-advised",
  "This module waits for the head's decision on the advice that was given.",
);
const liveAlready = refuse("going-live-live", "This module is in operation on the assessment in force.");
const notAdvised = refuse(
  "going-live-not-advised",
  "The data protection officer has not advised on this module. Ask for the advice first.",
);
const otherAssessment = refuse(
  "going-live-overtaken",
  "Another assessment is in force, or none: the advice was on one that is not. Have it refused and advised on anew.",
);
const notLive = refuse("going-live-not-live", "This module is not in operation.");

/** Each module as it stands, and what was decided of it. */
export async function modulesNow(tx: Transaction): Promise<Modules> {
  const [rows, assessment, rehearsal] = [
    await goingLiveRows(tx),
    await assessmentInForce(tx),
    await rehearsalOf(tx),
  ];
  const names = await displayNames(
    tx,
    rows.flatMap(({ advised_by: a, decided_by: b, stopped_by: c }) =>
      [a, b, c].filter((one) => one !== null),
    ),
  );
  const today = dayOf(tx.at);
  return {
    rehearsal: rehearsal !== null,
    assessment:
      assessment === null
        ? null
        : { number: assessment.number, reviewOn: assessment.reviewOn, inForce: assessment.reviewOn > today },
    modules: riskyModules.map((module) => {
      const own = rows.filter((row) => row.module === module);
      const live = own.find(({ state }) => state === "live");
      const state = live === undefined ? "off" : live.holds_until > today ? "live" : "lapsed";
      return {
        module,
        state: rehearsal !== null && state !== "live" ? "rehearsal" : state,
        holdsUntil: live?.holds_until ?? null,
        dueSoon: live !== undefined && Date.parse(live.holds_until) - tx.at.getTime() < warnDays * day,
        waiting: own.some((row) => row.state === "advised"),
        steps: own.slice(0, 10).map((row) => stepOf(row, names)),
      };
    }),
  };
}

function stepOf(row: GoingLiveRow, names: ReadonlyMap<string, string>) {
  const name = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id));
  return {
    state: row.state,
    assessment: row.assessment,
    holdsUntil: row.holds_until,
    advice: row.advice,
    advisedBy: name(row.advised_by) ?? "",
    advisedAt: row.advised_at.toISOString(),
    reason: row.reason,
    decidedBy: name(row.decided_by),
    decidedAt: row.decided_at?.toISOString() ?? null,
    stopReason: row.stop_reason,
    stoppedBy: name(row.stopped_by),
    stoppedAt: row.stopped_at?.toISOString() ?? null,
  };
}

/** Modules that do not process now, for whoever starts the server. */
export async function modulesOff(tx: Transaction): Promise<readonly RiskyModule[]> {
  const { modules } = await modulesNow(tx);
  return modules.filter(({ state }) => state === "off" || state === "lapsed").map(({ module }) => module);
}

/** The data protection officer's advice on a module, on the assessment in force (LED-34). */
export async function adviseModule(
  tx: Transaction,
  module: RiskyModule,
  advice: string,
): Promise<Refusal | undefined> {
  const assessment = await assessmentInForce(tx);
  if (assessment === null || assessment.reviewOn <= dayOf(tx.at)) return noAssessment;
  if ((await holdGoingLive(tx, module, "advised")) !== undefined) return advisedAlready;
  const live = await holdGoingLive(tx, module, "live");
  if (live !== undefined && live.assessment === assessment.number) return liveAlready;
  const { number, reviewOn: holdsUntil } = assessment;
  await insertAdvice(tx, { id: newId(tx.at), module, assessment: number, holdsUntil, advice });
  record(tx, "module.advised", module, { assessment: number });
  return undefined;
}

/** The head's decision on it. What carried the module before, an assessment that has become due, is closed with it. */
export async function decideModule(
  tx: Transaction,
  module: RiskyModule,
  { live, reason }: { readonly live: boolean; readonly reason: string },
): Promise<Refusal | undefined> {
  const row = await holdGoingLive(tx, module, "advised");
  if (row === undefined) return notAdvised;
  if (live) {
    const assessment = await assessmentInForce(tx);
    if (assessment?.number !== row.assessment || row.holds_until <= dayOf(tx.at)) return otherAssessment;
    const before = await holdGoingLive(tx, module, "live");
    if (before !== undefined) await stopGoingLive(tx, before.going_live_id, reason);
  }
  await decideGoingLive(tx, row.going_live_id, { live, reason });
  record(tx, live ? "module.live" : "module.refused", module, { assessment: row.assessment });
  if (live) await takeUp(tx, module);
  return undefined;
}

/** Takes a module out of operation at once; nothing has to be asked for that. */
export async function stopModule(
  tx: Transaction,
  module: RiskyModule,
  reason: string,
): Promise<Refusal | undefined> {
  const row = await holdGoingLive(tx, module, "live");
  if (row === undefined) return notLive;
  await stopGoingLive(tx, row.going_live_id, reason);
  record(tx, "module.stopped", module, { assessment: row.assessment });
  if (module === "lists") tx.announce("watchlist", module);
  return undefined;
}

/** Whoever travels still was not screened meanwhile: it is done now. */
async function takeUp(tx: Transaction, module: RiskyModule): Promise<void> {
  if (module === "rules") await askToRunAll(tx);
  if (module !== "lists") return;
  for (const { listId, version } of await activeVersions(tx))
    await askToRescreen(tx, { listId, from: null, to: version });
  tx.announce("watchlist", module);
}

function record(
  tx: Transaction,
  action: "module.advised" | "module.live" | "module.refused" | "module.stopped",
  module: RiskyModule,
  detail: { readonly assessment: number },
): void {
  tx.record({ action, subjectKind: "module", subjectId: module, detail });
  tx.announce("module", module);
}
