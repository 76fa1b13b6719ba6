-- The ledger becomes a Merkle tree (RFC 9162, section 2.1): what is in it, and that nothing was taken out since, can be
-- proved to anybody in a few hashes. Entry n's row holds the hash of its leaf and, where entries end whole subtrees with it,
-- the hash of the largest of them (`node`, of the last 2^k entries where 2^k divides n): every node of the tree is one of
-- these or a few steps from one, and no second table is written.
set local openpiu.roles = 'system';
alter table ledger.entry rename to entry_before;
alter table ledger.head rename to head_before;
alter table ledger.entry_before rename constraint entry_pkey to entry_before_pkey;
alter table ledger.head_before rename constraint head_pkey to head_before_pkey;
drop index ledger.entry_subject, ledger.entry_actor, ledger.entry_action, ledger.entry_at;
drop function ledger.append(text[]);

create table ledger.entry (
  seq bigint primary key check (seq > 0),
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  purpose text,
  -- Who was given something by it.
  recipient text,
  -- Whose data the act concerned, where the subject is not that person.
  about uuid[],
  -- Canonical JSON of the entry: the content of the leaf, byte for byte.
  body text not null,
  -- SHA-256 over a zero byte and the body.
  hash bytea not null,
  -- The largest whole subtree that ends with this entry; null where that is the leaf itself (odd numbers).
  node bytea,
  -- The hash of the linear chain that entries had before the tree; null since.
  chain bytea
);

-- How many entries there are, and the whole subtrees they make, the largest first: 32 bytes for each bit of the size.
create table ledger.head (
  one boolean primary key default true check (one),
  size bigint not null,
  peaks bytea not null
) with (fillfactor = 10);

-- Puts leaves behind the tree of `size` entries with these peaks: for each the node of its row, and the peaks after all.
create function ledger.grow(inout size bigint, inout peaks bytea, leaves bytea[], out nodes bytea[])
  language plpgsql immutable set search_path = pg_catalog, pg_temp
  as $$
declare
  node bytea;
  rest bigint;
begin
  foreach node in array leaves loop
    size := size + 1;
    rest := size;
    while rest % 2 = 0 loop
      node := sha256('\x01'::bytea || substring(peaks from length(peaks) - 31) || node);
      peaks := substring(peaks for length(peaks) - 32);
      rest := rest / 2;
    end loop;
    peaks := peaks || node;
    nodes := nodes || case when size % 2 = 0 then node end;
  end loop;
end
$$;

-- The only way to write the ledger. What can be worked out without knowing the place of the entries is worked out before
-- the lock on the head, which is held from there to commit: call it last.
create function ledger.append(bodies text[]) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  leaves bytea[];
  parsed jsonb[] := bodies::jsonb[];
  last ledger.head;
  grown record;
begin
  select array_agg(sha256('\x00'::bytea || convert_to(body, 'UTF8')) order by place) into leaves
  from unnest(bodies) with ordinality as b (body, place);
  select * into strict last from ledger.head for update;
  select * into grown from ledger.grow(last.size, last.peaks, leaves);
  insert into ledger.entry (seq, at, actor, action, subject_kind, subject_id, purpose, recipient, about, body, hash, node)
  select last.size + place, (j ->> 'at')::timestamptz, j ->> 'actor', j ->> 'action', j ->> 'subjectKind', j ->> 'subjectId',
         j ->> 'purpose', j ->> 'recipient',
         case when j ? 'about' then array(select jsonb_array_elements_text(j -> 'about')::uuid) end, body, hash, node
  from unnest(bodies, parsed, leaves, grown.nodes) with ordinality as e (body, j, hash, node, place);
  update ledger.head set size = grown.size, peaks = grown.peaks;
  return grown.size;
end
$$;

-- Entries written before stand in the tree at their places and keep their old hashes. A broken chain is not carried over:
-- it would look whole.
do $$
declare
  before ledger.entry_before;
  chain bytea := decode(repeat('00', 32), 'hex');
  entries bigint := 0;
  grown record;
  leaf bytea;
  old_head ledger.head_before;
begin
  select 0::bigint as size, ''::bytea as peaks into grown;
  for before in select * from ledger.entry_before order by seq loop
    entries := entries + 1;
    chain := sha256(chain || convert_to(before.seq::text || E'\n' || before.body, 'UTF8'));
    if before.seq <> entries or before.hash <> chain then
      raise exception 'the ledger is not whole at entry %: verify it with the version before this one', entries;
    end if;
    leaf := sha256('\x00'::bytea || convert_to(before.body, 'UTF8'));
    select * into grown from ledger.grow(grown.size, grown.peaks, array[leaf]);
    insert into ledger.entry (seq, at, actor, action, subject_kind, subject_id, purpose, recipient, about, body, hash, node, chain)
    values (before.seq, before.at, before.actor, before.action, before.subject_kind, before.subject_id, before.purpose,
            before.body::jsonb ->> 'recipient',
            case when before.body::jsonb ? 'about'
                 then array(select jsonb_array_elements_text(before.body::jsonb -> 'about')::uuid) end,
            before.body, leaf, grown.nodes[1], chain);
  end loop;
  select * into strict old_head from ledger.head_before;
  if old_head.seq <> entries or old_head.hash <> chain then
    raise exception 'the ledger is not whole: its head is not that of its last entry %', entries;
  end if;
  insert into ledger.head (size, peaks) values (grown.size, grown.peaks);
  -- The chain ends in the tree: an entry of the tree says how far it went and what its last hash was.
  if entries > 0 then
    perform ledger.append(array[format(
      '{"action":"ledger.carried-over","actor":"system:ledger","at":"%s","detail":{"entries":%s,"hash":"%s"},"profile":"none","purpose":null,"subjectId":"chain","subjectKind":"ledger"}',
      to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), entries, encode(chain, 'hex'))]);
  end if;
end
$$;
drop table ledger.entry_before;
drop table ledger.head_before;

create index entry_subject on ledger.entry (subject_id, seq desc);
create index entry_actor on ledger.entry (actor, seq desc);
create index entry_action on ledger.entry (action, seq desc);
create index entry_at on ledger.entry (at);
create index entry_recipient on ledger.entry (recipient, seq desc) where recipient is not null;
-- Written at once and not put off: putting off would end in one transaction that writes for many while it holds the head.
create index entry_about on ledger.entry using gin (about) with (fastupdate = off);

alter table ledger.entry enable row level security;
alter table ledger.entry force row level security;
create policy append on ledger.entry for insert with check (true);
create policy oversight_reads on ledger.entry for select
  using ((select platform.has_role('system', 'data-protection-officer', 'auditor')));
alter table ledger.head enable row level security;
create policy all_of_head on ledger.head using (true) with check (true);
revoke all on function ledger.append(text[]) from public;
revoke all on function ledger.grow(bigint, bytea, bytea[]) from public;
grant select on ledger.entry, ledger.head to openpiu_app;
