-- Webhooks of applications (P-101). The feed is their outbox: a place in it, and what could not be delivered.

create table webhook (
    tenant_id       uuid not null,
    application_id  uuid not null,
    url             text not null,
    salt            text collate "C" not null,
    secret_digest   bytea not null,
    previous_salt   text collate "C",
    previous_until  timestamptz,
    position        bigint not null,
    delivered_at    timestamptz,
    problem         text,
    switched_off_at timestamptz,
    lease_node      uuid,
    lease_until     timestamptz,
    primary key (tenant_id, application_id),
    foreign key (tenant_id, application_id) references application on delete cascade,
    check ((previous_salt is null) = (previous_until is null)),
    check ((lease_node is null) = (lease_until is null))
);
comment on table webhook is 'Where an application is called with the events that it follows (P-101).';
comment on column webhook.salt is 'The secret follows from it, the application and the key of the server, which is not in the database.';
comment on column webhook.secret_digest is 'SHA-256 of the secret, so that another key of the server is noticed.';
comment on column webhook.position is 'Everything up to there was delivered, or is a webhook_delivery.';
comment on column webhook.switched_off_at is 'The receiver answered 410: it wants no more, until an administrator sets it again.';
comment on column webhook.lease_until is 'One node delivers at a time; when it is killed another one goes on after this.';

create table webhook_delivery (
    tenant_id      uuid not null,
    application_id uuid not null,
    position       bigint not null,
    account_id     uuid not null,
    attempts       integer not null,
    due_at         timestamptz,
    dead_at        timestamptz,
    problem        text,
    primary key (tenant_id, application_id, position),
    foreign key (tenant_id, application_id) references webhook on delete cascade,
    foreign key (tenant_id, account_id) references account on delete cascade,
    check ((due_at is null) = (dead_at is not null))
);
create index webhook_delivery_account on webhook_delivery (tenant_id, account_id);
create index webhook_delivery_due on webhook_delivery (tenant_id, application_id, account_id, position)
    where due_at is not null;
comment on table webhook_delivery is 'Events that were not taken: tried again, waiting behind an earlier one of the same person, or given up (dead).';
