// All SQL of planned stops.
import type { Transaction } from "#platform";
import type { NewPlannedStop, StoppableChannel } from "./planned-stop-contract.ts";

export type KeptStop = {
  stop_id: string;
  from_at: Date;
  until_at: Date;
  channels: StoppableChannel[];
  text: string;
  announced_by: string;
  announced_at: Date;
  withdrawn_at: Date | null;
};

const columns = "stop_id, from_at, until_at, channels, text, announced_by, announced_at, withdrawn_at";

/** Those under way and to come, by their beginning. */
export function comingStops(tx: Transaction): Promise<KeptStop[]> {
  return tx.query<KeptStop>(
    {
      name: "intake-coming-stops",
      text: `select ${columns} from intake.planned_stop
             where until_at > $1 and withdrawn_at is null order by from_at, stop_id limit 100`,
    },
    [tx.at],
  );
}

/** Those that are over or were called off, the last first. */
export function pastStops(tx: Transaction, limit: number): Promise<KeptStop[]> {
  return tx.query<KeptStop>(
    `select ${columns} from intake.planned_stop where until_at <= $1 or withdrawn_at is not null
     order by until_at desc, stop_id limit $2`,
    [tx.at, limit],
  );
}

/** One, held until the transaction ends. */
export async function holdStop(tx: Transaction, id: string): Promise<KeptStop | null> {
  const rows = await tx.query<KeptStop>(
    `select ${columns} from intake.planned_stop where stop_id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

export function insertStop(tx: Transaction, id: string, stop: NewPlannedStop): void {
  tx.write(
    `insert into intake.planned_stop (stop_id, from_at, until_at, channels, text, announced_by, announced_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, stop.from, stop.until, stop.channels, stop.text.trim(), tx.actor.id, tx.at],
  );
}

/** Calls it off, or ends it now when it has begun. */
export function withdrawStop(tx: Transaction, id: string): void {
  tx.write(
    `update intake.planned_stop set withdrawn_by = $2, withdrawn_at = $3,
       until_at = case when from_at < $3 then $3 else until_at end where stop_id = $1`,
    [id, tx.actor.id, tx.at],
  );
}
