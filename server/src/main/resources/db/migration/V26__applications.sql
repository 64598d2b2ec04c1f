-- Applications as entities: credential, subscription, cursor, acknowledgements, ids of their own (P-104).

create table application (
    tenant_id           uuid not null references tenant,
    application_id      uuid not null,
    name                text not null,
    name_canonical      text collate "C" not null,
    organizations       uuid[] not null,
    roles               uuid[] not null,
    types               text[] collate "C" not null,
    cursor_epoch        bigint not null,
    cursor_position     bigint not null,
    cursor_at           timestamptz,
    lag_alarm           integer not null check (lag_alarm > 0),
    acknowledge_within  integer check (acknowledge_within > 0),
    acknowledge_since   timestamptz,
    created_at          timestamptz not null,
    primary key (tenant_id, application_id),
    check ((acknowledge_within is null) = (acknowledge_since is null))
);
create unique index application_name on application (tenant_id, name_canonical);
comment on table application is 'The software whose users these are: what it follows of the feed, and how far it is (P-104).';
comment on column application.organizations is 'Those whose people it follows, with all below them; empty for everybody. One that is removed has no people.';
comment on column application.roles is 'Roles of which a person has one to be followed; empty for everybody.';
comment on column application.types is 'Types of events that it gets; empty for all.';
comment on column application.cursor_position is 'Up to where the application said that it is done.';
comment on column application.lag_alarm is 'Seconds that an event may wait before administrators are told.';
comment on column application.acknowledge_within is 'Seconds within which it acknowledges each loss of access; null: it is not asked to.';

create table application_account (
    tenant_id         uuid not null,
    application_id    uuid not null,
    account_id        uuid not null,
    own_id            text collate "C",
    acknowledged      bigint,
    acknowledged_at   timestamptz,
    primary key (tenant_id, application_id, account_id),
    foreign key (tenant_id, application_id) references application on delete cascade,
    foreign key (tenant_id, account_id) references account on delete cascade,
    check ((acknowledged is null) = (acknowledged_at is null))
);
create unique index application_account_own_id on application_account (tenant_id, application_id, own_id);
create index application_account_account on application_account (tenant_id, account_id);
comment on table application_account is 'What an application said of a person: its own id, and up to which event it ended access.';
comment on column application_account.acknowledged is 'Position of the last event of this person that the application acted on; it stands for those before.';

alter table credential drop constraint credential_kind_check, drop constraint credential_check;
alter table credential
    add column application_id uuid,
    add foreign key (tenant_id, application_id) references application on delete cascade,
    add constraint credential_kind_check
        check (kind in ('oauth-token', 'api-credentials', 'client-credentials', 'admin-token', 'application-token')),
    add constraint credential_of_provider check ((provider_id is null) = (kind in ('admin-token', 'application-token'))),
    add constraint credential_of_application check ((application_id is not null) = (kind = 'application-token'));
create index credential_application on credential (tenant_id, application_id) where application_id is not null;

alter table event
    add column ends_sessions boolean not null default false,
    add column organization_id uuid,
    add column role_ids uuid[],
    add column organization_before uuid,
    add column roles_before uuid[];
comment on column event.organization_id is 'Where the person is after the change; null for events that are older than this column.';
comment on column event.organization_before is 'Where the person was before it: an application hears of people who leave what it follows, too.';
create index event_ends_sessions on event (tenant_id, at) where ends_sessions;
