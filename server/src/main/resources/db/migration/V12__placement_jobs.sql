-- P-82: a changed mapping is applied to all stored users by a job that can be watched and steered.

create table placement_job (
    tenant_id  uuid        not null references tenant,
    job_id     uuid        not null,
    version    bigint      not null,
    state      text        not null check (state in ('running', 'paused', 'cancelled', 'superseded', 'done')),
    total      bigint      not null check (total >= 0),
    done       bigint      not null default 0 check (done >= 0),
    changed    bigint      not null default 0 check (changed >= 0),
    held       bigint      not null default 0 check (held >= 0),
    failed     bigint      not null default 0 check (failed >= 0),
    after_id   uuid,
    actor      text        not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    primary key (tenant_id, job_id),
    unique (tenant_id, version)
);
create unique index placement_job_open on placement_job (tenant_id) where state in ('running', 'paused');
comment on table placement_job is 'Places everybody again who was placed with an older configuration version than this. At most one of a tenant is open; what one leaves, the next one does.';
comment on column placement_job.version is 'The place_version of the tenant that the job brings people to.';
comment on column placement_job.after_id is 'The account up to which everybody was placed, or failed; null at the beginning.';
