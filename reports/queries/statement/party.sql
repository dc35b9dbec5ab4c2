-- Grain: one row: whose statement it is, named as on the last day of the range.
select
    $3::varchar as party_kind,
    $4::varchar as party_id,
    coalesce(
        (
            select user_name from star.dim_user
            where $3 = 'user' and user_id = $4 and valid_from <= $2::date and valid_to > $2::date and $1::date <= $2::date
        ),
        (select team_name from star.dim_team where $3 = 'team' and team_id = $4 and valid_from <= $2::date and valid_to > $2::date),
        (select cost_centre_name from star.dim_cost_centre where $3 = 'cost_centre' and cost_centre_code = $4),
        $4::varchar
    ) as party_name,
    (select ledger_account from star.dim_cost_centre where $3 = 'cost_centre' and cost_centre_code = $4) as ledger_account;
