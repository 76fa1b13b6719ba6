// Encryption of what is kept of a message, bound to the receipt it belongs to.
export { seal, unseal } from "#platform";
