// The booking of a person: route, companions, contacts, payments, remarks.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PersonPage } from "../contract.ts";
import { Code, Fact, Facts, FromTo, Notice, Panel, PersonName, usePurpose, useTexts } from "#design/ui";
import { recordsTexts } from "./records-texts.ts";
import styles from "./records.module.css";

/** What the booking says; a person known from the passenger list only has none. */
export function Booking({ page }: { page: PersonPage }) {
  const t = useTexts(recordsTexts);
  const { booking } = page;
  const { purpose } = usePurpose();
  if (purpose === "BORDER") return <BookingsApart />;
  if (booking === null) {
    return (
      <Panel title={t("person.column.booking")}>
        <Notice icon="messages" title={t("booking.none.title")}>
          {t("booking.none.text")}
        </Notice>
      </Panel>
    );
  }
  return (
    <>
      <Panel
        title={t("booking.companions")}
        aside={t("flight.party", { count: booking.companions.length + 1 })}
      >
        {booking.companions.length === 0 ? (
          <p className={styles["field"]}>{t("booking.alone")}</p>
        ) : (
          <ul className={styles["companions"]}>
            {booking.companions.map((one) => (
              <li key={one.key}>
                <Link to="/p/$personKey" params={{ personKey: one.key }}>
                  <PersonName surname={one.surname} given={one.given} />
                </Link>
                <Code dim>{one.seat}</Code>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel
        title={t("flight.booking", { locator: booking.locator })}
        aside={t.code("bookingState", booking.state)}
      >
        <Facts>
          <Fact label={t("booking.host")}>
            <Code>{booking.host}</Code>
          </Fact>
          <Fact label={t("booking.created")}>
            {booking.createdAt === null ? null : <bdi dir="ltr">{booking.createdAt.replace("T", " ")}</bdi>}
          </Fact>
          {booking.agency.map((fact) => (
            <LabelledFact key={`${fact.label} ${fact.value}`} {...fact} />
          ))}
          {booking.contacts.map((fact) => (
            <LabelledFact key={`${fact.label} ${fact.value}`} {...fact} />
          ))}
          {booking.payments.map((fact) => (
            <Fact key={`${fact.label} ${fact.value}`} label={t("booking.payment")}>
              {t.code("payment", fact.label)} <bdi translate="no">{fact.value}</bdi>
            </Fact>
          ))}
        </Facts>
      </Panel>
      {booking.itinerary.length === 0 ? null : (
        <Panel title={t("booking.itinerary")}>
          <ol className={styles["legs"]}>
            {booking.itinerary.map((leg, index) => (
              <li key={`${leg.from ?? ""} ${leg.to ?? ""} ${index}`}>
                <span className={styles["legRoute"]}>
                  <FromTo from={leg.from} to={leg.to} />
                </span>
                <Code dim>{[leg.carrier, leg.number].filter((part) => part !== null).join(" ")}</Code>
                <LegTime>{leg.departs}</LegTime>
                <Code dim>{[leg.class, leg.status].filter((part) => part !== null).join(" ")}</Code>
              </li>
            ))}
          </ol>
        </Panel>
      )}
      {booking.remarks.length === 0 ? null : (
        <Panel title={t("booking.remarks")}>
          <ul className={styles["plain"]}>
            {booking.remarks.map((remark, index) => (
              <li key={`${index} ${remark}`}>
                <bdi translate="no">{remark}</bdi>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

/** Why no booking is here: the purpose of now has no use of any (CJEU C-817/19, 230 to 236). */
export function BookingsApart() {
  const t = useTexts(recordsTexts);
  return (
    <Notice icon="purpose" title={t("booking.apart.title")}>
      {t("booking.apart.text")}
    </Notice>
  );
}

function LabelledFact({ label, value }: { label: string; value: string }) {
  const t = useTexts(recordsTexts);
  return (
    <Fact label={t.code("field", label)}>
      <bdi translate="no">{value}</bdi>
    </Fact>
  );
}

function LegTime({ children }: { children: string | null }): ReactNode {
  return <bdi dir="ltr">{children?.replace("T", " ") ?? "–"}</bdi>;
}
