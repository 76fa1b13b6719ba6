// Lines for whoever runs the server, told once a minute about each matter: a flood of wrong bytes fills no log.
import type { Clock } from "#platform";

const quietMs = 60_000;
const mattersMax = 1_000;

/** Passes a line on unless one about the same matter went out within the last minute; the next one says how many did not. */
export function quieted(
  notice: (line: string) => void,
  clock: Clock,
): (matter: string, line: string) => void {
  const told = new Map<string, { readonly until: number; left: number }>();
  return (matter, line) => {
    const now = clock.now().getTime();
    const known = told.get(matter);
    if (known !== undefined && known.until > now) {
      known.left += 1;
      return;
    }
    if (told.size >= mattersMax) told.clear();
    told.set(matter, { until: now + quietMs, left: 0 });
    notice(known === undefined || known.left === 0 ? line : `${line} (and ${known.left} more of this since)`);
  };
}
