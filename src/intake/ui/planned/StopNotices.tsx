// Planned stops as they are told: on the watch screens from three days before, on the carriers' own page from the announcement.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { CarrierStops } from "../../planned-stop-contract.ts";
import { serverNow, useMay, useTexts, useTicking } from "#design/ui";
import { intakeTexts } from "../intake-texts.ts";
import styles from "../outage.module.css";
import { plannedTexts } from "./planned-texts.ts";
import { carrierStopsQuery, plannedStopsQuery } from "./planned-queries.ts";

type Stop = Pick<CarrierStops["stops"][number], "id" | "from" | "until" | "channels" | "text">;

const hourMs = 3_600_000;

/** One a line; absent while none is near. */
export function PlannedStopNotice() {
  const t = useTexts(plannedTexts);
  const list = useTexts(intakeTexts);
  const may = useMay("view-outages");
  const { data } = useQuery({ ...plannedStopsQuery, enabled: may });
  const near = useTicking((now) => nearStops(data?.coming ?? [], now, data?.noticeHours ?? 0).length);
  if (data === undefined || near === 0) return null;
  return (
    <section className={styles["notice"]} aria-label={t("title")} aria-live="polite">
      <StopLines stops={nearStops(data.coming, serverNow(), data.noticeHours)} />
      <Link to="/outages">{list("outage.open")}</Link>
    </section>
  );
}

/** For whoever sends with this token. */
export function CarrierStopNotice({ token }: { token: string }) {
  const t = useTexts(plannedTexts);
  const stops = useQuery(carrierStopsQuery(token)).data?.stops ?? [];
  if (stops.length === 0) return null;
  return (
    <section className={styles["told"]} aria-label={t("title")} aria-live="polite">
      <StopLines stops={stops} />
    </section>
  );
}

function nearStops<One extends Stop>(stops: readonly One[], now: number, hours: number): readonly One[] {
  return stops.filter(({ from }) => Date.parse(from) - now <= hours * hourMs);
}

function StopLines({ stops }: { stops: readonly Stop[] }) {
  return (
    <div>
      {stops.map((stop) => (
        <p key={stop.id}>
          <StopSaid stop={stop} />
        </p>
      ))}
    </div>
  );
}

/** `Planned stop: 2026-11-20 11:00 – 14:00 UTC, HTTPS, SFTP. Why.` */
export function StopSaid({ stop }: { stop: Stop }) {
  const t = useTexts(plannedTexts);
  const list = useTexts(intakeTexts);
  const isNow = useTicking((now) => (Date.parse(stop.from) <= now ? 1 : 0)) === 1;
  return (
    <>
      <strong>{t(isNow ? "said.now" : "said.coming")}:</strong>{" "}
      <bdi>{t("said.times", { from: utc(stop.from), until: utc(stop.until) })}</bdi>,{" "}
      {stop.channels.map((channel) => list.code("channel", channel)).join(", ")}. <bdi>{stop.text}</bdi>
    </>
  );
}

/** `2026-11-20 11:00`: the same for every reader, as carriers' timetables have it. */
const utc = (instant: string): string => instant.slice(0, 16).replace("T", " ");
