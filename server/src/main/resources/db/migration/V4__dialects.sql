alter table provider add column dialect text not null default 'compat' check (dialect in ('compat', 'strict'));
comment on column provider.dialect is 'How its requests are read: repaired as real providers need it, or by the letter of the standard.';

alter table user_record add column external_id_alone boolean not null default false;
create unique index user_record_external_id_alone on user_record (tenant_id, provider_id, external_id_hash)
    where external_id_alone and deleted_at is null;
comment on column user_record.external_id_alone is 'True when the externalId was given while the provider was strict: nobody else may have it.';

alter table group_record add column name_shared boolean not null default false;
drop index group_record_display_name;
create unique index group_record_display_name on group_record (tenant_id, provider_id, display_name_canonical)
    where deleted_at is null and not name_shared;
create index group_record_named on group_record (tenant_id, provider_id, display_name_canonical) where deleted_at is null;
comment on column group_record.name_shared is 'True when the name was given while the provider was strict: the standard lets others have it, too.';

create table dialect_note (
    tenant_id       uuid not null,
    provider_id     uuid not null,
    rule            text collate "C" not null,
    attribute       text collate "C" not null,
    requests        bigint not null,
    first_at        timestamptz not null,
    last_at         timestamptz not null,
    last_request_id text not null,
    primary key (tenant_id, provider_id, rule, attribute),
    foreign key (tenant_id, provider_id) references provider
);
comment on table dialect_note is 'What was repaired or dropped in the requests of a provider: how often, and when last. Never values.';
comment on column dialect_note.requests is 'How many requests needed it; a bulk is one.';
