"""A store of any age becomes a store of today, wholly or not at all."""

import gzip
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Split
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store import blank, schema
from lunarcurator.store.errors import StoreError
from lunarcurator.store.migrating import SCRIPTS, migrate
from sqlalchemy.exc import OperationalError

from tests.store.old import making

OLD = sorted(Path(__file__).parent.joinpath("old").glob("*.lunar.gz"))
DEFINED = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
)
FIFTH = '''"""A fifth schema."""
from alembic import op
import sqlalchemy as sa
revision = "0005"
down_revision = "0004"
def upgrade():
    with op.batch_alter_table("touch") as batch:
        batch.add_column(sa.Column("told", sa.Text))
'''


def definitions(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return what defines a store, without the white space that frames it."""
    return [
        (*names, re.sub(r"\s+", " ", sql).replace("( ", "(").strip() if sql else "")
        for *names, sql in connection.execute(DEFINED)
    ]


def defined_by(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return definitions(connection)


def asked(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A copy of the scripts to which a test may add one."""
    return shutil.copytree(SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture(params=OLD, ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "old.lunar"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_a_store_migrated_from_nothing_is_defined_like_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "empty.lunar"
    migrate(path)
    with closing(blank.in_memory()) as fresh:
        assert defined_by(path) == definitions(fresh)
    assert asked(path, "PRAGMA application_id") == schema.APPLICATION_ID
    assert asked(path, "SELECT version_num FROM alembic_version") == schema.SCHEMA_HEAD


def test_the_schema_of_the_program_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.SCHEMA_HEAD]


def test_every_released_schema_has_a_kept_store() -> None:
    versions = sorted(path.name.split("_")[0] for path in (SCRIPTS / "versions").glob("*.py"))
    assert [path.name.split(".")[0] for path in OLD] == versions


def test_an_old_store_is_defined_like_a_new_one_after_migration(old: Path) -> None:
    migrate(old)
    with closing(blank.in_memory()) as fresh:
        assert defined_by(old) == definitions(fresh)


def test_an_old_store_keeps_its_content_and_verifies_after_migration(old: Path) -> None:
    migrate(old)
    assert asked(old, "PRAGMA integrity_check") == "ok"
    assert asked(old, "SELECT count(*) FROM pragma_foreign_key_check") == 0
    assert asked(old, "SELECT count(*) FROM entry") == len(making.acts()) + 1
    assert asked(old, "SELECT mass_ug FROM sample WHERE number = '15555'") == 93_000_000
    assert asked(old, "SELECT mass_ug FROM sample WHERE number = '15555,1'") == 3_999_000
    assert asked(old, "SELECT text FROM name WHERE key = 'great'") == "Great"
    session = StoreSession.open(old)
    assert verify(session).findings == ()
    session.close()


def test_posting_goes_on_in_a_migrated_store(old: Path) -> None:
    migrate(old)
    session = StoreSession.open(old)
    chip = Daughter(form="chip", mass=Mass.measured(1_000_000, 1_000))
    making.post(session, Split(parent=PieceRef("15555"), daughters=(chip,)))
    assert verify(session).findings == ()
    session.close()
    assert asked(old, "SELECT mass_ug FROM sample WHERE number = '15555,3'") == 1_000_000


def test_a_rebuilt_table_is_guarded_again(old: Path, scripts: Path) -> None:
    (scripts / "versions" / "0005_fifth.py").write_text(FIFTH)
    migrate(old, scripts)
    assert asked(old, "SELECT version_num FROM alembic_version") == "0005"
    with closing(sqlite3.connect(old)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="the journal only grows: touch"):
            connection.execute("UPDATE touch SET told = 'x'")
        assert "STRICT" in connection.execute("SELECT sql FROM sqlite_master WHERE name = 'touch'").fetchone()[0]


def test_a_migration_that_breaks_off_leaves_the_store_as_it_was(old: Path, scripts: Path) -> None:
    before = old.read_bytes()
    broken = f'{FIFTH}    op.drop_table("nowhere")\n'
    (scripts / "versions" / "0005_fifth.py").write_text(broken)
    with pytest.raises(OperationalError):
        migrate(old, scripts)
    assert old.read_bytes() == before


def test_a_migration_that_loses_what_others_rest_on_is_refused(old: Path, scripts: Path) -> None:
    version = asked(old, "SELECT version_num FROM alembic_version")
    losing = f'{FIFTH}    op.execute(sa.delete(sa.table("place")))\n'
    (scripts / "versions" / "0005_fifth.py").write_text(losing)
    with pytest.raises(StoreError) as refused:
        migrate(old, scripts)
    assert refused.value.key == "store.damaged"
    assert asked(old, "SELECT version_num FROM alembic_version") == version


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.lunar"
    path.write_text("Dear colleague, " * 40)
    with pytest.raises(StoreError) as refused:
        migrate(path)
    assert refused.value.key == "store.not_a_store"
