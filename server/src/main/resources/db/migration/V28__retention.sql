-- Retention and erasure (P-60).

alter table organization add column retention interval check (retention between interval '1 day' and interval '36500 days');
comment on column organization.retention is 'How long the data of its deactivated users is kept; null: as its parent, at the root the default.';

alter table tenant add column retention_from timestamptz not null default now();
comment on column tenant.retention_from is 'Whoever was deactivated before is kept as if deactivated then, so that an upgrade erases nobody at once.';

alter table account
    add column purged_at timestamptz,
    add check (purged_at is null or (deactivated_at is not null and deleted_at is not null and owner_id is null));
create index account_kept on account (tenant_id, organization_id, deactivated_at)
    where deactivated_at is not null and purged_at is null;
comment on column account.purged_at is 'When its personal data was erased. The row stays, under a pseudonym that is made of nothing, because log and feed refer to it.';

create index event_account on event (tenant_id, account_id);
