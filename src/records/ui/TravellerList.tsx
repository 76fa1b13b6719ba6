// The passenger list: one line a person, by booking, with what the two sources say differently and what was found.
import { Checkbox, SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { PersonRow } from "../contract.ts";
import {
  Code,
  Country,
  DataTable,
  EmptyList,
  FilterField,
  isSeverity,
  NoneShown,
  PersonName,
  SeverityMark,
  Strength,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import styles from "./records.module.css";
import { recordsTexts } from "./records-texts.ts";
import { RuleMark } from "./flight-parts.tsx";
import { RoleWord, SourceMarks, TravellerState } from "./person-parts.tsx";

const views = ["all", "alerts", "differences", "minors", "crew", "absent"] as const;
type View = (typeof views)[number];

const belongs: Readonly<Record<View, (person: PersonRow) => boolean>> = {
  all: () => true,
  alerts: (person) => person.alerts.length + person.ruleAlerts.length > 0,
  differences: (person) => person.differences.length > 0,
  minors: (person) => isMinor(person),
  crew: (person) => person.role.endsWith("crew"),
  absent: (person) => person.state === "not-boarded" || person.state === "withdrawn",
};

/** All persons of the flight; filtered here, since they are all here, and never in the address: names stay out of it. */
export function TravellerList({ persons }: { persons: readonly PersonRow[] }) {
  const t = useTexts(recordsTexts);
  const [view, setView] = useState<View>("all");
  const [find, setFind] = useState("");
  const [grouped, setGrouped] = useState(true);

  const columns = useMemo(() => columnsOf(t), [t]);
  const ordered = useMemo(() => (grouped ? byBooking(persons) : persons), [persons, grouped]);
  const needle = find.trim().toLocaleUpperCase("en");
  const rows = ordered.filter(
    (person) => belongs[view](person) && (needle === "" || haystack(person).includes(needle)),
  );
  const sizes = useMemo(() => sizesOf(persons), [persons]);
  const offered = views.filter((one) => one === "all" || one === view || persons.some(belongs[one]));

  return (
    <DataTable
      caption={t("flight.caption")}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      view={`${view} ${needle} ${grouped}`}
      fills
      tone={toneOf}
      {...(grouped
        ? {
            groupOf: (person: PersonRow) => ({
              key: person.locator ?? "",
              heading: (
                <BookingHeading locator={person.locator} size={sizes.get(person.locator ?? "") ?? 0} />
              ),
            }),
          }
        : {})}
      bar={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t("flight.show")}
            value={view}
            data={offered.map((value) => ({
              value,
              label: `${t(`flight.show.${value}`)} ${persons.filter(belongs[value]).length}`,
            }))}
            onChange={(value) => setView(views.find((one) => one === value) ?? "all")}
          />
          <FilterField label={t("flight.find")} value={find} onAsk={setFind} />
          <Checkbox
            size="xs"
            label={t("flight.group")}
            checked={grouped}
            onChange={(event) => setGrouped(event.currentTarget.checked)}
          />
        </>
      }
      empty={
        <EmptyList
          icon="person"
          title={t("flight.empty.title")}
          text={t("flight.empty.text")}
          filtered={persons.length > 0}
          clear={() => {
            setView("all");
            setFind("");
          }}
        />
      }
    />
  );
}

function BookingHeading({ locator, size }: { locator: string | null; size: number }) {
  const t = useTexts(recordsTexts);
  return (
    <span className={styles["booking"]}>
      {locator === null ? (
        t("flight.noBooking")
      ) : (
        <>
          {t("flight.booking", { locator: "" }).trim()} <Code>{locator}</Code>
        </>
      )}
      <span>{t("flight.party", { count: size })}</span>
    </span>
  );
}

function columnsOf(t: TranslateOf<typeof recordsTexts>): readonly Column<PersonRow>[] {
  return [
    {
      id: "seat",
      header: t("person.column.seat"),
      width: 68,
      sortBy: (person) => (person.seat === null ? null : person.seat.padStart(4, "0")),
      cell: (person) => <Code>{person.seat}</Code>,
    },
    {
      id: "name",
      header: t("person.column.name"),
      names: true,
      sortBy: (person) => `${person.surname} ${person.given ?? ""}`,
      cell: (person) => (
        <Link to="/p/$personKey" params={{ personKey: person.key }} data-opens>
          <PersonName surname={person.surname} given={person.given} />
          {person.role === "passenger" ? null : (
            <span className={styles["roleTag"]}>
              <RoleWord role={person.role} />
            </span>
          )}
        </Link>
      ),
    },
    {
      id: "sexAge",
      header: t("person.column.sexAge"),
      width: 96,
      sortBy: (person) => person.age,
      cell: (person) => <SexAge person={person} minor={t("person.minor")} />,
    },
    {
      id: "nationality",
      header: t("person.column.nationality"),
      width: 96,
      sortBy: (person) => person.nationality,
      cell: (person) => <Country code={person.nationality} />,
    },
    {
      id: "document",
      header: t("person.column.document"),
      width: 128,
      sortBy: (person) => person.document,
      cell: (person) => <Code>{person.document}</Code>,
    },
    {
      id: "booking",
      header: t("person.column.booking"),
      width: 84,
      hidden: true,
      sortBy: (person) => person.locator,
      cell: (person) => <Code>{person.locator}</Code>,
    },
    {
      id: "role",
      header: t("person.column.role"),
      width: 130,
      hidden: true,
      sortBy: (person) => person.role,
      cell: (person) => <RoleWord role={person.role} />,
    },
    {
      id: "sources",
      header: t("person.column.sources"),
      width: 100,
      cell: (person) => <SourceMarks sources={person.sources} />,
    },
    {
      id: "differences",
      header: t("person.column.differences"),
      width: 124,
      sortBy: (person) => person.differences.length,
      cell: (person) =>
        person.differences.length === 0 ? (
          <NoneShown />
        ) : (
          <span className={styles["differs"]}>
            {person.differences.map((field) => t.code("field", field)).join(", ")}
          </span>
        ),
    },
    {
      id: "state",
      header: t("person.column.state"),
      width: 108,
      sortBy: (person) => person.state,
      cell: (person) => <TravellerState state={person.state} />,
    },
    {
      id: "alerts",
      header: t("person.column.alerts"),
      width: 164,
      sortBy: (person) => strongestOf(person),
      cell: (person) => <PersonAlerts person={person} />,
    },
  ];
}

function SexAge({ person, minor }: { person: PersonRow; minor: string }) {
  return (
    <span className={styles["sexAge"]}>
      <Code dim>{person.sex}</Code>
      {person.age === null ? <NoneShown /> : person.age}
      {isMinor(person) ? (
        <span className={styles["minor"]} title={minor}>
          <bdi dir="ltr" aria-hidden="true">
            &lt;18
          </bdi>
          <span className="spoken">{minor}</span>
        </span>
      ) : null}
    </span>
  );
}

function PersonAlerts({ person }: { person: PersonRow }) {
  const [strongest] = person.alerts.toSorted((a, b) => b.strength - a.strength);
  const [rule] = person.ruleAlerts;
  if (strongest === undefined && rule === undefined) return <NoneShown />;
  const shown = (strongest === undefined ? 0 : 1) + (rule === undefined ? 0 : 1);
  const more = person.alerts.length + person.ruleAlerts.length - shown;
  return (
    <span className={styles["alerts"]}>
      {strongest !== undefined && isSeverity(strongest.band) ? (
        <Link to="/a/$alertId" params={{ alertId: strongest.id }}>
          <SeverityMark severity={strongest.band}>
            <Strength value={strongest.strength} />
          </SeverityMark>
        </Link>
      ) : null}
      {rule === undefined ? null : (
        <Link to="/ra/$alertId" params={{ alertId: rule.id }} title={rule.rule}>
          <RuleMark worded={strongest === undefined} />
        </Link>
      )}
      {more > 0 ? `+${more}` : null}
    </span>
  );
}

/** Bookings with alerts first, then as they come; persons of a booking by seat. */
function byBooking(persons: readonly PersonRow[]): readonly PersonRow[] {
  const groups = Map.groupBy(persons, (person) => person.locator ?? "");
  const worst = (group: readonly PersonRow[]) => Math.max(0, ...group.map(strongestOf));
  return [...groups]
    .toSorted(([a, left], [b, right]) =>
      a === "" || b === "" ? Number(a === "") - Number(b === "") : worst(right) - worst(left),
    )
    .flatMap(([, group]) => group);
}

function sizesOf(persons: readonly PersonRow[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { locator } of persons) sizes.set(locator ?? "", (sizes.get(locator ?? "") ?? 0) + 1);
  return sizes;
}

/** Listed persons by strength; a match of a rule alone goes before those of whom nothing is known. */
function strongestOf(person: PersonRow): number {
  return Math.max(person.ruleAlerts.length > 0 ? 0.01 : 0, ...person.alerts.map((alert) => alert.strength));
}

function toneOf(person: PersonRow): "strong" | "possible" | undefined {
  if (person.alerts.some((alert) => alert.band === "strong")) return "strong";
  return person.alerts.some((alert) => alert.band === "possible") ? "possible" : undefined;
}

function isMinor(person: PersonRow): boolean {
  return person.age !== null && person.age < 18;
}

function haystack(person: PersonRow): string {
  return [person.surname, person.given, person.document, person.seat, person.locator]
    .join(" ")
    .toLocaleUpperCase("en");
}

function keyOf(person: PersonRow): string {
  return person.key;
}
