-- Row-level security of the exchange binds the owner of its tables too.
set local lock_timeout = '20s';
do $$
declare name text;
begin
  foreach name in array array['partner', 'outgoing', 'heard', 'incoming', 'dialogue', 'received', 'onward'] loop
    execute format('alter table exchange.%I force row level security', name);
  end loop;
end
$$;
