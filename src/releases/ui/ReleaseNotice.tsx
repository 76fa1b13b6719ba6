// On every page of who runs the system and who oversees it: that what runs was put in operation without a second person (F14).
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { At, useTexts } from "#design/ui";
import { standingQuery } from "./queries.ts";
import { releasesTexts } from "./releases-texts.ts";
import styles from "./releases.module.css";

/** Absent where somebody agreed to what runs, and in a demonstration. */
export function ReleaseNotice() {
  const t = useTexts(releasesTexts);
  const { data } = useQuery(standingQuery);
  if (data === undefined || data.exempt || (data.standing !== "emergency" && data.standing !== "refused"))
    return null;
  const { standing, version, due, overdue, reason } = data;
  return (
    <section className={styles["notice"]} role="alert">
      <p>
        <strong>{t(standing === "refused" ? "notice.refused" : "notice.emergency", { version })}</strong>{" "}
        {due === null ? null : (
          <>
            {t(overdue ? "notice.overdue" : "notice.due")} <At instant={due} day="always" />.{" "}
          </>
        )}
        <bdi>{reason}</bdi>
      </p>
      <Link to="/software">{t("notice.open")}</Link>
    </section>
  );
}
