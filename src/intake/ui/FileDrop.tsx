// A place where a file may be dropped; what is said there and the button that opens one stay the way for everybody else.
import { useState, type ReactNode } from "react";
import { Icon } from "#design/ui";
import styles from "./check.module.css";

export function FileDrop({
  label,
  onFile,
  children,
}: {
  /** What happens to it. */
  label: string;
  onFile: (file: File) => void;
  children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  return (
    <div
      className={styles["drop"]}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file === undefined) return;
        event.preventDefault();
        onFile(file);
      }}
    >
      {children}
      {over ? (
        <div className={styles["over"]} aria-hidden="true">
          <Icon name="messages" /> {label}
        </div>
      ) : null}
    </div>
  );
}
