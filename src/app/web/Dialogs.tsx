// The two dialogs of the shell: shortcuts of this page, and another purpose.
import {
  Dialog,
  keyNames,
  PurposeQuestion,
  useDesignTexts,
  useShortcutList,
  useSingleKeys,
  useTexts,
  type Shortcut,
} from "#design/ui";
import { accessTexts, PasswordForm } from "#access/ui";
import styles from "./shell.module.css";

export type DialogName = "shortcuts" | "purpose" | "password" | null;

export function Dialogs({ open, onClose }: { open: DialogName; onClose: () => void }) {
  const t = useDesignTexts();
  const access = useTexts(accessTexts);
  return (
    <>
      <Dialog title={t("keys.title")} opened={open === "shortcuts"} onClose={onClose}>
        <ShortcutHelp />
      </Dialog>
      <Dialog title={t("purpose.change")} opened={open === "purpose"} onClose={onClose}>
        <PurposeQuestion onChosen={onClose} />
      </Dialog>
      <Dialog title={access("password.change")} opened={open === "password"} onClose={onClose} size="md">
        <PasswordForm onChanged={onClose} />
      </Dialog>
    </>
  );
}

function ShortcutHelp() {
  const t = useDesignTexts();
  const lists = useShortcutList()();
  const singleKeys = useSingleKeys();
  return (
    <div className={styles["help"]}>
      {singleKeys ? null : <p>{t("keys.off")}</p>}
      {lists.here.length === 0 ? null : <ShortcutTable title={t("keys.here")} list={lists.here} />}
      <ShortcutTable title={t("keys.everywhere")} list={lists.everywhere} />
    </div>
  );
}

function ShortcutTable({ title, list }: { title: string; list: readonly Shortcut[] }) {
  const t = useDesignTexts();
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {list.map((one) => (
          <div key={one.keys}>
            <dt>{one.label}</dt>
            <dd dir="ltr">
              {keyNames(one.keys).map((chord, at) => (
                <span key={chord.join("+")}>
                  {at === 0 ? null : <span className={styles["then"]}> {t("keys.then")} </span>}
                  {chord.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
