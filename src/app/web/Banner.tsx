// The environment in words, on every page: nobody may take the demonstration for the real thing.
import { useQuery } from "@tanstack/react-query";
import { installationQuery } from "#access/ui";
import { useTexts } from "#design/ui";
import { shellTexts } from "./shell-texts.ts";
import styles from "./shell.module.css";

/** The strip above everything; absent in production. */
export function Banner() {
  const t = useTexts(shellTexts);
  const installation = useQuery(installationQuery).data;
  if (installation?.demonstration !== true) return null;
  return (
    <aside className={styles["banner"]} aria-label={t("banner.demo")}>
      <strong>{t("banner.demo")}</strong> <span>{t("banner.demo.text")}</span>
    </aside>
  );
}
