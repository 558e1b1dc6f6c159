DROP INDEX ix_mass_line_book_account_day_ug_unweighed;

CREATE INDEX ix_mass_line_book_account_day_entry_n_ug_unweighed ON mass_line (book, account, day, entry, n, ug, unweighed);
