// What cannot wait on the watch floor: carriers that could not be told, and directives that wait for a second person.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { At, Code, Dialog, problemText, say, TextForm, useDesignTexts, useMay, useTexts } from "#design/ui";
import type { Escalation } from "../contract.ts";
import { FlightLink } from "./alert-parts.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { DirectiveLine } from "./directive-parts.tsx";
import { directivesQuery, escalationsQuery, handleEscalation } from "./queries.ts";

/** Absent while there is nothing; above the queue of alerts. */
export function WatchNotices() {
  const t = useTexts(casesTexts);
  const may = useMay("view-alerts");
  const mayRelease = useMay("release-directive");
  const { escalations = [], dutyTelephone = null } =
    useQuery({ ...escalationsQuery, enabled: may }).data ?? {};
  const waiting =
    useQuery({ ...directivesQuery({ state: "proposed" }), enabled: may && mayRelease }).data?.directives ??
    [];
  if (escalations.length === 0 && waiting.length === 0) return null;
  return (
    <section className={styles["notices"]} aria-label={t("notices.title")} aria-live="polite">
      <ul>
        {escalations.map((escalation) => (
          <li key={escalation.id} data-grave>
            <Matter escalation={escalation} />
          </li>
        ))}
        {waiting.map((directive) => (
          <li key={directive.id}>
            <span>
              <strong>{t("notices.waiting")}</strong> <FlightLink flight={directive.flight} />{" "}
              <DirectiveLine directive={directive} />
            </span>
          </li>
        ))}
      </ul>
      {escalations.length === 0 ? null : <CalledAt telephone={dutyTelephone} />}
    </section>
  );
}

/** What carriers are told to call. */
function CalledAt({ telephone }: { telephone: string | null }) {
  const t = useTexts(casesTexts);
  return (
    <p className={styles["dim"]}>
      {telephone === null ? (
        t("notices.noTelephone")
      ) : (
        <>
          {t("notices.telephone")} <Code>{telephone}</Code>
        </>
      )}
    </p>
  );
}

function Matter({ escalation }: { escalation: Escalation }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const mayHandle = useMay("handle-escalation");
  const [handling, setHandling] = useState(false);
  const { id, kind, carrier, personKey, travellers, directive } = escalation;
  return (
    <>
      <span>
        <strong>{t(`escalation.${kind}`, { carrier: carrier ?? "", travellers })}</strong>{" "}
        <FlightLink flight={escalation.flight} /> <At instant={escalation.raisedAt} />
        {directive === null ? null : <DirectiveLine directive={directive} />}
        {directive !== null || personKey === null ? null : (
          <Link to="/p/$personKey" params={{ personKey }}>
            {t("alert.openTraveller")}
          </Link>
        )}
      </span>
      {mayHandle ? (
        <Button size="compact-xs" variant="default" onClick={() => setHandling(true)}>
          {t("escalation.handle")}
        </Button>
      ) : null}
      <Dialog title={t("escalation.handle")} opened={handling} onClose={() => setHandling(false)}>
        <TextForm
          label={t("escalation.note")}
          hint={t(`escalation.${kind}.hint`)}
          submit={t("escalation.handle.submit")}
          lacking={t("case.tooShort")}
          maxLength={2000}
          onSubmit={async (note) => {
            queries.setQueryData(escalationsQuery.queryKey, await handleEscalation(id, note));
            setHandling(false);
            say(t("escalation.handledSaid"));
          }}
          say={(problem) => problemText(problem, t, common)}
          onReload={() => void queries.invalidateQueries({ queryKey: escalationsQuery.queryKey })}
        />
      </Dialog>
    </>
  );
}
