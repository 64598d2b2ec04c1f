-- Kinds of administrators (P-111), several of them, and tokens that may less than everything.

alter table console_administrator
    alter column salt drop not null,
    alter column verifier drop not null,
    alter column sealed_otp drop not null,
    add column kind text collate "C" not null default 'environment-administrator'
        check (kind in ('environment-administrator', 'identity-management-administrator', 'organization-administrator',
                        'legal-hold-manager', 'log-viewer', 'user')),
    add column organization_id uuid,
    add column sign_in text collate "C" not null default 'password' check (sign_in in ('password', 'openid')),
    add column invitation bytea,
    add column invited_until timestamptz,
    add constraint console_administrator_reach
        check ((organization_id is not null) = (kind = 'organization-administrator')),
    add constraint console_administrator_proof check (
        (salt is null) = (verifier is null) and (verifier is null) = (sealed_otp is null)
        and (sign_in = 'password' or verifier is null)),
    add constraint console_administrator_invitation check (
        (invitation is null) = (invited_until is null) and (invitation is null or (sign_in = 'password' and verifier is null)));
alter table console_administrator alter column kind drop default;
create unique index console_administrator_invitation on console_administrator (tenant_id, invitation);
comment on table console_administrator is 'Administrators of the console: what they may do, and how they prove who they are (P-111, P-112).';
comment on column console_administrator.kind is 'What this one may do; read with every request, so that a change counts at once.';
comment on column console_administrator.organization_id is 'Of an Organization Administrator: where it ends. No foreign key: an organization that is gone reaches nobody.';
comment on column console_administrator.sign_in is 'By a password of our own with one-time code, or by the OpenID provider of the tenant.';
comment on column console_administrator.invitation is 'SHA-256 of the one-time code by which an invited one sets password and authenticator.';

alter table credential
    add column administers text collate "C"
        check (administers in ('environment-administrator', 'identity-management-administrator',
                               'organization-administrator', 'legal-hold-manager', 'log-viewer', 'user')),
    add column organization_id uuid;
update credential set administers = 'environment-administrator' where kind = 'admin-token';
alter table credential
    add constraint credential_administers check ((administers is not null) = (kind = 'admin-token')),
    add constraint credential_reach
        check ((organization_id is not null) = (administers is not null and administers = 'organization-administrator'));
comment on column credential.administers is 'Of a token of the API: what it may do.';
comment on column credential.organization_id is 'Of a token of an Organization Administrator: where it ends. No foreign key: an organization that is gone reaches nobody.';
