// The clock that a server goes by: the machine's, compared at the start with what was written before, and never going back from then on.
import {
  forwardClock,
  openDatabase,
  StartupRefused,
  systemActor,
  writtenUpTo,
  type Clock,
  type Config,
  type Transaction,
} from "#platform";
import { endAhead } from "#access";

/** So much may lie between the clocks of servers on one database. */
const toleratedMs = 5 * 60_000;

/**
 * The server's one clock: every period, term, session and grant is decided by it, in statements and policies as well. Throws
 * StartupRefused where the machine's is so far before the ledger's newest entry that what has expired would come back, unless
 * whoever runs it says for this very day that it is right now: then the ledger is told, and what was begun ahead of it is ended.
 */
export async function startClock(
  machine: Clock,
  of: {
    readonly url: string;
    readonly setBack: Config["clockSetBack"];
    readonly notice: (line: string) => void;
    /** Whether it is a clock of this world, which the database's can be held against. */
    readonly compared: boolean;
  },
): Promise<Clock> {
  const database = openDatabase({ url: of.url, clock: machine, connections: 1 });
  try {
    return await database.transaction(systemActor("clock"), async (tx) => {
      const { newest, database: databaseClock } = await writtenUpTo(tx);
      if (of.compared) tellSkew(tx.at, databaseClock, of.notice);
      const behindMs = newest === null ? 0 : newest.getTime() - tx.at.getTime();
      const accepted = behindMs > toleratedMs && of.setBack === tx.at.toISOString().slice(0, 10);
      if (behindMs > toleratedMs && !accepted) throw setBack(tx.at, newest);
      if (accepted) await accept(tx, newest);
      return forwardClock(machine, {
        notBefore: accepted ? null : newest,
        onSetBack: (byMs) =>
          of.notice(
            `this machine's clock was set back by ${Math.round(byMs / 1_000)} s: time goes on here from where it was; start anew once the clock is right`,
          ),
      });
    });
  } finally {
    await database.close();
  }
}

function tellSkew(at: Date, database: Date, notice: (line: string) => void): void {
  const ahead = Math.round((at.getTime() - database.getTime()) / 1_000);
  if (Math.abs(ahead) <= 60) return;
  notice(
    `this machine's clock is ${Math.abs(ahead)} s ${ahead > 0 ? "ahead of" : "behind"} the database's: this machine's decides; set both by one time service`,
  );
}

async function accept(tx: Transaction, newest: Date | null): Promise<void> {
  const ended = await endAhead(tx);
  tx.record({
    action: "clock.set-back",
    subjectKind: "store",
    subjectId: "clock",
    detail: { newest: newest?.toISOString() ?? null, ...ended },
  });
}

function setBack(at: Date, newest: Date | null): StartupRefused {
  return new StartupRefused({
    code: "clock-set-back",
    text: `this machine's clock says ${at.toISOString()}, and the newest entry of the ledger is of ${newest?.toISOString() ?? ""}`,
    mend: `Set the clock right. If it was ahead before and is right now, start once with CLOCK_SET_BACK=${at.toISOString().slice(0, 10)}`,
  });
}
