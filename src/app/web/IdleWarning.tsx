// Two minutes before a session ends for want of use or of age: said in time, prolonged by one key (WCAG 2.2.1).
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { sessionQuery } from "#access/ui";
import {
  Dialog,
  spanText,
  unattendedFor,
  useDesignTexts,
  useTexts,
  useTicking,
  watchAttendance,
} from "#design/ui";
import { shellTexts } from "./shell-texts.ts";
import styles from "./shell.module.css";

const minute = 60_000;
/** As the server has it (access/session.ts). */
const idleMax = 30 * minute;
const warnBefore = 2 * minute;

/** The dialog before the end of an unused session, and a line before the end of an old one. */
export function IdleWarning() {
  const t = useTexts(shellTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery).data;
  const expires = session === undefined || session === null ? Number.NaN : Date.parse(session.expiresAt);
  useEffect(() => watchAttendance(), []);

  const idleLeft = useTicking(() => {
    const left = idleMax - unattendedFor();
    return left < warnBefore ? Math.max(0, Math.ceil(left / 1000)) * 1000 : -1;
  });
  const ageLeft = useTicking((now) => {
    const left = expires - now;
    return left < warnBefore ? Math.max(0, Math.ceil(left / 1000)) * 1000 : -1;
  });
  const stay = () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });

  // The time is over: the server says so to the next request, and the sign-in page comes.
  const over = idleLeft === 0 || ageLeft === 0;
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }, [over, queries]);

  if (idleLeft > 0) {
    return (
      <Dialog title={t("idle.title")} opened onClose={stay} size="md">
        <p className={styles["idle"]}>{t("idle.text", { left: spanText(idleLeft, common) })}</p>
        <Button onClick={stay}>{t("idle.stay")}</Button>
      </Dialog>
    );
  }
  if (ageLeft > 0) {
    return (
      <output className={styles["ending"]}>{t("idle.ends", { left: spanText(ageLeft, common) })}</output>
    );
  }
  return null;
}
