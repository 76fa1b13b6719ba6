-- Requests to the approver name persons and show their records as masked: what lets whom see them binds the owner as well.
set local lock_timeout = '20s';
alter table approvals.request force row level security;
alter table approvals.message force row level security;
alter table approvals.decision force row level security;
alter table approvals.review force row level security;
alter table approvals.approval_grant force row level security;
alter table approvals.grant_subject force row level security;
alter table approvals.view force row level security;
