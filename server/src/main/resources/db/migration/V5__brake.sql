alter table provider
    add column brake_people integer  default 10 check (brake_people >= 0),
    add column brake_share  integer  default 5 check (brake_share between 0 and 100),
    add column brake_window interval default interval '60 minutes' check (brake_window > interval '0'),
    add check (num_nulls(brake_people, brake_share, brake_window) in (0, 3));
comment on column provider.brake_people is 'Harmful effects that always pass within the window; null: the brake is off.';
comment on column provider.brake_share is 'Per cent of the provider''s people that may be harmed within the window.';

alter table account add column undecided boolean not null default false;
comment on column account.undecided is 'Whether standing_decision has rows of this account, so that nobody has to look for them.';

create index standing_decision_held on standing_decision (tenant_id, account_id) where fate = 'held';

alter table placement_mark add column held boolean not null default false;
comment on column placement_mark.held is 'The deletion of the group that left this mark was held by the brake.';

create table brake (
    tenant_id   uuid not null,
    provider_id uuid not null,
    people      bigint not null default 0,
    counted_at  timestamptz,
    primary key (tenant_id, provider_id),
    foreign key (tenant_id, provider_id) references provider
);
comment on table brake is 'One row per provider that was ever harmful. Only harmful effects touch it, and they wait for each other here.';
comment on column brake.people is 'The provider''s people, active then or lost in the window, when they were last counted.';

create table harm (
    tenant_id     uuid not null,
    provider_id   uuid not null,
    change_set_id uuid not null,
    at            timestamptz not null,
    effects       integer not null,
    lost          integer not null,
    primary key (tenant_id, provider_id, change_set_id),
    foreign key (tenant_id, provider_id) references provider
);
create index harm_window on harm (tenant_id, provider_id, at);
comment on table harm is 'Harmful effects that were applied, by change set; older ones than the longest window are deleted.';
comment on column harm.lost is 'Those of the effects by which somebody lost the active state.';
