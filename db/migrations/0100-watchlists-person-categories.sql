-- Who the persons of a list are (LED-6): suspects, convicted, wanted, missing, victims, witnesses, contacts, others. Entries of own
-- lists say it one by one; of other lists the register says it, by the words that the source itself uses.
create function watchlists.is_person_category(category text) returns boolean
  language sql immutable parallel safe
  return category in ('suspect', 'convicted', 'wanted', 'missing', 'victim', 'witness', 'contact', 'other');

-- Of whom nothing adverse may come: they are looked for to be helped or heard.
create function watchlists.is_protective(category text) returns boolean
  language sql immutable parallel safe
  return category in ('missing', 'victim', 'witness', 'contact');

-- How much a category weighs against a person; a change to a greater weight is made by two persons.
create function watchlists.adversity(category text) returns integer
  language sql immutable parallel safe
  return case category when 'convicted' then 4 when 'wanted' then 3 when 'suspect' then 2 when 'other' then 1 else 0 end;

-- The category of an entry: its own, else what the register says to the source's words, else what the list is of.
create function watchlists.category_of(persons text, by_word jsonb, content jsonb) returns text
  language sql immutable parallel safe
  return coalesce(content ->> 'personCategory', by_word ->> lower(btrim(content ->> 'category')),
    by_word ->> lower(btrim(content ->> 'programme')), persons);

-- Whether a register weighs more against anybody than another one.
create function watchlists.more_adverse(persons text, by_word jsonb, new_persons text, new_by_word jsonb) returns boolean
  language sql immutable parallel safe
  return watchlists.adversity(new_persons) > watchlists.adversity(persons) or exists (
    select from jsonb_object_keys(by_word || new_by_word) as word
    where watchlists.adversity(coalesce(new_by_word ->> word, new_persons)) > watchlists.adversity(coalesce(by_word ->> word, persons)));

-- Words by which a list would name somebody who was smuggled: nobody is listed for that (Directive, Annex II, 11; Palermo
-- Smuggling Protocol, Art. 5). Who smuggles may be listed. The server has the same words (person-category.ts).
create function watchlists.names_smuggled(content jsonb) returns boolean
  language sql immutable parallel safe
  return exists (
    select from unnest(array[content ->> 'role', content ->> 'category', content ->> 'programme', content ->> 'personCategory']
      || array(select jsonb_array_elements_text(coalesce(content -> 'titles', '[]')))) as said
    where lower(said) ~ '(smuggled|migrated)[ _-]*(person|people|migrant|man|woman|child|passenger)|(illegal|irregular|undocumented|clandestine|unauthori[sz]ed)[ _-]*(im)?migrant|(illegal|irregular|unauthori[sz]ed)[ _-]*entr(y|ant)|^ *(im)?migrants? *$|migrant[es]* (clandestin|irr[eé]guli)|personne (passée clandestinement|objet d.un trafic de migrants)|(нелегальн|незаконн)[а-яё]* (им)?мигрант|qanunsuz miqrant|qeyri-qanuni miqrant|مهاجر غير (شرعي|قانوني|نظامي)|مهاجر مهرب'
      and lower(said) !~ '(smuggler|smuggling of|facilitat|traffick(er|ing)|organi[sz]er|passeur|trafic de|организатор|перевозчик|qaçaqmal|təşkilatçı|مهربو|تهريب)');

set local lock_timeout = '20s';
alter table watchlists.list
  add column persons text check (watchlists.is_person_category(persons)),
  add column persons_by jsonb not null default '{}',
  -- A change that weighs more against somebody waits here for a second person: persons, byWord, by, at, reason.
  add column persons_wanted jsonb;
-- What is known of lists that were made before: notices say of each whether somebody is wanted or missing; a list of sanctions or of
-- objects names nobody a suspect; a list of persons sought has them as wanted.
update watchlists.list set
  persons = case when format in ('un-xml', 'ofac-csv', 'ofac-xml', 'ofac-advanced-xml', 'canada-xml', 'eu-xml', 'eu-csv', 'uk-xml',
      'uk-csv', 'ftm-json', 'interpol-json') or alert_basis <> 'persons-sought' then 'other' else 'wanted' end,
  persons_by = '{"wanted": "wanted", "missing": "missing"}';
alter table watchlists.list alter column persons set not null;

create function watchlists.guard_persons() returns trigger
  language plpgsql
  as $$
declare
  wanted jsonb;
begin
  if exists (select from jsonb_each_text(new.persons_by) as m where not watchlists.is_person_category(m.value)) then
    raise exception 'no such category of persons' using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' then
    return new;
  end if;
  if new.persons_wanted is distinct from old.persons_wanted and new.persons_wanted is not null
     and (platform.actor() like 'system:%' or new.persons_wanted ->> 'by' is distinct from platform.actor()) then
    raise exception 'whoever asks for a change says so in person' using errcode = 'check_violation';
  end if;
  wanted := old.persons_wanted;
  if watchlists.more_adverse(old.persons, old.persons_by, new.persons, new.persons_by)
     and (wanted is null or wanted ->> 'by' = platform.actor() or platform.actor() like 'system:%'
       or wanted ->> 'persons' <> new.persons or wanted -> 'byWord' <> new.persons_by) then
    raise exception 'a category that weighs more against persons is decided by two persons' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_persons before insert or update of persons, persons_by, persons_wanted on watchlists.list
  for each row execute function watchlists.guard_persons();

-- Proposals are of own lists: each says who the person is. Those that wait get what their list is of.
alter table watchlists.proposal no force row level security;
update watchlists.proposal p set content = content || jsonb_build_object('personCategory',
    watchlists.category_of(l.persons, l.persons_by, p.content))
  from watchlists.list l where l.list_id = p.list_id and p.state = 'waiting' and p.content is not null;
alter table watchlists.proposal force row level security;
alter table watchlists.proposal
  add constraint proposal_says_category check (content is null or watchlists.is_person_category(content ->> 'personCategory')
    is true) not valid,
  add constraint proposal_of_nobody_smuggled check (content is null or not watchlists.names_smuggled(content)) not valid;

-- Entries, whatever writes them. What a roll-back brings again of before may be without its own category: its list says it.
create function watchlists.guard_entries() returns trigger
  language plpgsql
  as $$
begin
  if exists (select from written w where w.content ? 'personCategory'
      and watchlists.is_person_category(w.content ->> 'personCategory') is not true) then
    raise exception 'no such category of persons' using errcode = 'check_violation';
  end if;
  if exists (select from written w join watchlists.list l using (list_id) where l.kind = 'own' and not (w.content ? 'personCategory')
      and not exists (select from watchlists.entry e where e.list_id = w.list_id and e.entry_id = w.entry_id
        and e.from_version < w.from_version and e.content_hash = w.content_hash)) then
    raise exception 'an entry of an own list says who the person is' using errcode = 'check_violation';
  end if;
  if exists (select from written w where watchlists.names_smuggled(w.content)) then
    raise exception 'nobody is listed for having been smuggled' using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create trigger guard_entries after insert on watchlists.entry referencing new table as written
  for each statement execute function watchlists.guard_entries();
create function watchlists.guard_entry() returns trigger
  language plpgsql
  as $$
begin
  if new.content is distinct from old.content then
    raise exception 'what a version says is not changed' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_entry before update of content on watchlists.entry for each row execute function watchlists.guard_entry();

-- The category of an entry as it stands now; of one that is listed no more as it stood.
create function watchlists.person_category(entry text, list_code text, as_it_stood jsonb) returns text
  language sql stable
  return coalesce(
    (select watchlists.category_of(l.persons, l.persons_by, e.content) from watchlists.entry e join watchlists.list l using (list_id)
     where e.entry_id = entry and e.from_version <= l.active_version and (e.to_version is null or e.to_version > l.active_version)
     limit 1),
    (select watchlists.category_of(l.persons, l.persons_by, coalesce(as_it_stood, '{}')) from watchlists.list l where l.code = list_code),
    'other');
