// Ending a clearing before its time: why, and in words.
import { Radio } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemText, say, TextForm, useDesignTexts, useTexts } from "#design/ui";
import type { ClearingEnd, ClearingLine } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";
import styles from "./cases.module.css";
import { endClearing } from "./queries.ts";

/** The form in its dialog; the namesake comes back with the next message. */
export function ClearingEnding({ line, onEnded }: { line: ClearingLine; onEnded: () => void }) {
  const t = useTexts(casesTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const offered: readonly ClearingEnd["because"][] =
    line.state === "waiting" ? ["not-approved", "owner-objection"] : ["owner-objection", "mistake"];
  const [because, setBecause] = useState<ClearingEnd["because"]>(offered[0] ?? "owner-objection");
  return (
    <TextForm
      label={t("register.end.reason")}
      hint={t("register.end.hint")}
      submit={t("register.end.submit")}
      lacking={t("case.tooShort")}
      maxLength={2000}
      danger
      onSubmit={async (reason) => {
        await endClearing(line.id, { because, reason });
        await queries.invalidateQueries({ queryKey: ["clearings"] });
        say(t("register.endedSaid"));
        onEnded();
      }}
      say={(problem) => problemText(problem, t, common)}
      onReload={() => void queries.invalidateQueries({ queryKey: ["clearings"] })}
    >
      <Radio.Group
        label={t("directive.why")}
        value={because}
        onChange={(value) => setBecause(offered.find((one) => one === value) ?? because)}
      >
        <div className={styles["codes"]}>
          {offered.map((one) => (
            <Radio key={one} size="sm" value={one} label={t(`register.ended.${one}`)} />
          ))}
        </div>
      </Radio.Group>
    </TextForm>
  );
}
