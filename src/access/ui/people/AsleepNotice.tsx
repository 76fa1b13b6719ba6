// Above every page of somebody one of whose roles sleeps: which, why, and the way to mend it.
import { Link } from "@tanstack/react-router";
import { useTexts } from "#design/ui";
import type { Session } from "../../contract.ts";
import { accessTexts } from "../access-texts.ts";
import { peopleTexts } from "./people-texts.ts";
import styles from "./people.module.css";

export function AsleepNotice({ asleep }: { readonly asleep: Session["asleep"] }) {
  const t = useTexts(peopleTexts);
  const roles = useTexts(accessTexts);
  return (
    <output className={styles["notice"]}>
      <strong>{t("duty.asleep")}</strong>
      {asleep.map(({ role, lacks }) => (
        <span key={role}>
          {roles(`role.${role}`)}: {lacks.map((lack) => t(`lack.${lack}`)).join(", ")}
        </span>
      ))}
      <Link to="/me/duty">{t("duty.open")}</Link>
    </output>
  );
}
