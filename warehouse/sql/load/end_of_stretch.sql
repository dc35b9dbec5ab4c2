-- Grain: none. Gives the memory of the staged lines back before the next ones are staged.
drop table if exists temp.staged_request;
drop table if exists temp.text_of_line;
