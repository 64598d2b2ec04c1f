-- People are counted by organization and by role from an index alone.
drop index account_organization;
create index account_organization on account (tenant_id, organization_id, deleted_at);
drop index account_grant_role;
create index account_grant_role on account_grant (tenant_id, role_id, account_id);
