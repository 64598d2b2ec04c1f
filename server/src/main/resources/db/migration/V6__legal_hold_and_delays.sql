create table matter (
    tenant_id      uuid not null references tenant,
    matter_id      uuid not null,
    name           text not null,
    name_canonical text collate "C" not null,
    created_at     timestamptz not null,
    released_at    timestamptz,
    primary key (tenant_id, matter_id)
);
create unique index matter_name on matter (tenant_id, name_canonical) where released_at is null;
comment on table matter is 'A legal matter. While it is not released, its custodians are blocked at most, never deactivated (P-55).';

create table custodian (
    tenant_id  uuid not null,
    matter_id  uuid not null,
    account_id uuid not null,
    since      timestamptz not null,
    primary key (tenant_id, matter_id, account_id),
    foreign key (tenant_id, matter_id) references matter,
    foreign key (tenant_id, account_id) references account
);
create index custodian_account on custodian (tenant_id, account_id);
comment on table custodian is 'Whom a matter holds. The rows of a released matter stay, as a record of whom it held.';

alter table account add column legal_hold text;
comment on column account.legal_hold is 'The open matters that hold the account, in words, so that a deactivation knows under the account''s lock; null for none.';

alter table standing_decision add column until timestamptz;
alter table standing_decision add check ((fate = 'delayed') = (until is not null));
create index standing_decision_delayed on standing_decision (tenant_id, until) where until is not null;
comment on column standing_decision.until is 'When a delayed effect is applied, unless something else is wanted by then.';

alter table provider add column fallback_delay interval not null default interval '5 minutes'
    check (fallback_delay between interval '0' and interval '1 hour');
comment on column provider.fallback_delay is 'How long a move to the fallback waits for another mapped organization (P-74).';
