-- Runs of the directory-sync tool, as it reports them itself.
create table sync_run (
    tenant_id    uuid not null,
    provider_id  uuid not null,
    run_id       uuid not null,
    at           timestamptz not null,
    mode         text not null,
    outcome      text not null,
    plan         text not null,
    people       integer not null check (people >= 0),
    groups       integer not null check (groups >= 0),
    steps        integer not null check (steps >= 0),
    refused      integer not null check (refused >= 0),
    silent_after interval not null,
    primary key (tenant_id, provider_id, run_id),
    foreign key (tenant_id, provider_id) references provider
);
comment on table sync_run is 'Runs of the directory-sync tool, reported with the credential of its provider (P-125).';
comment on column sync_run.silent_after is 'After how long without another run something is wrong, as the tool says.';
