// Parts of a flight as it is shown on the board and on its own page.
import type { ReactNode } from "react";
import type { FlightRow } from "../contract.ts";
import {
  At,
  formatNumber,
  FromTo,
  Icon,
  NoneShown,
  SeverityCounts,
  spanText,
  useDesignTexts,
  useSurroundings,
  useTexts,
  useTicking,
  type Severity,
} from "#design/ui";
import styles from "./records.module.css";
import { recordsTexts } from "./records-texts.ts";

/** From where to where: codes first, then the names. */
export function Route({ flight }: { flight: FlightRow }) {
  const [from, to] = [shortName(flight.origin.name), shortName(flight.destination.name)];
  return (
    <span className={styles["route"]} title={`${from} – ${to}`}>
      <FromTo from={flight.origin.code} to={flight.destination.code} />
      <span className={styles["names"]}>
        <bdi>{from}</bdi>
        <span aria-hidden="true"> – </span>
        <bdi>{to}</bdi>
      </span>
    </span>
  );
}

/** A route in a row: which way as a sign, the codes, and the name of the other end where there is room for it. */
export function BoardRoute({ flight }: { flight: FlightRow }) {
  const t = useTexts(recordsTexts);
  const { origin, destination, direction } = flight;
  const [from, to] = [shortName(origin.name), shortName(destination.name)];
  const word = t(`direction.${direction}`);
  const crosses = direction === "inbound" || direction === "outbound";
  return (
    <div className={styles["boardRoute"]} title={`${word}: ${from} – ${to}`}>
      <span className={styles["way"]}>
        {crosses ? <Icon name={direction} size={13} /> : null}
        <span className="spoken">{word} </span>
      </span>
      <FromTo from={origin.code} to={destination.code} />
      <span className={styles["names"]}>
        {direction === "inbound" ? (
          <bdi>{from}</bdi>
        ) : direction === "outbound" ? (
          <bdi>{to}</bdi>
        ) : (
          <span aria-hidden="true">{word}</span>
        )}
      </span>
    </div>
  );
}

/** An airport's name without the words all of them have. */
function shortName(name: string | null): string {
  return (name ?? "").replace(/ (International )?Airport$/, "");
}

/** Inbound, outbound, transit, domestic: word, with an arrow where there is one. */
export function DirectionMark({ direction }: { direction: FlightRow["direction"] }) {
  const t = useTexts(recordsTexts);
  return (
    <span className={styles["direction"]}>
      {direction === "inbound" || direction === "outbound" ? <Icon name={direction} size={13} /> : null}
      {t(`direction.${direction}`)}
    </span>
  );
}

/** The instant the unit works towards, in the time of the place where it happens. */
export function PlaceLocal({ flight }: { flight: FlightRow }) {
  return <LocalAt flight={flight} end={flight.direction === "outbound" ? "origin" : "destination"} />;
}

/** Departure or arrival as the clocks of that place show it. */
export function LocalAt({ flight, end }: { flight: FlightRow; end: "origin" | "destination" }) {
  const [instant, local] =
    end === "origin" ? [flight.departsAt, flight.departsLocal] : [flight.arrivesAt, flight.arrivesLocal];
  const { zone } = flight[end];
  if (instant !== null && zone !== null) return <At instant={instant} zone={zone} />;
  return local === null ? <NoneShown /> : <bdi dir="ltr">{local.replace("T", " ")}</bdi>;
}

/** Travellers received of those stated, as number and bar; what is missing is said in words. */
export function Received({ flight }: { flight: FlightRow }) {
  const t = useTexts(recordsTexts);
  const { language } = useSurroundings();
  const { travellers, statedPassengers: stated } = flight;
  const received = formatNumber(travellers, language);
  // An interactive message states its own travellers only: fewer than are known says nothing about the flight.
  if (stated === null || stated < travellers) return <span>{received}</span>;
  const missing = Math.max(0, stated - travellers);
  const share = Math.min(1, travellers / stated);
  const title =
    missing === 0
      ? t("travellers.of", { received, stated })
      : `${t("travellers.of", { received, stated })}, ${t("travellers.missing", { count: missing })}`;
  return (
    <span className={styles["received"]} title={title}>
      <bdi dir="ltr" aria-hidden="true">
        {received}
        <span className={styles["of"]}>/{formatNumber(stated, language)}</span>
      </bdi>
      <span className="spoken">{title}</span>
      <svg viewBox="0 0 40 4" preserveAspectRatio="none" aria-hidden="true" data-full={missing === 0}>
        <rect width="40" height="4" rx="2" className={styles["track"]} />
        <rect width={share * 40} height="4" rx="2" className={styles["fill"]} />
      </svg>
    </span>
  );
}

/** A passenger list comes while people check in; from half an hour before departure one must be there. */
const apiDueBefore = 30 * 60_000;

/** State of the flight, and what is lacking although it should be there. */
export function FlightState({ flight }: { flight: FlightRow }) {
  const t = useTexts(recordsTexts);
  const departs = flight.departsAt === null ? null : Date.parse(flight.departsAt);
  const late = useTicking((now) => (departs !== null && departs - now < apiDueBefore ? 1 : 0)) === 1;
  if (flight.state === "open" && flight.lastReceivedAt === null)
    return <span className={styles["usual"]}>{t("state.scheduled")}</span>;
  if (flight.state === "open" && flight.apiMessages === 0 && late) {
    return (
      <span className={styles["lacking"]} title={t("state.noApi.hint")}>
        {t("state.noApi")}
      </span>
    );
  }
  return <span className={styles[`state-${flight.state}`]}>{t(`state.${flight.state}`)}</span>;
}

/**
 * The strip over the board: one mark per flight at its due time, in the shape of its strongest open alert. A picture
 * of the table below, which says the same in words; so it is hidden from screen readers.
 */
export function Arrivals({ flights, hours }: { flights: readonly FlightRow[]; hours: number }) {
  const t = useTexts(recordsTexts);
  const common = useDesignTexts();
  const minute = useTicking((now) => Math.floor(now / 60_000)) * 60_000;
  const start = minute - 3_600_000;
  const length = (hours + 1) * 3_600_000;
  const at = (instant: number) => ((instant - start) / length) * 100;
  const marks = flights.flatMap((flight) => {
    const due = flight.dueAt === null ? Number.NaN : Date.parse(flight.dueAt);
    return due >= start && due <= start + length
      ? [{ key: flight.key, x: at(due), worst: worstOf(flight) }]
      : [];
  });
  const step = hours <= 12 ? 1 : hours <= 24 ? 3 : hours <= 48 ? 6 : 24;
  const ticks = Array.from({ length: Math.ceil(hours / step) - 1 }, (_, index) => (index + 1) * step);
  return (
    <div className={styles["strip"]} aria-hidden="true">
      <span className={styles["nowLine"]} style={{ insetInlineStart: `${at(minute)}%` }}>
        <span>{t("board.now")}</span>
      </span>
      {ticks.map((tick) => (
        <span
          key={tick}
          className={styles["tick"]}
          style={{ insetInlineStart: `${at(minute + tick * 3_600_000)}%` }}
        >
          <span>+{spanText(tick * 3_600_000, common).replace(" 00", "")}</span>
        </span>
      ))}
      {marks.map((mark) => (
        <span
          key={mark.key}
          className={styles["mark"]}
          data-worst={mark.worst}
          style={{ insetInlineStart: `${mark.x}%` }}
        />
      ))}
    </div>
  );
}

function worstOf({ alerts }: FlightRow): Severity | "rule" | "none" {
  if (alerts.strong > 0) return "strong";
  if (alerts.possible > 0) return "possible";
  if (alerts.rules > 0) return "rule";
  return alerts.weak > 0 ? "weak" : "none";
}

/** How many alerts of a flight are open, of listed persons and of rules. */
export function openAlertsOf({ alerts }: FlightRow): number {
  return alerts.strong + alerts.possible + alerts.weak + alerts.rules;
}

/** Open alerts by severity, those of rules behind them. */
export function AlertCounts({ flight }: { flight: FlightRow }) {
  const { alerts } = flight;
  const listed = openAlertsOf(flight) - alerts.rules;
  return (
    <span className={styles["alertCounts"]}>
      {listed > 0 || alerts.rules === 0 ? <SeverityCounts counts={alerts} /> : null}
      {alerts.rules === 0 ? null : <RuleMark>{alerts.rules}</RuleMark>}
    </span>
  );
}

/** A match of a rule: a rhombus, with the word for whoever does not see it, and what is counted behind it. */
export function RuleMark({ children, worded = false }: { children?: ReactNode; worded?: boolean }) {
  const t = useTexts(recordsTexts);
  return (
    <span className={styles["ruleMark"]} title={t("alerts.rule")}>
      <svg width="12" height="12" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="none" stroke="currentColor" strokeWidth="2.4" />
      </svg>
      {children}
      <span className={worded ? undefined : "spoken"}> {t("alerts.rule")}</span>
    </span>
  );
}
