-- Mail to administrators: reports, errors (P-94), administrative roles (P-46).

alter table console_administrator
    add column mail_address text,
    add column mail_off boolean not null default false;
comment on column console_administrator.mail_address is 'Where mail goes; without one to the name, if that is an address.';
comment on column console_administrator.mail_off is 'This one wants no mail, whatever the tenant sends.';

create table mail_setting (
    tenant_id      uuid not null references tenant,
    report         text collate "C" not null check (report in ('daily', 'errors', 'never')),
    role_notices   boolean not null,
    recipients     text[] not null,
    reported_until timestamptz not null,
    errors_until   timestamptz not null,
    primary key (tenant_id)
);
comment on table mail_setting is 'Which mail a tenant sends, and to which kinds of administrators (P-94); without a row: administrative roles only, to Environment Administrators.';
comment on column mail_setting.reported_until is 'Up to when daily reports have been made.';
comment on column mail_setting.errors_until is 'Up to when errors have been told.';

create table mail (
    tenant_id    uuid not null references tenant,
    mail_id      uuid not null,
    kind         text collate "C" not null check (kind in ('report', 'errors', 'roles')),
    since        timestamptz not null,
    until        timestamptz not null,
    created_at   timestamptz not null,
    primary key (tenant_id, mail_id)
);
create index mail_created on mail (created_at);
comment on table mail is 'What is to be told by mail. Only what it is about is kept: the words are read from the log when it is sent.';

create table mail_copy (
    tenant_id        uuid not null,
    mail_id          uuid not null,
    administrator_id uuid not null,
    attempts         integer not null default 0,
    due_at           timestamptz,
    sent_at          timestamptz,
    failed_at        timestamptz,
    problem          text,
    primary key (tenant_id, mail_id, administrator_id),
    foreign key (tenant_id, mail_id) references mail on delete cascade,
    foreign key (tenant_id, administrator_id) references console_administrator on delete cascade,
    check ((due_at is not null)::int + (sent_at is not null)::int + (failed_at is not null)::int = 1)
);
create index mail_copy_due on mail_copy (due_at) where due_at is not null;
create index mail_copy_administrator on mail_copy (tenant_id, administrator_id);
comment on table mail_copy is 'To whom a mail goes, and whether it went: an outbox, one row for each recipient.';
comment on column mail_copy.due_at is 'When it is tried next; put off before each attempt, so that a node that is killed leaves it to the next.';
comment on column mail_copy.problem is 'Why the last attempt failed, without addresses.';

create table mail_grant (
    tenant_id     uuid not null,
    change_set_id uuid not null,
    mail_id       uuid,
    primary key (tenant_id, change_set_id),
    foreign key (tenant_id, mail_id) references mail on delete cascade
);
create index mail_grant_mail on mail_grant (tenant_id, mail_id);
comment on table mail_grant is 'Change sets that granted an administrative role, written with them, and the mail that tells of it (P-46).';
