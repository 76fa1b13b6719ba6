// A rule as text: what is wrong stands below with its place, and leads there.
import { Textarea, UnstyledButton } from "@mantine/core";
import { useRef } from "react";
import type { WireFault } from "../contract.ts";
import styles from "./criteria.module.css";
import { FaultText } from "./FaultLines.tsx";
import { useLexicon } from "./lexicon.tsx";
import { SeverityShape } from "#design/ui";

export function RuleText({
  id,
  text,
  faults,
  onChange,
}: {
  id: string;
  text: string;
  faults: readonly WireFault[];
  onChange: (text: string) => void;
}) {
  const { t } = useLexicon();
  const field = useRef<HTMLTextAreaElement>(null);
  const goTo = (offset: number) => {
    const element = field.current;
    if (element === null) return;
    element.focus();
    element.setSelectionRange(offset, Math.min(element.value.length, offset + 1));
  };
  return (
    <div className={styles["forms"]}>
      <Textarea
        ref={field}
        id={id}
        label={t("text.label")}
        description={t("text.hint")}
        classNames={{ input: styles["code"] ?? "" }}
        dir="ltr"
        lang="en"
        autosize
        minRows={10}
        maxRows={30}
        maxLength={40_000}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {faults.length === 0 ? null : (
        <ul className={styles["faults"]}>
          {faults.map((fault) => (
            <li key={`${fault.code} ${fault.path} ${fault.text}`} data-severity={fault.severity}>
              <SeverityShape severity={fault.severity === "refused" ? "error" : "warning"} size={13} />
              <span>
                {fault.at === null ? null : (
                  <UnstyledButton className={styles["place"]} onClick={() => goTo(fault.at?.offset ?? 0)}>
                    {t("text.place", { line: fault.at.line, column: fault.at.column })}
                  </UnstyledButton>
                )}{" "}
                <FaultText fault={fault} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
