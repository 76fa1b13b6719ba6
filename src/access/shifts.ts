// Who is on watch: shifts planned by one person, taken and handed over by another, so that a watch is never stood unseen.
import { refuse, type Actor, type Refusal, type Services, type Transaction } from "#platform";
import { loadAccount } from "./people-store.ts";
import type { HandoverForm, Shift, ShiftForm } from "./standing-contract.ts";
import {
  endOverrun,
  insertShift,
  loadShifts,
  lockShift,
  markCancelled,
  markHandedOver,
  markTaken,
  overlaps,
  standsWatch,
  type ShiftRow,
} from "./standing-store.ts";

const shown = 100;
const hoursMax = 14;
/** Before a shift begins it may be taken, for the handover. */
const earlyMinutes = 30;

const noShift = refuse("no-such-shift", "There is no such shift. Reload the page.", 404);
const notYours = refuse("shift-of-another", "This watch is another person's.", 403);
const gone = refuse(
  "shift-closed",
  "This shift was taken, handed over or cancelled already. Reload the page.",
);

/** The shifts: those on watch first, then the newest. */
export async function listShifts({ database }: Pick<Services, "database">, actor: Actor): Promise<Shift[]> {
  return database.transaction(actor, (tx) => shiftsOf(tx));
}

async function shiftsOf(tx: Transaction): Promise<Shift[]> {
  return (await loadShifts(tx, shown)).map((row) => onWire(row, tx));
}

function onWire(row: ShiftRow, { at, actor }: Transaction): Shift {
  return {
    id: row.shift_id,
    personId: row.person_id,
    person: row.display_name,
    role: row.role,
    state: stateOf(row, at),
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
    takenAt: row.taken_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    handover: row.handover,
    relievedBy: row.relieved_by,
    own: row.person_id === actor.id,
  };
}

function stateOf(row: ShiftRow, at: Date): Shift["state"] {
  if (row.cancelled_at !== null) return "cancelled";
  const over = row.ends_at !== null && row.ends_at <= at;
  if (row.taken_at === null) return over ? "missed" : "planned";
  return row.ended_at === null && !over ? "on-watch" : "handed-over";
}

/** Plans a shift for another person. */
export async function planShift(
  { database }: Pick<Services, "database">,
  actor: Actor,
  form: ShiftForm,
): Promise<Shift[] | Refusal> {
  if (form.personId === actor.id)
    return refuse("own-account", "Nobody plans their own watch: another person has to.", 403);
  return database.transaction(actor, async (tx) => {
    const account = await loadAccount(tx, form.personId);
    if (account === undefined || !account.roles.includes(form.role))
      return refuse(
        "not-of-this-role",
        "This person does not hold the role that stands this watch. Ask for the role first.",
        422,
      );
    const [from, until] = [new Date(form.startsAt), new Date(form.endsAt)];
    if (until <= tx.at || until <= from || until.getTime() - from.getTime() > hoursMax * 3_600_000)
      return refuse(
        "shift-times",
        `A shift ends after it begins and after now, and lasts ${hoursMax} hours at most. Correct the times.`,
        422,
      );
    if (await overlaps(tx, form))
      return refuse("shift-overlaps", "This person has another shift in that time already.");
    const id = await insertShift(tx, form);
    tx.record({
      action: "shift.planned",
      subjectKind: "shift",
      subjectId: id,
      detail: { person: form.personId, role: form.role, from: form.startsAt, until: form.endsAt },
    });
    tx.announce("person", form.personId);
    return shiftsOf(tx);
  });
}

/** Takes the watch that is planned for oneself, from half an hour before it begins. */
export async function startShift(
  { database }: Pick<Services, "database">,
  actor: Actor,
  id: string,
): Promise<Shift[] | Refusal> {
  return database.transaction(actor, async (tx) => {
    const row = await lockShift(tx, id);
    if (row === undefined) return noShift;
    if (row.person_id !== actor.id) return notYours;
    if (row.taken_at !== null || row.cancelled_at !== null) return gone;
    const opens = new Date(row.starts_at.getTime() - earlyMinutes * 60_000);
    if (tx.at < opens || (row.ends_at !== null && tx.at >= row.ends_at))
      return refuse(
        "shift-not-now",
        `This watch is taken from ${earlyMinutes} minutes before it begins until it ends. Have a supervisor plan another.`,
      );
    await endOverrun(tx, actor.id);
    if (await standsWatch(tx, actor.id))
      return refuse("on-watch-already", "You stand a watch already: hand it over first.");
    await markTaken(tx, id);
    tx.record({ action: "shift.taken", subjectKind: "shift", subjectId: id, detail: { person: actor.id } });
    tx.announce("person", actor.id);
    return shiftsOf(tx);
  });
}

/** Hands the watch over: it ends with what the next has to know. */
export async function handShiftOver(
  { database }: Pick<Services, "database">,
  actor: Actor,
  id: string,
  form: HandoverForm,
): Promise<Shift[] | Refusal> {
  return database.transaction(actor, async (tx) => {
    const row = await lockShift(tx, id);
    if (row === undefined) return noShift;
    if (row.person_id !== actor.id) return notYours;
    if (row.taken_at === null || row.ended_at !== null) return gone;
    if (form.relievedBy !== undefined) {
      const relief = await loadAccount(tx, form.relievedBy);
      if (relief === undefined || relief.id === actor.id || !(await standsWatch(tx, relief.id)))
        return refuse(
          "relief-not-on-watch",
          "Who relieves you takes their own watch first: then hand over to them.",
        );
    }
    await markHandedOver(tx, id, { ...form, text: form.text.trim() });
    tx.record({
      action: "shift.handed-over",
      subjectKind: "shift",
      subjectId: id,
      detail: { person: actor.id, relievedBy: form.relievedBy ?? null },
    });
    tx.announce("person", actor.id);
    return shiftsOf(tx);
  });
}

/** Cancels a shift that nobody has taken. */
export async function cancelShift(
  { database }: Pick<Services, "database">,
  actor: Actor,
  id: string,
): Promise<Shift[] | Refusal> {
  return database.transaction(actor, async (tx) => {
    const row = await lockShift(tx, id);
    if (row === undefined) return noShift;
    if (row.taken_at !== null || row.cancelled_at !== null) return gone;
    await markCancelled(tx, id);
    tx.record({ action: "shift.cancelled", subjectKind: "shift", subjectId: id });
    tx.announce("person", row.person_id);
    return shiftsOf(tx);
  });
}
