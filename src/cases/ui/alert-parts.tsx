// Parts of an alert as queue, review and traveller's page show them.
import { Link } from "@tanstack/react-router";
import {
  At,
  Code,
  Country,
  formatNumber,
  FromTo,
  NoneShown,
  spanText,
  useDesignTexts,
  useSurroundings,
  useTexts,
  useTicking,
  type TranslateOf,
} from "#design/ui";
import type { AlertDetail, AlertRow, CriterionAlertRow } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { firstReviewDue } from "./review-clock.ts";

/** The strongest evidence in one line of words. */
export function reasonText(reason: AlertRow["reason"], t: TranslateOf<typeof casesTexts>): string {
  return reason
    .filter((item) => item.feature !== "prior")
    .map(({ feature, relation }) =>
      t("reason.part", { feature: t.code("feature", feature), relation: t.code("relation", relation) }),
    )
    .join(t("reason.between"));
}

/** Who it is about, masked, with age and nationality. */
export function MaskedPerson({ alert }: { alert: Pick<AlertRow, "maskedName" | "age" | "nationality"> }) {
  const t = useTexts(casesTexts);
  return (
    <span className={styles["person"]}>
      <bdi translate="no">{alert.maskedName}</bdi>
      {alert.age === null ? null : <span>{t("person.age", { count: alert.age })}</span>}
      {alert.nationality === null ? null : <Country code={alert.nationality} />}
    </span>
  );
}

/** Designator and route, linking to the flight. */
export function FlightLink({
  flight,
  linked = true,
}: {
  flight: Pick<AlertDetail["flight"], "key" | "designator" | "origin" | "destination">;
  linked?: boolean;
}) {
  const text = (
    <>
      <Code>{spaced(flight.designator)}</Code>{" "}
      <span className={styles["route"]}>
        <FromTo from={flight.origin} to={flight.destination} />
      </span>
    </>
  );
  if (!linked) return text;
  return (
    <Link to="/f/$flightKey" params={{ flightKey: flight.key }} className={styles["flightLink"]}>
      {text}
    </Link>
  );
}

/** `TK337` as it is spoken and written elsewhere: `TK 337`. */
function spaced(designator: string): string {
  return designator.replace(/^([A-Z0-9]{2}[A-Z]?)(\d)/, "$1 $2");
}

/** How long the first review may still wait; what is overdue says so in words. */
export function ReviewClock({ raisedAt, dueAt }: { raisedAt: string; dueAt: string | null }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const due = firstReviewDue(raisedAt, dueAt);
  const text = useTicking((now) => {
    const left = due - now;
    if (left >= 0) return `${spanText(left, common)} ${t("clock.left")}`;
    const over =
      left > -600_000
        ? common("span.minutes", { whole: Math.floor(-left / 60_000) })
        : spanText(-left, common);
    return `${over} ${t("clock.overdue")}`;
  });
  const late = useTicking((now) => (now > due ? 1 : 0));
  return <span className={late === 1 ? styles["overdue"] : styles["left"]}>{text}</span>;
}

/** An undecided alert whose time is nearly over: the day on which it lapses. */
export function Lapsing({ alert }: { alert: Pick<AlertRow, "keptUntil"> }) {
  const t = useTexts(casesTexts);
  return (
    <span className={styles["overdue"]} title={t("alert.lapsesSoon")}>
      {t("clock.lapses")} <At instant={alert.keptUntil} day="always" />
    </span>
  );
}

/** Until when the result may be read, and that feedback ends it sooner. */
export function KeptUntil({ alert }: { alert: Pick<AlertDetail, "keptUntil" | "feedbackAt"> }) {
  const t = useTexts(casesTexts);
  return (
    <span>
      {t("alert.keptUntil")} <At instant={alert.keptUntil} day="always" />
      {alert.feedbackAt === null ? null : (
        <>
          {" "}
          ({t("alert.feedbackAt")} <At instant={alert.feedbackAt} day="always" />)
        </>
      )}
    </span>
  );
}

/** Points of the match, and from how many on the rule matches. */
export function Points({ of }: { of: Pick<CriterionAlertRow, "points" | "matchAt"> }) {
  const t = useTexts(casesTexts);
  const { language } = useSurroundings();
  const number = (value: number) => formatNumber(value, language);
  return <span>{t("rules.points", { points: number(of.points), at: number(of.matchAt) })}</span>;
}

/** Who has the alert. */
export function Owner({ assignedTo }: { assignedTo: AlertRow["assignedTo"] }) {
  return assignedTo === null ? <NoneShown /> : <bdi>{assignedTo.name}</bdi>;
}
