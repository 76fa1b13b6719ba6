// Key pairs of carriers for tests of the SFTP server.
import ssh2 from "ssh2";

/** An ed25519 pair in OpenSSH's format. Some six in a thousand that ssh2 makes cannot be read again: another is made. */
export function aKeyPair(): { readonly private: string; readonly public: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync("ed25519");
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}
