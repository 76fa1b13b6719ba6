// Copies an identifier, and says that it did.
import { UnstyledButton } from "@mantine/core";
import { useEffect, useState } from "react";
import styles from "./code.module.css";
import { Icon } from "./icons.tsx";
import { useDesignTexts } from "./surroundings.tsx";

/** Copies `text`; `what` names it for screen readers. Absent where the browser has no clipboard (a plain connection). */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useDesignTexts();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const clipboard = (globalThis.navigator as Partial<Navigator> | undefined)?.clipboard;
  if (clipboard === undefined) return null;
  return (
    <UnstyledButton
      className={styles["copy"]}
      aria-label={`${t("copy.do")}: ${what}`}
      title={t("copy.do")}
      onClick={() => {
        clipboard.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      <Icon name={copied ? "check" : "copy"} size={13} />
      <output className="spoken">{copied ? t("copy.done") : ""}</output>
    </UnstyledButton>
  );
}
