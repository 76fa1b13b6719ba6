// One flight: who is on board, by booking; the messages it was made from; what changed.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { CarriageSaid, FlightDetail, FlightRow } from "../contract.ts";
import type { ReactNode } from "react";
import { Answer, Code, Countdown, Page, PurposeGate, TabBar, usePurpose, useTexts } from "#design/ui";
import { BookingsApart } from "./Booking.tsx";
import { ChangeList } from "./ChangeList.tsx";
import {
  AlertCounts,
  DirectionMark,
  FlightState,
  LocalAt,
  Received,
  Route,
  openAlertsOf,
} from "./flight-parts.tsx";
import { FlightMessages } from "./FlightMessages.tsx";
import { Pushes, PushTimeline } from "./push-parts.tsx";
import { flightQuery } from "./queries.ts";
import { recordsTexts } from "./records-texts.ts";
import styles from "./records.module.css";
import { TravellerList } from "./TravellerList.tsx";

const here = getRouteApi("/signed-in/f/$flightKey");

/**
 * The flight at its address; asks for the purpose first, since it lists persons. `requests`: what was asked of its carrier;
 * `notices`: what its carrier is told about its travellers.
 */
export function FlightScreen({
  requests,
  notices,
}: {
  requests: (flightKey: string) => ReactNode;
  notices?: (flightKey: string) => ReactNode;
}) {
  const t = useTexts(recordsTexts);
  const { flightKey } = here.useParams();
  const { purpose } = usePurpose();
  const query = useQuery(flightQuery(flightKey, purpose));
  const flight = query.data?.flight;
  return (
    <Page
      title={flight === undefined ? t("column.flight") : designatorOf(flight)}
      heading={flight === undefined ? undefined : <Heading flight={flight} />}
      trail={[
        {
          label: t("board.title"),
          link: (label) => <Link to="/flights">{label}</Link>,
        },
      ]}
      facts={
        flight === undefined ? undefined : <FlightFacts flight={flight} carriage={query.data?.carriage} />
      }
      fills
    >
      <PurposeGate>
        {() => (
          <Answer query={query}>
            {(detail) => (
              <>
                {purpose === "BORDER" ? <BookingsApart /> : null}
                {notices?.(flightKey)}
                <Parts detail={detail} requests={requests(flightKey)} />
              </>
            )}
          </Answer>
        )}
      </PurposeGate>
    </Page>
  );
}

function Parts({ detail, requests }: { detail: FlightDetail; requests: ReactNode }) {
  const t = useTexts(recordsTexts);
  const { part = "travellers" } = here.useSearch();
  const navigate = useNavigate();
  const { flightKey } = here.useParams();
  return (
    <TabBar
      label={t("flight.tabs")}
      fills
      chosen={part}
      onChoose={(next) =>
        void navigate({
          to: "/f/$flightKey",
          params: { flightKey },
          search: next === "travellers" ? {} : { part: next },
          replace: true,
        })
      }
      tabs={[
        {
          id: "travellers",
          label: t("flight.tab.travellers"),
          count: detail.persons.length,
          content: <TravellerList persons={detail.persons} />,
        },
        {
          id: "messages",
          label: t("flight.tab.messages"),
          count: detail.messages.length,
          content: <FlightMessages messages={detail.messages} />,
        },
        {
          id: "pushes",
          label: t("flight.tab.pushes"),
          count: detail.pushes.length,
          content: (
            <div className={styles["pushPart"]}>
              {requests}
              <PushTimeline detail={detail} />
            </div>
          ),
        },
        {
          id: "history",
          label: t("flight.tab.history"),
          count: detail.changes.length,
          content: <ChangeList changes={detail.changes} />,
        },
      ]}
    />
  );
}

function Heading({ flight }: { flight: FlightRow }) {
  return (
    <>
      <Code>{designatorOf(flight)}</Code>
      <span className={styles["headingRoute"]}>
        <Route flight={flight} />
      </span>
    </>
  );
}

function FlightFacts({ flight, carriage }: { flight: FlightRow; carriage: CarriageSaid | undefined }) {
  const t = useTexts(recordsTexts);
  return (
    <>
      <DirectionMark direction={flight.direction} />
      {carriage === undefined ? null : <Carriage carriage={carriage} />}
      {flight.dueAt === null ? null : <Countdown to={flight.dueAt} />}
      <span>
        {t("flight.departs", { place: flight.origin.code })} <LocalAt flight={flight} end="origin" />
      </span>
      <span>
        {t("flight.arrives", { place: flight.destination.code })}{" "}
        <LocalAt flight={flight} end="destination" />
      </span>
      <span>
        {t("column.travellers")} <Received flight={flight} />
      </span>
      <span>{t("flight.messages", { api: flight.apiMessages, pnr: flight.pnrMessages })}</span>
      <FlightState flight={flight} />
      {flight.pushes === null ? null : <Pushes flight={flight} />}
      {flight.scheduled === false ? (
        <span className={styles["lacking"]}>{t("flight.unscheduled")}</span>
      ) : null}
      {openAlertsOf(flight) === 0 ? null : <AlertCounts flight={flight} />}
    </>
  );
}

/** By what those on a manifest travel, and where they cross the border. */
function Carriage({ carriage }: { carriage: CarriageSaid }) {
  const t = useTexts(recordsTexts);
  const { mode, vehicle, borderPoint } = carriage;
  return (
    <span>
      {mode === null ? null : t(`flight.mode.${mode}`)} {vehicle === null ? null : <Code>{vehicle}</Code>}{" "}
      {borderPoint === null ? null : t("flight.borderPoint", { place: borderPoint })}
    </span>
  );
}

function designatorOf(flight: FlightRow): string {
  return `${flight.carrier} ${flight.number}${flight.suffix}`;
}
