// The carriers' own page at its address: no account of the unit, a token of the carrier.
import { Link } from "@tanstack/react-router";
import { useSurroundings } from "#design/ui";
import { SendPage } from "#intake/ui";
import { Banner } from "./Banner.tsx";
import { Logo } from "./Logo.tsx";
import { QuickSettings } from "./QuickSettings.tsx";
import styles from "./shell.module.css";

export function SendRoute() {
  const { language } = useSurroundings();
  return (
    <div className={styles["outside"]} lang={language}>
      <Banner />
      <SendPage
        logo={
          <Link to="/">
            <Logo />
          </Link>
        }
        settings={<QuickSettings />}
      />
    </div>
  );
}
