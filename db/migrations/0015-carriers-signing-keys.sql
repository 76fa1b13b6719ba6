-- A carrier may sign its tokens itself: the unit then holds its public key (DER, SPKI) and no secret.
alter table carriers.credential drop constraint credential_kind_check;
alter table carriers.credential add constraint credential_kind_check check (kind in
  ('http-token', 'client-certificate', 'signing-key', 'watched-folder', 'ssh-key', 'type-b-address', 'amqp-queue',
   'mail-sender'));
