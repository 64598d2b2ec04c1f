-- P-25: requests of providers that administrators can look at; written by a worker, never by the request itself.

create table kept_request (
    tenant_id   uuid        not null,
    request_id  uuid        not null,
    provider_id uuid        not null,
    at          timestamptz not null,
    actor       text        not null,
    method      text        not null,
    path        text        not null,
    query       text        not null,
    status      integer     not null,
    micros      bigint      not null,
    detail      text,
    user_name   text collate "C",
    resource_id uuid,
    body        text,
    secrets     boolean     not null,
    skipped     bigint      not null,
    primary key (tenant_id, request_id),
    foreign key (tenant_id, provider_id) references provider
);
create index kept_request_at on kept_request (tenant_id, provider_id, at);
create index kept_request_failed on kept_request (tenant_id, request_id) where status >= 400;
comment on table kept_request is 'Requests of providers, for the viewer (P-25). Nothing depends on them; they go after the days of their provider.';
comment on column kept_request.user_name is 'The canonical userName that the body says, to look for.';
comment on column kept_request.resource_id is 'The user or group that the path or the answer names.';
comment on column kept_request.body is 'As JSON, without secrets; null when there was none or it was too large.';
comment on column kept_request.secrets is 'True when a value was left out of the body that the request would need to be repeated.';
comment on column kept_request.skipped is 'How many answered requests of the provider before this one were not kept, because they were too many.';

alter table provider add column requests_kept text not null default 'all' check (requests_kept in ('none', 'failures', 'all'));
alter table provider add column requests_kept_days integer not null default 3 check (requests_kept_days between 1 and 30);
comment on column provider.requests_kept is 'Which of its requests are kept for the viewer (P-25).';
comment on column provider.requests_kept_days is 'For how many days they are kept.';
