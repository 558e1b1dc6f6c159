ALTER TABLE sample ADD COLUMN owner TEXT;

ALTER TABLE sample ADD COLUMN identity_doubt TEXT;

ALTER TABLE sample ADD COLUMN handling TEXT;

ALTER TABLE sample ADD COLUMN body TEXT;

ALTER TABLE sample ADD COLUMN body_of TEXT;

ALTER TABLE sample ADD COLUMN depth_top_um INTEGER;

ALTER TABLE sample ADD COLUMN depth_bottom_um INTEGER;

ALTER TABLE sample ADD COLUMN dissection_pass INTEGER;

ALTER TABLE sample ADD COLUMN sieve_min_um INTEGER;

ALTER TABLE sample ADD COLUMN sieve_max_um INTEGER;

ALTER TABLE sample ADD COLUMN thickness_um INTEGER;

ALTER TABLE sample ADD COLUMN section_set TEXT;

ALTER TABLE sample ADD COLUMN colour TEXT;

ALTER TABLE sample ADD COLUMN light TEXT;

ALTER TABLE sample ADD COLUMN temperature_mk INTEGER;

ALTER TABLE sample ADD COLUMN core_position TEXT;

ALTER TABLE sample ADD COLUMN core_orientation TEXT;

ALTER TABLE sample ADD COLUMN core_driven_um INTEGER;

ALTER TABLE sample ADD COLUMN core_recovered_um INTEGER;

ALTER TABLE sample ADD COLUMN core_slump_um INTEGER;

ALTER TABLE sample ADD COLUMN core_void_um INTEGER;

ALTER TABLE sample ADD COLUMN core_compaction_um INTEGER;

ALTER TABLE sample ADD COLUMN exposed TEXT;

DROP INDEX ix_sample_collection_mission_parent_sort_key;

DROP INDEX ix_sample_collection_number;

DROP INDEX ix_sample_custody_root_existence;

DROP INDEX ix_sample_existence_root_custody;

DROP INDEX ix_sample_form_root_custody_existence;

DROP INDEX ix_sample_parent_sort_key;

DROP INDEX ix_sample_place_mass_ug;

DROP INDEX ix_sample_rest;

CREATE TABLE check_result (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    day INTEGER NOT NULL,
    "check" INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    expected INTEGER,
    seen INTEGER,
    CONSTRAINT pk_check_result PRIMARY KEY (entry, n),
    CONSTRAINT fk_check_result_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_check_result_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_check_result_check FOREIGN KEY("check") REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_check_result_expected FOREIGN KEY(expected) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_check_result_seen FOREIGN KEY(seen) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE exposure (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    day INTEGER NOT NULL,
    until INTEGER NOT NULL,
    kind TEXT NOT NULL,
    agent TEXT NOT NULL,
    scope TEXT NOT NULL,
    place INTEGER,
    temperature_mk INTEGER,
    evidence TEXT NOT NULL,
    origin INTEGER,
    CONSTRAINT pk_exposure PRIMARY KEY (entry, n),
    CONSTRAINT fk_exposure_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_exposure_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_exposure_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_exposure_origin FOREIGN KEY(origin) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE loan_line (
    id INTEGER NOT NULL,
    in_book INTEGER NOT NULL,
    code TEXT,
    state TEXT,
    mode TEXT,
    loan INTEGER,
    borrower INTEGER,
    agreement INTEGER,
    shipment INTEGER,
    round INTEGER,
    sample INTEGER,
    source INTEGER,
    granted_ug INTEGER,
    issued_ug INTEGER NOT NULL,
    held_ug INTEGER NOT NULL,
    unweighed INTEGER NOT NULL,
    due INTEGER,
    issued INTEGER,
    received INTEGER,
    closed INTEGER,
    recalled INTEGER,
    disputed INTEGER NOT NULL,
    CONSTRAINT pk_loan_line PRIMARY KEY (id),
    CONSTRAINT fk_loan_line_id FOREIGN KEY(id) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_loan_line_loan FOREIGN KEY(loan) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_loan_line_borrower FOREIGN KEY(borrower) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_loan_line_agreement FOREIGN KEY(agreement) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_loan_line_shipment FOREIGN KEY(shipment) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_loan_line_round FOREIGN KEY(round) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_loan_line_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_loan_line_source FOREIGN KEY(source) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE relation (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    other INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    day INTEGER NOT NULL,
    CONSTRAINT pk_relation PRIMARY KEY (entry, n),
    CONSTRAINT fk_relation_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_relation_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_relation_other FOREIGN KEY(other) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE statement (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    day INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    chosen INTEGER NOT NULL,
    CONSTRAINT pk_statement PRIMARY KEY (entry, n),
    CONSTRAINT fk_statement_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_statement_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_check_result_check_verdict ON check_result ("check", verdict);

CREATE INDEX ix_check_result_sample_day ON check_result (sample, day);

CREATE INDEX ix_exposure_sample_day ON exposure (sample, day);

CREATE INDEX ix_loan_line_agreement ON loan_line (agreement);

CREATE INDEX ix_loan_line_borrower_state ON loan_line (borrower, state);

CREATE INDEX ix_loan_line_loan_id ON loan_line (loan, id);

CREATE INDEX ix_loan_line_round ON loan_line (round);

CREATE INDEX ix_loan_line_sample_state ON loan_line (sample, state);

CREATE INDEX ix_loan_line_shipment ON loan_line (shipment);

CREATE INDEX ix_loan_line_source_state ON loan_line (source, state);

CREATE INDEX ix_loan_line_state_due ON loan_line (state, due);

CREATE INDEX ix_parentage_moved ON parentage (child) WHERE role IN ('adopted', 'component', 'joined', 'reassigned', 'withdrawn');

CREATE INDEX ix_relation_other ON relation (other);

CREATE INDEX ix_relation_sample ON relation (sample);

CREATE INDEX ix_sample_body_of ON sample (body_of) WHERE body_of IS NOT NULL;

CREATE INDEX ix_sample_collection_mission_parent_sort_key ON sample (collection, mission, parent, sort_key) WHERE collection IS NOT NULL;

CREATE INDEX ix_sample_collection_number ON sample (collection, number) WHERE collection IS NOT NULL;

CREATE INDEX ix_sample_custody_root_existence ON sample (custody, root, existence) WHERE custody IS NOT NULL;

CREATE INDEX ix_sample_existence_root_custody ON sample (existence, root, custody) WHERE existence IS NOT NULL;

CREATE INDEX ix_sample_form_root_custody_existence ON sample (form, root, custody, existence) WHERE form IS NOT NULL;

CREATE INDEX ix_sample_parent_sort_key ON sample (parent, sort_key) WHERE parent IS NOT NULL;

CREATE INDEX ix_sample_place_mass_ug ON sample (place, mass_ug) WHERE place IS NOT NULL;

CREATE INDEX ix_sample_rest ON sample (rest) WHERE rest IS NOT NULL;

CREATE INDEX ix_statement_sample_field ON statement (sample, field);

CREATE TRIGGER guard_check_result_delete BEFORE DELETE ON check_result BEGIN SELECT RAISE(ABORT, 'the journal only grows: check_result'); END;

CREATE TRIGGER guard_check_result_update BEFORE UPDATE ON check_result BEGIN SELECT RAISE(ABORT, 'the journal only grows: check_result'); END;

CREATE TRIGGER guard_exposure_delete BEFORE DELETE ON exposure BEGIN SELECT RAISE(ABORT, 'the journal only grows: exposure'); END;

CREATE TRIGGER guard_exposure_update BEFORE UPDATE ON exposure BEGIN SELECT RAISE(ABORT, 'the journal only grows: exposure'); END;

CREATE TRIGGER guard_relation_delete BEFORE DELETE ON relation BEGIN SELECT RAISE(ABORT, 'the journal only grows: relation'); END;

CREATE TRIGGER guard_relation_update BEFORE UPDATE ON relation BEGIN SELECT RAISE(ABORT, 'the journal only grows: relation'); END;

CREATE TRIGGER guard_statement_delete BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'the journal only grows: statement'); END;

CREATE TRIGGER guard_statement_update BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'the journal only grows: statement'); END;
