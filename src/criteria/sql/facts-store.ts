// All SQL that reads what rules are asked of, and keeps the table of places that they measure by.
import { createHash } from "node:crypto";
import type { Transaction } from "#platform";
import { airport, airportCodes, allCountries, alpha3 } from "#vocabulary";
import type { Rule } from "../language/ast.ts";
import { columnsFor, factsFrom, type Facts } from "../run/facts.ts";
import { toSql } from "./expression-store.ts";

/** Brings the table of places in line with the server's own: once, when the server starts. */
export function fillPlaces(tx: Transaction): void {
  const places = airportCodes().flatMap((code) => {
    const found = airport(code);
    return found === undefined
      ? []
      : [{ code, country: alpha3(found.country) ?? null, latitude: found.lat, longitude: found.lon }];
  });
  tx.write(
    {
      name: "criteria-fill-places",
      text: `insert into criteria.place as p (code, country, latitude, longitude)
             select * from jsonb_to_recordset($1::jsonb) as n (code text, country text, latitude float8, longitude float8)
             on conflict (code) do update set country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude
             where (p.country, p.latitude, p.longitude) is distinct from (excluded.country, excluded.latitude, excluded.longitude)`,
    },
    [JSON.stringify(places)],
  );
  tx.write(
    {
      name: "criteria-fill-countries",
      text: `insert into criteria.country as c (code, alpha3)
             select * from jsonb_to_recordset($1::jsonb) as n (code text, alpha3 text)
             on conflict (code) do update set alpha3 = excluded.alpha3 where c.alpha3 <> excluded.alpha3`,
    },
    [JSON.stringify(states())],
  );
}

/** Every code that a State, or one of its kinds of nationality, is told by; none that tells of a person's status. */
function states(): readonly { readonly code: string; readonly alpha3: string }[] {
  const codes = allCountries().flatMap(({ alpha2, alpha3: letters }) => [alpha2, letters]);
  return [...new Set([...codes, ...furtherCodes])].flatMap((code) => {
    const letters = alpha3(code);
    return letters === undefined ? [] : [{ code, alpha3: letters }];
  });
}
const furtherCodes = ["D", "RKS", "XKK", "GBD", "GBN", "GBO", "GBP", "GBS", "UNO", "UNA", "EUE"];

export type Subject = { readonly personId: string; readonly facts: Facts };

/**
 * The facts of the persons of a flight (of some of them: `persons`), as far as `asked` (fields and collections) needs them: what
 * is not asked for counts as not told. Needs the purpose and roles that see persons.
 */
export async function factsOfFlight(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  asked: Iterable<string>,
  persons: readonly string[] | null = null,
): Promise<readonly Subject[]> {
  const columns = columnsFor(asked);
  const rows = await tx.query<Record<string, unknown> & { person_id: string }>(
    {
      // Rules ask for different columns: each choice of them is a statement of its own, planned once a connection.
      name: `criteria-facts-${createHash("sha1").update(columns.join(" ")).digest("hex")}`,
      text: `select person_id${columns.map((column) => `, ${column}`).join("")} from criteria.subject
             where flight_date = $1 and flight_id = $2 and ($3::uuid[] is null or person_id = any ($3::uuid[]))
             order by person_id`,
    },
    [flight.date, flight.id, persons],
  );
  return rows.map((row) => ({ personId: row.person_id, facts: factsFrom(row) }));
}

/** The persons of past flights whom a rule matches, by day and flight; `limit` of them at most. */
export function matchesOf(
  tx: Transaction,
  rule: Rule,
  days: { readonly from: string; readonly until: string },
  limit: number,
): Promise<{ flight_date: string; flight_id: string; person_id: string; points: number }[]> {
  const { text, values, points } = toSql(rule, 4);
  return tx.query(
    `select s.flight_date, s.flight_id, s.person_id, ${points}::float8 as points from criteria.subject s
             where s.flight_date between $1::date and $2::date and ${text}
             order by s.flight_date, s.flight_id, s.person_id limit $3`,
    [days.from, days.until, limit, ...values],
  );
}
