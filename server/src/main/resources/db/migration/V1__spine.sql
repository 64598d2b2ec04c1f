-- Every table is keyed by tenant first, and every reference carries the tenant, so that no row of one tenant can
-- point into another and a tenant can be moved as a unit. `ingress` alone is keyed by a public random text.
-- Identity columns are collate "C": they are compared as canonical text, never by a locale.

create table tenant (
    tenant_id      uuid        not null primary key,
    name           text collate "C" not null unique,
    config_version bigint      not null default 1,
    place_version  bigint      not null default 1,
    epoch          bigint      not null default 1,
    last_position  bigint      not null default 0,
    created_at     timestamptz not null
);
comment on table tenant is 'One customer environment. Everything else belongs to exactly one tenant.';
comment on column tenant.config_version is 'Bumped by every change of organizations, roles, mappings, delays: the key under which nodes cache the rules.';
comment on column tenant.place_version is 'Accounts placed with an older configuration version than this are placed again by the placer.';
comment on column tenant.epoch is 'First half of a feed cursor; a restore from backup starts a new one.';
comment on column tenant.last_position is 'Highest feed position given so far.';

create table organization (
    tenant_id       uuid not null references tenant,
    organization_id uuid not null,
    parent_id       uuid,
    name            text not null,
    name_canonical  text collate "C" not null,
    own_defaults    boolean not null default false,
    deactivated_at  timestamptz,
    created_at      timestamptz not null,
    primary key (tenant_id, organization_id),
    foreign key (tenant_id, parent_id) references organization (tenant_id, organization_id)
);
create unique index organization_name on organization (tenant_id, parent_id, name_canonical) nulls not distinct;
comment on table organization is 'Where accounts live; a tree by parent_id.';
comment on column organization.own_defaults is 'True when organization_default_role lists this organization''s default roles; false inherits the parent''s.';

create table role (
    tenant_id      uuid not null references tenant,
    role_id        uuid not null,
    name           text not null,
    name_canonical text collate "C" not null,
    administrative boolean not null default false,
    created_at     timestamptz not null,
    primary key (tenant_id, role_id),
    unique (tenant_id, name_canonical)
);
comment on table role is 'A named set of permissions.';

create table role_permission (
    tenant_id  uuid not null,
    role_id    uuid not null,
    permission text collate "C" not null,
    primary key (tenant_id, role_id, permission),
    foreign key (tenant_id, role_id) references role on delete cascade
);
comment on table role_permission is 'The permissions of a role.';

create table organization_default_role (
    tenant_id       uuid not null,
    organization_id uuid not null,
    role_id         uuid not null,
    primary key (tenant_id, organization_id, role_id),
    foreign key (tenant_id, organization_id) references organization on delete cascade,
    foreign key (tenant_id, role_id) references role
);
comment on table organization_default_role is 'Roles of an account whose groups grant none (P-41).';

create table provider (
    tenant_id             uuid not null references tenant,
    provider_id           uuid not null,
    name                  text not null,
    name_canonical        text collate "C" not null,
    organization_method   text not null default 'fixed' check (organization_method in ('fixed', 'byGroup')),
    organization_id       uuid not null,
    roles_mapped          boolean not null default false,
    deactivation_delay    interval not null default interval '15 minutes'
                          check (deactivation_delay between interval '0' and interval '30 days'),
    disabled_at           timestamptz,
    created_at            timestamptz not null,
    primary key (tenant_id, provider_id),
    unique (tenant_id, name_canonical),
    foreign key (tenant_id, organization_id) references organization
);
comment on table provider is 'A provisioning provider: one connection from one identity provider.';
comment on column provider.organization_id is 'The organization of method fixed, the fallback of method byGroup.';
comment on column provider.roles_mapped is 'False: roles are managed by hand and this provider grants none.';

create table ingress (
    ingress_key text collate "C" not null primary key,
    tenant_id   uuid not null references tenant,
    provider_id uuid,
    foreign key (tenant_id, provider_id) references provider
);
comment on table ingress is 'Maps the random public key in a URL or token to tenant and provider. The only table whose key does not begin with tenant_id.';
comment on column ingress.provider_id is 'Null: the door of the tenant''s administrators.';

create table credential (
    tenant_id     uuid not null references tenant,
    credential_id uuid not null,
    provider_id   uuid,
    kind          text not null check (kind in ('oauth-token', 'api-credentials', 'admin-token')),
    hint          text collate "C" not null,
    digest        bytea not null,
    created_at    timestamptz not null,
    expires_at    timestamptz,
    revoked_at    timestamptz,
    last_used_at  timestamptz,
    primary key (tenant_id, credential_id),
    foreign key (tenant_id, provider_id) references provider,
    check ((provider_id is null) = (kind = 'admin-token'))
);
create unique index credential_digest on credential (tenant_id, digest);
comment on table credential is 'Secrets of machines, as SHA-256 of 256 random bits; the secret itself is nowhere.';
comment on column credential.hint is 'Public part: the user name of API credentials, the first characters of a token.';

create table account (
    tenant_id           uuid not null references tenant,
    account_id          uuid not null,
    owner_id            uuid,
    user_name           text not null,
    user_name_canonical text collate "C" not null,
    display_name        text,
    organization_id     uuid not null,
    organization_origin text not null check (organization_origin in ('fixed', 'group', 'fallback', 'manual')),
    organization_cause  uuid,
    organization_reason text not null,
    organization_since  timestamptz not null,
    provider_active     boolean not null,
    admin_blocked_at    timestamptz,
    due_at              timestamptz,
    deactivated_at      timestamptz,
    deleted_at          timestamptz,
    state_reason        text not null,
    state_since         timestamptz not null,
    config_version      bigint not null,
    created_at          timestamptz not null,
    primary key (tenant_id, account_id),
    foreign key (tenant_id, owner_id) references provider,
    foreign key (tenant_id, organization_id) references organization,
    check (due_at is null or deactivated_at is null),
    check (due_at is null or not provider_active)
);
create unique index account_user_name on account (tenant_id, user_name_canonical) where deleted_at is null;
create index account_due on account (tenant_id, due_at) where due_at is not null;
create index account_stale on account (tenant_id, config_version);
create index account_organization on account (tenant_id, organization_id);
comment on table account is 'What a person means here. State is derived from the facts provider_active, admin_blocked_at, due_at, deactivated_at, deleted_at; no column repeats it.';
comment on column account.owner_id is 'The provider that owns the person; null for a local user.';
comment on column account.due_at is 'When the pending deactivation becomes due; database time decides (P-56).';
comment on column account.config_version is 'Configuration version this account was placed with.';
comment on column account.organization_reason is 'Why the account is in this organization, as placement said it (P-80).';

create table account_grant (
    tenant_id  uuid not null,
    account_id uuid not null,
    role_id    uuid not null,
    origin     text not null check (origin in ('manual', 'group', 'default', 'released')),
    origin_id  uuid not null,
    reason     text not null,
    author     text,
    until      timestamptz,
    since      timestamptz not null,
    primary key (tenant_id, account_id, role_id, origin, origin_id),
    foreign key (tenant_id, account_id) references account,
    foreign key (tenant_id, role_id) references role
);
create index account_grant_role on account_grant (tenant_id, role_id);
create index account_grant_until on account_grant (tenant_id, until) where until is not null;
comment on table account_grant is 'Each reason for which an account has a role (P-43); an account has the union.';
comment on column account_grant.origin_id is 'The group of origin group, the organization of origin default, the account itself of origin manual.';

create table user_record (
    tenant_id           uuid not null references tenant,
    provider_id         uuid not null,
    user_id             uuid not null,
    account_id          uuid,
    user_name_canonical text collate "C" not null,
    external_id_hash    bytea,
    emails              text[] collate "C" not null default '{}',
    active              boolean not null,
    attributes          jsonb not null,
    version             bigint not null,
    created_at          timestamptz not null,
    last_modified       timestamptz not null,
    deleted_at          timestamptz,
    primary key (tenant_id, provider_id, user_id),
    foreign key (tenant_id, provider_id) references provider,
    foreign key (tenant_id, account_id) references account
);
create unique index user_record_user_name on user_record (tenant_id, provider_id, user_name_canonical) where deleted_at is null;
create index user_record_deleted on user_record (tenant_id, provider_id, user_name_canonical) where deleted_at is not null;
create unique index user_record_account on user_record (tenant_id, account_id) where account_id is not null;
create index user_record_external_id on user_record (tenant_id, provider_id, external_id_hash) where external_id_hash is not null;
create index user_record_emails on user_record using gin (emails);
comment on table user_record is 'Directory: a SCIM user as its provider sent it. One account at most; none while the provider only shadows.';
comment on column user_record.attributes is 'The resource without id, meta, schemas and read-only attributes.';
comment on column user_record.external_id_hash is 'SHA-256 of externalId: opaque, of any length, indexed by hash.';
comment on column user_record.emails is 'Lower-cased values of emails, for look-ups; the attribute itself is echoed as sent.';
comment on column user_record.version is 'meta.version; one step per change set.';

create table group_record (
    tenant_id              uuid not null references tenant,
    provider_id            uuid not null,
    group_id               uuid not null,
    display_name_canonical text collate "C" not null,
    external_id_hash       bytea,
    attributes             jsonb not null,
    version                bigint not null,
    created_at             timestamptz not null,
    last_modified          timestamptz not null,
    deleted_at             timestamptz,
    primary key (tenant_id, provider_id, group_id),
    unique (tenant_id, group_id),
    foreign key (tenant_id, provider_id) references provider
);
create unique index group_record_display_name on group_record (tenant_id, provider_id, display_name_canonical) where deleted_at is null;
create index group_record_external_id on group_record (tenant_id, provider_id, external_id_hash) where external_id_hash is not null;
comment on table group_record is 'Directory: a SCIM group as its provider sent it. It grants nothing by itself. Members are rows of membership, never part of the document.';

create table membership (
    tenant_id   uuid not null,
    provider_id uuid not null,
    group_id    uuid not null,
    user_id     uuid not null,
    primary key (tenant_id, group_id, user_id),
    foreign key (tenant_id, provider_id, group_id) references group_record,
    foreign key (tenant_id, provider_id, user_id) references user_record
);
create index membership_user on membership (tenant_id, user_id, group_id);
comment on table membership is 'Directory: who is in which group. Both sides belong to the same provider by foreign key.';

create table mapping_row (
    tenant_id       uuid not null,
    provider_id     uuid not null,
    row_id          uuid not null,
    kind            text not null check (kind in ('organization', 'role')),
    ordinal         integer not null,
    key_kind        text not null check (key_kind in ('displayName', 'externalId')),
    key_value       text not null,
    group_id        uuid,
    bound_at        timestamptz,
    organization_id uuid,
    primary key (tenant_id, provider_id, row_id),
    unique (tenant_id, provider_id, kind, ordinal) deferrable initially deferred,
    foreign key (tenant_id, provider_id) references provider,
    foreign key (tenant_id, provider_id, group_id) references group_record,
    foreign key (tenant_id, organization_id) references organization,
    check ((kind = 'organization') = (organization_id is not null))
);
create index mapping_row_group on mapping_row (tenant_id, group_id);
comment on table mapping_row is 'Rows of organization and role mapping, in order. A row acts through group_id alone; name or externalId say which group it was written for (P-36).';
comment on column mapping_row.group_id is 'The group the row is bound to; it stays when that group is deleted, so that a successor of the same name gains nothing.';

create table mapping_row_role (
    tenant_id   uuid not null,
    provider_id uuid not null,
    row_id      uuid not null,
    role_id     uuid not null,
    primary key (tenant_id, provider_id, row_id, role_id),
    foreign key (tenant_id, provider_id, row_id) references mapping_row on delete cascade,
    foreign key (tenant_id, role_id) references role
);
comment on table mapping_row_role is 'The roles that a row of role mapping grants.';

create table placement_mark (
    tenant_id  uuid not null,
    account_id uuid not null,
    cause      text not null,
    change_set uuid not null,
    marked_at  timestamptz not null,
    primary key (tenant_id, account_id),
    foreign key (tenant_id, account_id) references account
);
comment on table placement_mark is 'Accounts whose groups changed in a change set too large to place in its own transaction; the placer drains it.';

create table standing_decision (
    tenant_id  uuid not null,
    account_id uuid not null,
    facet      text collate "C" not null,
    desired    text collate "C" not null,
    fate       text not null check (fate in ('delayed', 'withheld', 'held', 'rejected', 'undone')),
    origin     text not null,
    reason     text not null,
    change_set uuid not null,
    since      timestamptz not null,
    primary key (tenant_id, account_id, facet, desired),
    foreign key (tenant_id, account_id) references account
);
comment on table standing_decision is 'Effects that are wanted but not applied, by effect key (account, facet, desired value). A decision ends when the desired value changes.';

create table change_set (
    tenant_id     uuid not null references tenant,
    change_set_id uuid not null,
    at            timestamptz not null,
    provider_id   uuid,
    actor         text not null,
    command       text not null,
    request_id    text not null,
    primary key (tenant_id, change_set_id),
    foreign key (tenant_id, provider_id) references provider
);
comment on table change_set is 'One command that changed something (P-92). Its id, known before COMMIT, settles an unknown outcome.';

create table log_entry (
    tenant_id     uuid not null,
    change_set_id uuid not null,
    row_number    integer not null,
    action        text collate "C" not null,
    resource_type text collate "C" not null,
    resource_id   uuid not null,
    account_id    uuid,
    name          text not null,
    field         text,
    old_value     text,
    new_value     text,
    cause         text,
    members       uuid[],
    failed        boolean not null default false,
    primary key (tenant_id, change_set_id, row_number),
    foreign key (tenant_id, change_set_id) references change_set
);
create index log_entry_account on log_entry (tenant_id, account_id, change_set_id) where account_id is not null;
comment on table log_entry is 'The sync log: one row per (resource, action or field) of a change set (P-90 to P-92).';
comment on column log_entry.members is 'User ids of a members added or members removed row.';

create table refusal (
    tenant_id   uuid not null references tenant,
    refusal_id  uuid not null,
    at          timestamptz not null,
    provider_id uuid,
    actor       text not null,
    method      text not null,
    path        text not null,
    status      integer not null,
    scim_type   text,
    detail      text not null,
    request_id  text not null,
    primary key (tenant_id, refusal_id)
);
comment on table refusal is 'Writes that were refused and changed nothing (P-92).';

create sequence event_sequence as bigint cache 1;

create table event (
    tenant_id     uuid not null references tenant,
    sequence      bigint not null default nextval('event_sequence'),
    position      bigint,
    account_id    uuid not null,
    change_set_id uuid not null,
    type          text collate "C" not null,
    payload       jsonb not null,
    at            timestamptz not null,
    primary key (tenant_id, sequence),
    foreign key (tenant_id, account_id) references account
);
create unique index event_position on event (tenant_id, position) where position is not null;
create index event_unnumbered on event (tenant_id, sequence) where position is null;
comment on table event is 'The outbox that applications read in order. The sequence is drawn under the account''s lock; the position is given later by the sequencer, so that no cursor ever skips an event.';
