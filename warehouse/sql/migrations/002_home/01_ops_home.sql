-- Grain: one row: the home this file belongs to.
create table ops.home (
    home_id varchar not null
);
comment on table ops.home is 'The home this file belongs to; the program refuses the file in another one';
comment on column ops.home.home_id is 'Identity of the home, as in its file home-id';
