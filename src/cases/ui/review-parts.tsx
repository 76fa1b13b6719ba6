// What the review of every alert has: who has it, the next one, and what became of it by itself.
import { Button } from "@mantine/core";
import { At, Icon, useMay, useMe, useShortcuts, useTexts } from "#design/ui";
import type { AlertDetail } from "../contract.ts";
import { useGoing, useTake, type AlertKind } from "./alert-kinds.tsx";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";

type Reviewed = Pick<AlertDetail, "id" | "state" | "assignedTo" | "next">;

/** Take it, give it back, go on to the next. */
export function ReviewActions({ kind, alert }: { kind: AlertKind; alert: Reviewed }) {
  const t = useTexts(casesTexts);
  const me = useMe();
  const mayAssign = useMay("assign-alert");
  const take = useTake(kind);
  const { toAlert } = useGoing(kind);
  const { assignedTo, next } = alert;
  const mine = assignedTo?.id === me;
  const open = alert.state === "open";
  const goNext = () => {
    if (next !== null) void toAlert(next);
  };
  const toggle = () => take.mutate({ id: alert.id, mine: !mine });
  useShortcuts([
    ...(open && mayAssign
      ? [{ keys: "KeyA", label: t(mine ? "queue.giveBack" : "queue.take"), run: toggle }]
      : []),
    ...(next === null ? [] : [{ keys: "KeyN", label: t("alert.next"), run: goNext }]),
  ]);
  return (
    <>
      {open ? (
        <span className={styles["owner"]}>
          <Icon name="person" size={14} />
          {assignedTo === null
            ? t("alert.owner.nobody")
            : mine
              ? t("alert.owner.me")
              : t("alert.owner", { name: assignedTo.name })}
        </span>
      ) : null}
      {open && mayAssign ? (
        <Button
          size="xs"
          variant="default"
          onClick={toggle}
          loading={take.isPending}
          rightSection={<kbd>A</kbd>}
        >
          {t(mine ? "queue.giveBack" : assignedTo === null ? "queue.take" : "queue.takeOver")}
        </Button>
      ) : null}
      {next === null ? null : (
        <Button size="xs" variant="default" onClick={goNext} rightSection={<kbd>N</kbd>}>
          {t("alert.next")}
        </Button>
      )}
    </>
  );
}

/** That the data lead to it no more, or that it was withdrawn. */
export function Standing({
  alert,
}: {
  alert: Pick<AlertDetail, "state" | "stillMatches" | "withdrawn" | "keptUntil" | "lapsesSoon">;
}) {
  const t = useTexts(casesTexts);
  return (
    <>
      {alert.stillMatches || alert.state !== "open" ? null : (
        <p className={styles["warning"]}>{t("alert.noLongerMatches")}</p>
      )}
      {alert.lapsesSoon ? (
        <p className={styles["warning"]}>
          {t("alert.lapsesSoon")} <At instant={alert.keptUntil} day="always" />
        </p>
      ) : null}
      {alert.withdrawn === null ? null : (
        <p className={styles["warning"]}>
          {t.code("alert.withdrawn", alert.withdrawn.reason)} <At instant={alert.withdrawn.at} />
        </p>
      )}
    </>
  );
}
