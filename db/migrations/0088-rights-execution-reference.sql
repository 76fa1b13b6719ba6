-- The number of the request stands with what was granted on it: who carries it out sees no request.
alter table rights.execution add column reference text;
do $$
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  alter table rights.execution disable trigger guard;
  update rights.execution e set reference = r.reference from rights.request r where r.request_id = e.request_id;
  alter table rights.execution enable trigger guard;
end
$$;
