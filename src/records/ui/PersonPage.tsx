// One person on one flight: what each source says side by side, the booking, the history, and how long the record lives.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PersonPage } from "../contract.ts";
import {
  Answer,
  FromTo,
  Page,
  Panel,
  PersonName,
  PurposeGate,
  usePurpose,
  useTexts,
  Columns,
} from "#design/ui";
import { Booking } from "./Booking.tsx";
import { ChangeList } from "./ChangeList.tsx";
import { Retention, TravellerState } from "./person-parts.tsx";
import { personQuery } from "./queries.ts";
import { recordsTexts } from "./records-texts.ts";
import { SourceComparison } from "./SourceComparison.tsx";

const here = getRouteApi("/signed-in/p/$personKey");

/** The person at their address. `alerts` is what the cases know of the person; the shell puts it in. */
export function PersonScreen({ alerts }: { alerts?: (personKey: string) => ReactNode }) {
  const t = useTexts(recordsTexts);
  const { personKey } = here.useParams();
  const { purpose } = usePurpose();
  const query = useQuery(personQuery(personKey, purpose));
  const page = query.data;
  const flightKey = personKey.split("_").slice(0, 2).join("_");
  const lead = page?.sources.find((one) => one.source === "api") ?? page?.sources[0];
  return (
    <Page
      prints={lead !== undefined}
      // The window's title is kept in the browser's history: no name stands in it.
      title={t("person.title")}
      heading={lead === undefined ? undefined : <PersonName surname={lead.surname} given={lead.given} />}
      trail={[
        { label: t("board.title"), link: (label) => <Link to="/flights">{label}</Link> },
        {
          label:
            page === undefined
              ? t("column.flight")
              : `${page.flight.carrier} ${page.flight.number}${page.flight.suffix}`,
          link: (label) => (
            <Link to="/f/$flightKey" params={{ flightKey }}>
              {label}
            </Link>
          ),
        },
      ]}
      facts={
        page === undefined || lead === undefined ? undefined : <PersonFacts page={page} state={lead.state} />
      }
    >
      <PurposeGate>
        {() => (
          <Answer query={query}>{(found) => <Parts page={found} alerts={alerts?.(personKey)} />}</Answer>
        )}
      </PurposeGate>
    </Page>
  );
}

function PersonFacts({ page, state }: { page: PersonPage; state: string }) {
  return (
    <>
      <FromTo from={page.flight.origin.code} to={page.flight.destination.code} />
      <TravellerState state={state} />
      <Retention retention={page.retention} />
    </>
  );
}

function Parts({ page, alerts }: { page: PersonPage; alerts: ReactNode }) {
  const t = useTexts(recordsTexts);
  return (
    <Columns
      main={
        <>
          {alerts}
          <SourceComparison page={page} />
          <Panel title={t("person.history")} flush>
            <ChangeList changes={page.changes} />
          </Panel>
        </>
      }
      side={<Booking page={page} />}
    />
  );
}
