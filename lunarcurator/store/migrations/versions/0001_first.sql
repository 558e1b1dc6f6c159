CREATE TABLE book (
    id INTEGER NOT NULL,
    collection INTEGER NOT NULL,
    mission TEXT NOT NULL,
    title TEXT NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT uq_book_collection_mission_title UNIQUE (collection, mission, title),
    CONSTRAINT fk_book_collection FOREIGN KEY(collection) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE container_move (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    place INTEGER NOT NULL,
    day INTEGER NOT NULL,
    parent INTEGER,
    CONSTRAINT pk_container_move PRIMARY KEY (entry, n),
    CONSTRAINT fk_container_move_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_container_move_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_container_move_parent FOREIGN KEY(parent) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE desk (
    id INTEGER NOT NULL,
    uuid BLOB NOT NULL,
    kind TEXT NOT NULL,
    name TEXT,
    code TEXT,
    fields TEXT NOT NULL,
    in_book INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    CONSTRAINT pk_desk PRIMARY KEY (id),
    CONSTRAINT uq_desk_uuid UNIQUE (uuid)
) STRICT;

CREATE TABLE draft (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    kept_us INTEGER NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (id),
    CONSTRAINT uq_draft_kind_subject UNIQUE (kind, subject)
) STRICT;

CREATE TABLE entry (
    seq INTEGER NOT NULL,
    uuid BLOB NOT NULL,
    recorded_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    operator BLOB NOT NULL,
    witness BLOB,
    day INTEGER NOT NULL,
    day_stated TEXT NOT NULL,
    reason TEXT NOT NULL,
    overrides TEXT NOT NULL,
    authority TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    reverses BLOB,
    acts INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    payload_digest BLOB NOT NULL,
    facts_digest BLOB NOT NULL,
    content BLOB NOT NULL,
    chain BLOB NOT NULL,
    origin_store BLOB,
    origin_seq INTEGER,
    origin_chain BLOB,
    CONSTRAINT pk_entry PRIMARY KEY (seq),
    CONSTRAINT uq_entry_uuid UNIQUE (uuid)
) STRICT;

CREATE TABLE entry_part (
    entry INTEGER NOT NULL,
    part INTEGER NOT NULL,
    acts INTEGER NOT NULL,
    packed INTEGER NOT NULL,
    payload BLOB NOT NULL,
    CONSTRAINT pk_entry_part PRIMARY KEY (entry, part),
    CONSTRAINT fk_entry_part_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE mass_line (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    book INTEGER NOT NULL,
    account TEXT NOT NULL,
    day INTEGER NOT NULL,
    ug INTEGER NOT NULL,
    unweighed INTEGER NOT NULL,
    quality TEXT,
    resolution_ug INTEGER,
    reason TEXT NOT NULL,
    CONSTRAINT pk_mass_line PRIMARY KEY (entry, n),
    CONSTRAINT fk_mass_line_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_mass_line_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_mass_line_book FOREIGN KEY(book) REFERENCES book (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE name (
    sample INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_name PRIMARY KEY ("key", sample, kind),
    CONSTRAINT fk_name_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE name_claim (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    day INTEGER NOT NULL,
    CONSTRAINT pk_name_claim PRIMARY KEY (entry, n),
    CONSTRAINT fk_name_claim_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_name_claim_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE number_claim (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    collection INTEGER NOT NULL,
    number TEXT NOT NULL,
    "key" TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    family TEXT NOT NULL,
    rest TEXT NOT NULL,
    scope TEXT NOT NULL,
    series TEXT NOT NULL,
    serial INTEGER,
    issued INTEGER NOT NULL,
    day INTEGER NOT NULL,
    CONSTRAINT pk_number_claim PRIMARY KEY (entry, n),
    CONSTRAINT fk_number_claim_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_number_claim_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_number_claim_collection FOREIGN KEY(collection) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE parentage (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    child INTEGER NOT NULL,
    parent INTEGER NOT NULL,
    role TEXT NOT NULL,
    day INTEGER NOT NULL,
    CONSTRAINT pk_parentage PRIMARY KEY (entry, n),
    CONSTRAINT fk_parentage_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_parentage_child FOREIGN KEY(child) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_parentage_parent FOREIGN KEY(parent) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE pin (
    operator BLOB NOT NULL,
    verifier TEXT NOT NULL,
    CONSTRAINT pk_pin PRIMARY KEY (operator)
) WITHOUT ROWID, STRICT;

CREATE TABLE place (
    id INTEGER NOT NULL,
    uuid BLOB NOT NULL,
    in_book INTEGER NOT NULL,
    parent INTEGER,
    kind TEXT,
    name TEXT,
    code TEXT,
    atmosphere TEXT,
    material TEXT,
    sealed INTEGER,
    tare_ug INTEGER,
    remote INTEGER,
    retired INTEGER,
    remarks TEXT,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT uq_place_uuid UNIQUE (uuid),
    CONSTRAINT fk_place_parent FOREIGN KEY(parent) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE placement (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    day INTEGER NOT NULL,
    place INTEGER,
    home INTEGER,
    custody TEXT NOT NULL,
    holder INTEGER,
    CONSTRAINT pk_placement PRIMARY KEY (entry, n),
    CONSTRAINT fk_placement_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_placement_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_placement_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_placement_home FOREIGN KEY(home) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_placement_holder FOREIGN KEY(holder) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE sample (
    id INTEGER NOT NULL,
    uuid BLOB NOT NULL,
    in_book INTEGER NOT NULL,
    collection INTEGER,
    mission TEXT,
    number TEXT,
    sort_key TEXT,
    rest TEXT,
    parent INTEGER,
    root INTEGER,
    daughters INTEGER NOT NULL,
    form TEXT,
    class_name TEXT,
    subclass TEXT,
    existence TEXT,
    condition TEXT,
    access TEXT,
    basic_use TEXT,
    title TEXT,
    custody TEXT,
    place INTEGER,
    home INTEGER,
    holder INTEGER,
    mass_ug INTEGER NOT NULL,
    unweighed INTEGER NOT NULL,
    suspense_ug INTEGER NOT NULL,
    mass_quality TEXT,
    mass_reason TEXT,
    resolution_ug INTEGER,
    nominal_ug INTEGER,
    original_ug INTEGER,
    original_quality TEXT,
    original_resolution_ug INTEGER,
    pristinity_milli INTEGER,
    pristinity_day INTEGER,
    count INTEGER,
    area_um2 INTEGER,
    collected TEXT,
    data_pack TEXT,
    restriction TEXT,
    remarks TEXT,
    source TEXT,
    found TEXT,
    other TEXT,
    retired_reason TEXT,
    weighed INTEGER,
    sighted INTEGER,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    CONSTRAINT pk_sample PRIMARY KEY (id),
    CONSTRAINT uq_sample_uuid UNIQUE (uuid),
    CONSTRAINT fk_sample_collection FOREIGN KEY(collection) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_sample_parent FOREIGN KEY(parent) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_sample_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_sample_home FOREIGN KEY(home) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_sample_holder FOREIGN KEY(holder) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3', detail='column');

CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY ("key")
) WITHOUT ROWID, STRICT;

CREATE TABLE sighting (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    day INTEGER NOT NULL,
    place INTEGER,
    CONSTRAINT pk_sighting PRIMARY KEY (entry, n),
    CONSTRAINT fk_sighting_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_sighting_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_sighting_place FOREIGN KEY(place) REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE touch (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject INTEGER NOT NULL,
    day INTEGER NOT NULL,
    changes TEXT NOT NULL,
    CONSTRAINT pk_touch PRIMARY KEY (entry, n),
    CONSTRAINT fk_touch_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE undone (
    seq INTEGER NOT NULL,
    CONSTRAINT pk_undone PRIMARY KEY (seq)
) STRICT;

CREATE TABLE weighing (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    day INTEGER NOT NULL,
    net_ug INTEGER NOT NULL,
    gross_ug INTEGER,
    tare_ug INTEGER,
    resolution_ug INTEGER NOT NULL,
    balance INTEGER,
    counter TEXT NOT NULL,
    calibrated INTEGER,
    CONSTRAINT pk_weighing PRIMARY KEY (entry, n),
    CONSTRAINT fk_weighing_entry FOREIGN KEY(entry) REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_weighing_sample FOREIGN KEY(sample) REFERENCES sample (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_weighing_balance FOREIGN KEY(balance) REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE TABLE year_sum (
    book INTEGER NOT NULL,
    account TEXT NOT NULL,
    year INTEGER NOT NULL,
    ug INTEGER NOT NULL,
    unweighed INTEGER NOT NULL,
    CONSTRAINT pk_year_sum PRIMARY KEY (book, account, year),
    CONSTRAINT fk_year_sum_book FOREIGN KEY(book) REFERENCES book (id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_container_move_parent ON container_move (parent);

CREATE INDEX ix_container_move_place_day ON container_move (place, day);

CREATE INDEX ix_desk_kind_name ON desk (kind, name);

CREATE INDEX ix_entry_kind_seq ON entry (kind, seq);

CREATE INDEX ix_entry_operator_seq ON entry (operator, seq);

CREATE INDEX ix_entry_reverses ON entry (reverses);

CREATE INDEX ix_mass_line_book_account_day_ug_unweighed ON mass_line (book, account, day, ug, unweighed);

CREATE INDEX ix_mass_line_sample_day_account_ug_unweighed ON mass_line (sample, day, account, ug, unweighed);

CREATE INDEX ix_name_claim_sample ON name_claim (sample);

CREATE INDEX ix_name_sample ON name (sample);

CREATE INDEX ix_number_claim_collection_number ON number_claim (collection, number);

CREATE INDEX ix_number_claim_collection_scope_series_serial ON number_claim (collection, scope, series, serial);

CREATE INDEX ix_number_claim_sample ON number_claim (sample);

CREATE INDEX ix_parentage_child ON parentage (child);

CREATE INDEX ix_parentage_parent_day ON parentage (parent, day);

CREATE INDEX ix_place_code ON place (code);

CREATE INDEX ix_place_name ON place (name);

CREATE INDEX ix_place_parent ON place (parent);

CREATE INDEX ix_placement_place_day_sample ON placement (place, day, sample);

CREATE INDEX ix_placement_sample_day_entry_place ON placement (sample, day, entry, place);

CREATE INDEX ix_sample_collection_mission_parent_sort_key ON sample (collection, mission, parent, sort_key);

CREATE INDEX ix_sample_collection_number ON sample (collection, number);

CREATE INDEX ix_sample_custody_root_existence ON sample (custody, root, existence);

CREATE INDEX ix_sample_existence_root_custody ON sample (existence, root, custody);

CREATE INDEX ix_sample_form_root_custody_existence ON sample (form, root, custody, existence);

CREATE INDEX ix_sample_parent_sort_key ON sample (parent, sort_key);

CREATE INDEX ix_sample_place_mass_ug ON sample (place, mass_ug);

CREATE INDEX ix_sample_rest ON sample (rest);

CREATE INDEX ix_sample_root_sort_key ON sample (root, sort_key);

CREATE INDEX ix_sighting_sample_day ON sighting (sample, day);

CREATE INDEX ix_touch_kind_subject_day_entry ON touch (kind, subject, day, entry);

CREATE INDEX ix_weighing_sample_day ON weighing (sample, day);

CREATE TRIGGER guard_book_delete BEFORE DELETE ON book BEGIN SELECT RAISE(ABORT, 'the journal only grows: book'); END;

CREATE TRIGGER guard_book_update BEFORE UPDATE ON book BEGIN SELECT RAISE(ABORT, 'the journal only grows: book'); END;

CREATE TRIGGER guard_container_move_delete BEFORE DELETE ON container_move BEGIN SELECT RAISE(ABORT, 'the journal only grows: container_move'); END;

CREATE TRIGGER guard_container_move_update BEFORE UPDATE ON container_move BEGIN SELECT RAISE(ABORT, 'the journal only grows: container_move'); END;

CREATE TRIGGER guard_entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the journal only grows: entry'); END;

CREATE TRIGGER guard_entry_part_delete BEFORE DELETE ON entry_part BEGIN SELECT RAISE(ABORT, 'the journal only grows: entry_part'); END;

CREATE TRIGGER guard_entry_part_update BEFORE UPDATE ON entry_part BEGIN SELECT RAISE(ABORT, 'the journal only grows: entry_part'); END;

CREATE TRIGGER guard_entry_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the journal only grows: entry'); END;

CREATE TRIGGER guard_mass_line_delete BEFORE DELETE ON mass_line BEGIN SELECT RAISE(ABORT, 'the journal only grows: mass_line'); END;

CREATE TRIGGER guard_mass_line_update BEFORE UPDATE ON mass_line BEGIN SELECT RAISE(ABORT, 'the journal only grows: mass_line'); END;

CREATE TRIGGER guard_name_claim_delete BEFORE DELETE ON name_claim BEGIN SELECT RAISE(ABORT, 'the journal only grows: name_claim'); END;

CREATE TRIGGER guard_name_claim_update BEFORE UPDATE ON name_claim BEGIN SELECT RAISE(ABORT, 'the journal only grows: name_claim'); END;

CREATE TRIGGER guard_number_claim_delete BEFORE DELETE ON number_claim BEGIN SELECT RAISE(ABORT, 'the journal only grows: number_claim'); END;

CREATE TRIGGER guard_number_claim_update BEFORE UPDATE ON number_claim BEGIN SELECT RAISE(ABORT, 'the journal only grows: number_claim'); END;

CREATE TRIGGER guard_parentage_delete BEFORE DELETE ON parentage BEGIN SELECT RAISE(ABORT, 'the journal only grows: parentage'); END;

CREATE TRIGGER guard_parentage_update BEFORE UPDATE ON parentage BEGIN SELECT RAISE(ABORT, 'the journal only grows: parentage'); END;

CREATE TRIGGER guard_placement_delete BEFORE DELETE ON placement BEGIN SELECT RAISE(ABORT, 'the journal only grows: placement'); END;

CREATE TRIGGER guard_placement_update BEFORE UPDATE ON placement BEGIN SELECT RAISE(ABORT, 'the journal only grows: placement'); END;

CREATE TRIGGER guard_sighting_delete BEFORE DELETE ON sighting BEGIN SELECT RAISE(ABORT, 'the journal only grows: sighting'); END;

CREATE TRIGGER guard_sighting_update BEFORE UPDATE ON sighting BEGIN SELECT RAISE(ABORT, 'the journal only grows: sighting'); END;

CREATE TRIGGER guard_touch_delete BEFORE DELETE ON touch BEGIN SELECT RAISE(ABORT, 'the journal only grows: touch'); END;

CREATE TRIGGER guard_touch_update BEFORE UPDATE ON touch BEGIN SELECT RAISE(ABORT, 'the journal only grows: touch'); END;

CREATE TRIGGER guard_weighing_delete BEFORE DELETE ON weighing BEGIN SELECT RAISE(ABORT, 'the journal only grows: weighing'); END;

CREATE TRIGGER guard_weighing_update BEFORE UPDATE ON weighing BEGIN SELECT RAISE(ABORT, 'the journal only grows: weighing'); END;
