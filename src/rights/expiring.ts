// What of requests about own data has its time: marks and corrections with the record they stand beside, the papers after three years.
import type { ExpiringKind } from "#platform";

const person = "x.flight_date = p.flight_date and x.flight_id = p.flight_id and x.person_id = p.person_id";
/** What is kept longer, masked, on grounds keeps its marks. */
const besideNothing = `not exists (select from records.traveller t where t.flight_date = x.flight_date
  and t.flight_id = x.flight_id and t.person_id = x.person_id and t.kept_until is not null)`;
const beside = {
  clock: "clock_start",
  after: { by: "initial" },
  grounds: false,
  also: besideNothing,
  perStep: 5000,
} as const;

export const rightsExpiring: readonly ExpiringKind[] = [
  { kind: "mark", table: "rights.mark", id: "mark_id", ...beside, onFlight: true, ofPerson: person },
  { kind: "rights-execution", table: "rights.execution", id: "execution_id", ...beside },
  {
    kind: "redress-number",
    table: "rights.redress",
    id: "md5(number)::uuid",
    clock: "issued_at",
    after: { by: "period", period: { months: 60 } },
    grounds: false,
    perStep: 5000,
  },
  {
    // It goes with its request; one whose request is taken up again and again goes by itself.
    kind: "rights-limitation",
    table: "rights.limitation",
    id: "limitation_id",
    clock: "ends_at",
    after: { by: "period", period: { months: 36 } },
    grounds: false,
    perStep: 5000,
  },
  {
    kind: "rights-request",
    table: "rights.request",
    id: "request_id",
    clock: "answered_at",
    after: { by: "period", period: { months: 36 } },
    grounds: false,
    // What was done on it is gone before it.
    also: `not exists (select from rights.mark m where m.request_id = x.request_id)
      and not exists (select from rights.execution e where e.request_id = x.request_id)
      and not exists (select from rights.redress n where n.request_id = x.request_id)`,
    perStep: 5000,
  },
];
