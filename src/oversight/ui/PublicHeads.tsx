// The page for everyone who wants to hold the unit to its ledger: signed heads, their keys, witnesses, and how to check them.
import { useQuery } from "@tanstack/react-query";
import type { LedgerHeads } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  CopyButton,
  Fact,
  Facts,
  formatNumber,
  OutsidePage,
  Panel,
  useSurroundings,
  useTexts,
  type Outside,
} from "#design/ui";
import styles from "./ledger.module.css";
import { oversightTexts } from "./oversight-texts.ts";
import { headsQuery } from "./queries.ts";

const shown = 10;

/** Open to everyone; it holds hashes, keys and signatures, nothing of anybody. */
export function PublicHeadsPage({ logo, settings }: Outside) {
  const t = useTexts(oversightTexts);
  const query = useQuery(headsQuery);
  return (
    <OutsidePage logo={logo} settings={settings} title={t("heads.title")} lead={t("heads.lead")}>
      <Answer query={query}>{(published) => <Published published={published} />}</Answer>
    </OutsidePage>
  );
}

function Published({ published: { keys, heads, witnesses, cosigned } }: { published: LedgerHeads }) {
  const t = useTexts(oversightTexts);
  const { language } = useSurroundings();
  return (
    <div className={styles["history"]}>
      <Panel title={t("heads.newest")}>
        {heads.length === 0 ? <p>{t("heads.none")}</p> : null}
        <Facts>
          {heads.slice(0, shown).map((head) => (
            <Fact key={`${head.at} ${head.size}`} label={formatNumber(head.size, language)}>
              <At instant={head.at} seconds /> <Code dim>{head.keyId}</Code>
              <Value text={head.root} what={t("heads.root")} />
            </Fact>
          ))}
        </Facts>
      </Panel>
      <Panel title={t("heads.keys")}>
        <Facts>
          {keys.map((key) => (
            <Fact key={key.keyId} label={key.keyId}>
              <At instant={key.at} />
              <Value text={key.publicKey} what={t("heads.key")} />
            </Fact>
          ))}
        </Facts>
      </Panel>
      <Panel title={t("heads.witnesses")}>
        <p className={styles["dim"]}>{t("heads.witnesses.text")}</p>
        <Facts>
          {witnesses.map(({ name, keyId, publicKey }) => {
            const last = cosigned.find(({ witness }) => witness === keyId);
            return (
              <Fact key={keyId} label={name}>
                {last === undefined ? (
                  t("heads.witnesses.silent")
                ) : (
                  <>
                    {formatNumber(last.size, language)} · <At instant={last.seenAt} seconds />
                  </>
                )}{" "}
                <Code dim>{keyId}</Code>
                <Value text={publicKey} what={t("heads.key")} />
              </Fact>
            );
          })}
        </Facts>
      </Panel>
      <Panel title={t("heads.check")}>
        <p>{t("heads.check.text")}</p>
        <pre className={styles["exact"]} dir="ltr">
          {
            "GET /api/public/ledger/heads\nGET /api/public/ledger/consistency?before=SIZE&after=SIZE\nopenpiu ledger check-proof FILE\nopenpiu witness --of ADDRESS --dir FOLDER"
          }
        </pre>
        <p>{t("heads.check.signed")}</p>
      </Panel>
    </div>
  );
}

/** A long value, whole, to compare and to copy. */
function Value({ text, what }: { text: string; what: string }) {
  return (
    <div className={styles["hash"]}>
      <pre className={styles["exact"]} dir="ltr">
        {text}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
