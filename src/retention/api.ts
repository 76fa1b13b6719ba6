// What the law takes away, and when; the vault of what is masked.
export { reviewChildrenAsProfileSays } from "./child-keeping.ts";
export { takeUpHorizon } from "./horizon-store.ts";
export { retentionJobs } from "./jobs.ts";
export { destroyEmptyKeys, maskExpired } from "./mask.ts";
export { deleteExpired, noteErasures, reapplyDeletions, type RetentionServices } from "./run.ts";
export { maskedElements, maskedToken, type MaskedElement } from "./masked.ts";
export {
  destroyVaultKey,
  openFromVault,
  putInVault,
  type ClearElements,
  type VaultGrant,
  type VaultItem,
} from "./vault.ts";
export { tellDestroyed, tellLostDestructions } from "./vault.ts";
export { maskedRows } from "./masking-store.ts";
export { deleteSealed, type VaultSubject } from "./vault-store.ts";
export { retentionRoutes, type RetentionRouteServices } from "./routes.ts";
export { erasePerson, type Erased } from "./erase.ts";
