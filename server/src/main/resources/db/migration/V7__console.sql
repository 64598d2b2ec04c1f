-- Who may sign in to the console, and who is.

create table console_administrator (
    tenant_id        uuid not null references tenant,
    administrator_id uuid not null,
    name             text not null,
    name_canonical   text collate "C" not null,
    salt             bytea not null,
    verifier         bytea not null,
    sealed_otp       bytea not null,
    otp_step         bigint not null default 0,
    created_at       timestamptz not null,
    primary key (tenant_id, administrator_id),
    unique (tenant_id, name_canonical)
);
comment on table console_administrator is 'Local administrators of the console: the break-glass way in (P-112).';
comment on column console_administrator.verifier is 'First half of Argon2id over the password and salt; the second half seals the secret of the one-time codes and is stored nowhere.';
comment on column console_administrator.sealed_otp is 'Secret of the one-time codes (RFC 6238), AES-256-GCM under a key that only the password gives.';
comment on column console_administrator.otp_step is 'Time step of the last code used: a code works once.';

create table console_session (
    tenant_id        uuid not null,
    session_id       uuid not null,
    administrator_id uuid not null,
    digest           bytea not null,
    browser          text not null,
    created_at       timestamptz not null,
    seen_at          timestamptz not null,
    confirmed_at     timestamptz not null,
    primary key (tenant_id, session_id),
    unique (tenant_id, digest),
    foreign key (tenant_id, administrator_id) references console_administrator on delete cascade
);
create index console_session_administrator on console_session (tenant_id, administrator_id);
comment on table console_session is 'Browsers that are signed in. A row that is gone ends the session on every node.';
comment on column console_session.digest is 'SHA-256 of the 256 random bits in the cookie.';
comment on column console_session.confirmed_at is 'When password and code were last given: for what needs them again.';

create table console_setup_code (
    tenant_id  uuid not null references tenant,
    digest     bytea not null,
    created_at timestamptz not null,
    primary key (tenant_id, digest)
);
comment on table console_setup_code is 'One-time codes that a node printed at its start, each good for making the first administrator; all go when there is one.';

create table sign_in_failure (
    tenant_id uuid not null references tenant,
    bucket    integer not null,
    failures  integer not null,
    at        timestamptz not null,
    primary key (tenant_id, bucket)
);
comment on table sign_in_failure is 'Failed attempts to sign in, by a bucket of the name; of bounded size whatever is tried.';

-- Pages over many people.
create index account_display_name on account (tenant_id, lower(display_name) text_pattern_ops);
create index account_lower_user_name on account (tenant_id, lower(user_name) text_pattern_ops);
create index account_owner on account (tenant_id, owner_id, account_id);
create index change_set_at on change_set (tenant_id, at);
create index refusal_at on refusal (tenant_id, at);
create index log_entry_failed on log_entry (tenant_id, change_set_id) where failed;
create index account_sorted on account (tenant_id, lower(coalesce(display_name, user_name)), account_id);
create index group_record_name on group_record (tenant_id, display_name_canonical, group_id) where deleted_at is null;
