-- Sign-in at the company's own OpenID provider (P-112).

alter table console_administrator
    add column openid_subject text collate "C",
    add column by_claims boolean not null default false,
    add constraint console_administrator_openid
        check (sign_in = 'openid' or (openid_subject is null and not by_claims));
create unique index console_administrator_subject on console_administrator (tenant_id, openid_subject);
comment on column console_administrator.openid_subject is 'Its "sub" at the OpenID provider, from its first sign-in on: a name given to somebody else there does not come with the rights.';
comment on column console_administrator.by_claims is 'Its kind follows the claims of its provider at each sign-in; nobody added it here.';

alter table console_session
    add column account_id uuid,
    add foreign key (tenant_id, account_id) references account;
create index console_session_account on console_session (tenant_id, account_id) where account_id is not null;
comment on column console_session.account_id is 'The account of the same person, if the tenant has one: while it is not active the session opens nothing.';
