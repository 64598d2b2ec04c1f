create table tenant (
    tenant_id bigint generated always as identity primary key,
    name      text not null unique,
    epoch     bigint not null default 1
);

create table organization (
    tenant_id bigint not null references tenant,
    id        bigint not null,
    parent    bigint,
    head      bigint,
    name      text collate "C",
    shout     text generated always as (upper(name)) stored,
    primary key (tenant_id, id),
    foreign key (tenant_id, parent) references organization
);

create table "Person of note" (
    tenant_id       bigint not null,
    id              bigint not null,
    organization_id bigint not null,
    document        jsonb,
    photo           bytea,
    seen            timestamptz,
    delay           interval,
    tags            text[],
    "order"         int,
    primary key (tenant_id, id),
    unique (tenant_id, "order") deferrable initially deferred,
    foreign key (tenant_id, organization_id) references organization
);
alter table organization add foreign key (tenant_id, head) references "Person of note" deferrable;

create sequence ticket;
create table numbered (number bigint not null default nextval('ticket') primary key);

create table setting (name text primary key, value text not null);
insert into setting values ('from', 'migration');

create table counted (touched int not null);
insert into counted values (0);
create function count_touches() returns trigger language plpgsql as
    $$ begin update counted set touched = touched + 1; return new; end $$;
create trigger touches after insert on tenant for each row execute function count_touches();

create view everybody as select id from "Person of note";
