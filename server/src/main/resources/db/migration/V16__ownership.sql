-- P-6, P-7: people without an owner, whom a provider may adopt; pushes that collided.

alter table account
    add column adoptable boolean not null default false,
    add column adoptable_by uuid,
    add foreign key (tenant_id, adoptable_by) references provider (tenant_id, provider_id),
    add check (adoptable_by is null or adoptable),
    add check (owner_id is null or not adoptable);
create index account_adoptable on account (tenant_id, account_id) where adoptable;
comment on column account.adoptable is 'No provider owns it, and one that pushes it may have it (P-6): it was released, or an administrator said so.';
comment on column account.adoptable_by is 'The only provider that may adopt it; null: any.';

create index user_record_left on user_record (tenant_id, external_id_hash)
    where deleted_at is not null and external_id_hash is not null;

create table conflict (
    tenant_id           uuid not null,
    provider_id         uuid not null,
    user_name_canonical text collate "C" not null,
    conflict_id         uuid not null,
    user_name           text not null,
    external_id         text,
    email               text,
    user_id             uuid,
    attempts            bigint not null,
    first_at            timestamptz not null,
    last_at             timestamptz not null,
    decision            text check (decision in ('adopt', 'handOver', 'reject')),
    decided_at          timestamptz,
    decided_by          text,
    reason              text,
    primary key (tenant_id, provider_id, user_name_canonical),
    unique (tenant_id, conflict_id),
    foreign key (tenant_id, provider_id) references provider,
    check (num_nulls(decision, decided_at, decided_by, reason) in (0, 4))
);
create index conflict_last on conflict (tenant_id, provider_id, last_at);
comment on table conflict is 'Pushes of a userName that belongs to somebody whom the provider does not own (P-7), and what was decided. Whether one is still open follows from the accounts.';
comment on column conflict.user_id is 'The user of the provider that was to be renamed; null: a new user.';
