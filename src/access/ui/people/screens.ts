// The screens of people and of one's own duty, in one file to fetch.
export { AsleepNotice } from "./AsleepNotice.tsx";
export { DutyScreen } from "./DutyScreen.tsx";
export { PeopleScreen } from "./PeopleScreen.tsx";
