// The foot of a page on paper: whose it is, who printed it, when, for which purpose, and where it stands in the system.
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { installationQuery, sessionQuery } from "#access/ui";
import { useDesignTexts, usePurpose, useTexts, useTicking } from "#design/ui";
import { shellTexts } from "./shell-texts.ts";
import styles from "./shell.module.css";

/** Shown on paper only. */
export function Printed() {
  const t = useTexts(shellTexts);
  const common = useDesignTexts();
  const { pathname } = useLocation();
  const { purpose } = usePurpose();
  const unit = useQuery(installationQuery).data?.unit ?? "";
  const name = useQuery(sessionQuery).data?.person.name ?? "";
  const minute = useTicking((now) => Math.floor(now / 60_000)) * 60_000;
  const time = `${new Date(minute).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return (
    <p className={styles["printed"]}>
      <span>{unit}</span>
      <span>{t("printed", { name, time })}</span>
      {purpose === null ? null : (
        <span>
          {t("printed.purpose")}: {common.code("purpose", purpose)}
        </span>
      )}
      <bdi dir="ltr">{pathname}</bdi>
    </p>
  );
}
