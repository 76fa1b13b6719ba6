// The screens of this slice.
export { accessTexts } from "./access-texts.ts";
export { changeSession, installationQuery, keepLocale, sessionQuery, signOut } from "./queries.ts";
export { NewPasswordScreen, PasswordForm } from "./Password.tsx";
export { AsleepNotice, DutyScreen, PeopleScreen } from "./people/lazy.ts";
export { ProcessorsScreen } from "./processors/lazy.ts";
export { EnrolScreen, WaysScreen } from "./ways/lazy.ts";
export { Proving } from "./ways/Proving.tsx";
export { SignInPage } from "./SignIn.tsx";
