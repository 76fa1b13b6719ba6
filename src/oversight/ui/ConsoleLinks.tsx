// The pages of oversight, one beside the other: each is offered to whoever may see it.
import { Link } from "@tanstack/react-router";
import { useMay, useTexts } from "#design/ui";
import { consoleTexts } from "./console-texts.ts";
import styles from "./console.module.css";

export function ConsoleLinks() {
  const t = useTexts(consoleTexts);
  const mayWatch = useMay("view-oversight");
  const mayBreaches = useMay("view-breaches");
  const mayReport = useMay("report-breach");
  return (
    <nav aria-label={t("parts")} className={styles["tabs"]}>
      {mayWatch ? <Link to="/oversight">{t("console.title")}</Link> : null}
      {mayBreaches ? <Link to="/breaches">{t("breaches.title")}</Link> : null}
      {mayReport ? <Link to="/breaches/report">{t("report.title")}</Link> : null}
    </nav>
  );
}
