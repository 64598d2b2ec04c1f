alter table credential drop constraint credential_kind_check;
alter table credential add constraint credential_kind_check
    check (kind in ('oauth-token', 'api-credentials', 'client-credentials', 'admin-token'));

create table access_token (
    tenant_id     uuid not null,
    credential_id uuid not null,
    digest        bytea not null,
    issued_at     timestamptz not null,
    expires_at    timestamptz not null,
    primary key (tenant_id, digest),
    foreign key (tenant_id, credential_id) references credential
);
create index access_token_credential on access_token (tenant_id, credential_id, issued_at);
comment on table access_token is 'Tokens that clients were given for their credentials (RFC 6749 section 4.4), as SHA-256. They end with the client.';

alter table provider add column allowed_addresses text[] not null default '{}';
alter table provider add column requests_per_second integer not null default 1000 check (requests_per_second >= 0);
comment on column provider.allowed_addresses is 'Networks (CIDR) that it may come from; none: from anywhere.';
comment on column provider.requests_per_second is 'How many of its requests each node lets in; 0: any number.';
