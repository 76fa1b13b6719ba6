// On the watch screens: that screening is away and what carriers are told meanwhile, and the threat level where it is raised.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { At, useMay, useTexts } from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import styles from "./outage.module.css";
import { outagePolicyQuery } from "./outage-queries.ts";

/** Absent while screening is there and the threat level is the normal one. */
export function OutageNotice() {
  const t = useTexts(intakeTexts);
  const may = useMay("view-outages");
  const { data } = useQuery({ ...outagePolicyQuery, enabled: may });
  if (data === undefined || (data.away === null && data.level === "normal")) return null;
  const { away, level, inForce, says } = data;
  return (
    <section
      className={styles["notice"]}
      data-grave={away !== null}
      aria-label={t("outage.title")}
      aria-live="polite"
    >
      <p>
        {away === null ? null : (
          <>
            <strong>{t("outage.away")}</strong> {t("outage.since")} <At instant={away.startedAt} />.{" "}
            {t("outage.told")}{" "}
            <q translate="no" dir="ltr">
              {says[inForce].text}
            </q>
            . {t("outage.left", { count: away.left })}{" "}
          </>
        )}
        {level === "normal" ? null : <strong>{t(`outage.level.${level}.now`)}</strong>}
      </p>
      <Link to="/outages">{t("outage.open")}</Link>
    </section>
  );
}
