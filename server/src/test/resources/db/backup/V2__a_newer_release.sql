alter table setting add column note text not null default 'new';
