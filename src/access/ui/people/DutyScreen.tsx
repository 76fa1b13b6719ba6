// One's own duty: which roles act, why another sleeps and who mends it, the watch to take or to hand over.
import { useQuery } from "@tanstack/react-query";
import { Page, Panel, useTexts } from "#design/ui";
import { accessTexts } from "../access-texts.ts";
import { sessionQuery } from "../queries.ts";
import { peopleTexts } from "./people-texts.ts";
import styles from "./people.module.css";
import { ShiftList } from "./ShiftList.tsx";

export function DutyScreen() {
  const t = useTexts(peopleTexts);
  const roles = useTexts(accessTexts);
  const session = useQuery(sessionQuery).data;
  const asleep = session?.asleep ?? [];
  return (
    <Page title={t("duty.title")}>
      <div className={styles["stack"]}>
        {asleep.length === 0 ? <p>{t("duty.all")}</p> : null}
        {asleep.map(({ role, lacks }) => (
          <Panel key={role} title={roles(`role.${role}`)} aside={t("people.state.asleep")}>
            <ul>
              {lacks.map((lack) => (
                <li key={lack}>{t(`duty.mend.${lack}`)}</li>
              ))}
            </ul>
          </Panel>
        ))}
        <Panel title={t("shift.title")}>
          <ShiftList ownOnly />
        </Panel>
      </div>
    </Page>
  );
}
