// Small pieces of the carriers' screens.
import { Icon, NoneShown, useTexts } from "#design/ui";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";
import { expiringSoon, inUse, type Credential } from "./credentials.ts";

/** Whether a carrier's transmissions are taken. */
export function StandingWord({ suspendedAt }: { suspendedAt: string | null }) {
  const t = useTexts(carrierTexts);
  return (
    <span className={styles["standing"]} data-suspended={suspendedAt !== null}>
      <Icon name={suspendedAt === null ? "check" : "info"} size={14} />
      {t(suspendedAt === null ? "standing.taken" : "standing.suspended")}
    </span>
  );
}

/** When the first credential in use runs out, if soon. */
export function ExpiryWord({ credentials }: { credentials: readonly Credential[] }) {
  const t = useTexts(carrierTexts);
  if (inUse(credentials).length === 0) return <span className={styles["lacking"]}>{t("expiry.none")}</span>;
  const days = expiringSoon(credentials);
  if (days === null) return <NoneShown />;
  return <span className={styles["lacking"]}>{t("expiry.days", { count: days })}</span>;
}
