-- The three schemas that analysts see: the star, the marts on it, and the ledger of how both were made.
create schema star;
create schema marts;
create schema ops;
