// What can be done with one part of a rule: moved, doubled, put into a group, taken out of one, removed.
import { Menu, UnstyledButton } from "@mantine/core";
import { Icon } from "#design/ui";
import styles from "./criteria.module.css";
import type { GroupDraft, NodeDraft } from "./draft.ts";
import { canLeave, dissolved, doubled, moved, removed, takenOut, wrapped } from "./draft-changes.ts";
import { useEditing } from "./editing.tsx";
import { useLexicon } from "./lexicon.tsx";

/** `label` names the part for those who do not see it; it is the part `at` of the `of` in its group. */
export function PartTools({
  node,
  label,
  at,
  of,
}: {
  node: NodeDraft;
  label: string;
  at: number;
  of: number;
}) {
  const { t } = useLexicon();
  const { root, change, focusOn } = useEditing();
  const id = (tool: string) => `${node.key}-${tool}`;
  const move = (by: -1 | 1) => {
    change((tree) => moved(tree, node.key, by));
    // At its end of the group the part cannot go further: then the focus is on the way back.
    const atEnd = by < 0 ? at === 1 : at === of - 2;
    focusOn({ id: id(by < 0 === atEnd ? "down" : "up") });
  };
  const act = (next: (tree: GroupDraft) => GroupDraft) => {
    change(next);
    focusOn({ id: id("menu") });
  };
  return (
    <span className={styles["tools"]}>
      <Tool
        id={id("up")}
        icon="up"
        label={t("part.up", { what: label })}
        off={at === 0}
        run={() => move(-1)}
      />
      <Tool
        id={id("down")}
        icon="down"
        label={t("part.down", { what: label })}
        off={at === of - 1}
        run={() => move(1)}
      />
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <UnstyledButton
            id={id("menu")}
            className={styles["tool"]}
            aria-label={t("part.more", { what: label })}
            title={t("part.more", { what: "" })}
          >
            <span aria-hidden="true">⋯</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => act((tree) => doubled(tree, node.key))}>{t("part.double")}</Menu.Item>
          <Menu.Item onClick={() => act((tree) => wrapped(tree, node.key))}>{t("part.wrap")}</Menu.Item>
          {canLeave(root, node.key) ? (
            <Menu.Item onClick={() => act((tree) => takenOut(tree, node.key))}>{t("part.out")}</Menu.Item>
          ) : null}
          {node.kind === "group" && node.join !== "none" && node.items.length > 0 ? (
            <Menu.Item
              onClick={() => {
                change((tree) => dissolved(tree, node.key));
                const [first] = node.items;
                if (first !== undefined) focusOn({ id: `${first.key}-menu` });
              }}
            >
              {t("part.dissolve")}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Tool
        id={id("remove")}
        icon="close"
        label={t("part.remove", { what: label })}
        run={() => {
          change((tree) => removed(tree, node.key));
          focusOn({ id: `${parentOf(root, node.key)?.key ?? root.key}-add` });
        }}
      />
    </span>
  );
}

function parentOf(group: GroupDraft, key: string): GroupDraft | undefined {
  for (const item of group.items) {
    if (item.key === key) return group;
    const inner = item.kind === "group" ? item : item.kind === "count" ? item.where : undefined;
    const found = inner === undefined ? undefined : parentOf(inner, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function Tool({
  id,
  icon,
  label,
  off = false,
  run,
}: {
  id: string;
  icon: "up" | "down" | "close";
  label: string;
  off?: boolean;
  run: () => void;
}) {
  return (
    <UnstyledButton
      id={id}
      className={styles["tool"]}
      aria-label={label}
      title={label}
      disabled={off}
      onClick={run}
    >
      <Icon name={icon} size={13} />
    </UnstyledButton>
  );
}
