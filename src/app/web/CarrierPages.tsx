// The pages for carriers at their addresses: no account of the unit, and the settings that need no person.
import { Link } from "@tanstack/react-router";
import { useSurroundings } from "#design/ui";
import { MessageCheckPage, SendPage } from "#intake/ui";
import { Banner } from "./Banner.tsx";
import { Logo } from "./Logo.tsx";
import { QuickSettings } from "./QuickSettings.tsx";
import styles from "./shell.module.css";

/** Open to everyone: a message explained. */
export function CheckRoute() {
  return <Outside page={MessageCheckPage} />;
}

/** With a token of the carrier: sending by hand. */
export function SendRoute() {
  return <Outside page={SendPage} />;
}

function Outside({ page: Shown }: { page: typeof MessageCheckPage | typeof SendPage }) {
  const { language } = useSurroundings();
  const logo = (
    <Link to="/">
      <Logo />
    </Link>
  );
  return (
    <div className={styles["outside"]} lang={language}>
      <Banner />
      <Shown logo={logo} settings={<QuickSettings />} />
    </div>
  );
}
