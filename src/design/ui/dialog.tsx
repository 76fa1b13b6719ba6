// A dialog over the page: named by its heading, closed by Escape, the focus goes back to where it came from.
import { CloseButton, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./dialog.module.css";
import { useDesignTexts } from "./surroundings.tsx";

/** A modal dialog with its own heading; `size` is Mantine's. */
export function Dialog({
  title,
  opened,
  onClose,
  size = "lg",
  children,
}: {
  title: string;
  opened: boolean;
  onClose: () => void;
  size?: string | number;
  children: ReactNode;
}) {
  const t = useDesignTexts();
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size}>
      <Modal.Overlay backgroundOpacity={0.5} />
      <Modal.Content>
        <div className={styles["head"]}>
          <Modal.Title className={styles["title"]}>{title}</Modal.Title>
          <CloseButton aria-label={t("side.close")} onClick={onClose} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
