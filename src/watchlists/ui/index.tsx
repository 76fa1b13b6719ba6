// The screens of this slice.
export { EntryScreen } from "./EntryPage.tsx";
export { NewListScreen } from "./NewListPage.tsx";
export { ProposalScreen } from "./ProposalPage.tsx";
export { ProposeScreen } from "./ProposePage.tsx";
export { VersionScreen } from "./VersionPage.tsx";
export { WatchlistScreen } from "./WatchlistPage.tsx";
export { WatchlistsScreen } from "./Watchlists.tsx";
