"""Settings: the table in the documents is the code's, secrets are kept by their owner, and nothing repeats a value."""

import json
import re
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from app.settings import Settings
from rules.roles import Role

TABLE: Final = Path(__file__).parents[2] / "docs" / "settings.md"
LONG_ENOUGH: Final = "a secret of at least thirty-two bytes"


def row(name: str, field: FieldInfo) -> str:
    default: Any = getattr(field.default, "value", field.default)
    shown = "" if default is None else f"`{str(default).lower() if isinstance(default, bool) else default}`"
    return f"| `QUXIANG_{name.upper()}` | {shown} | {field.description} |"


def test_the_table_in_the_documents_is_what_the_code_reads() -> None:
    documented = re.findall(r"^\| `QUXIANG_.*$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert documented == [row(name, field) for name, field in Settings.model_fields.items()]


def test_postgresql_without_a_secret_is_refused() -> None:
    with pytest.raises(ValidationError, match="QUXIANG_SECRET_KEY is needed"):
        Settings(database_url="postgres://localhost/quxiang")


def test_a_secret_that_can_be_guessed_is_refused_without_being_repeated() -> None:
    with pytest.raises(ValidationError, match="shorter than 32 bytes") as refused:
        Settings.model_validate({"secret_key": "tiger"})
    assert "tiger" not in str(refused.value)


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValidationError, match="unknown kind of database"):
        Settings(database_url="mysql://localhost/quxiang")


def test_an_embedded_database_makes_its_secret_once_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite://{tmp_path}/data/quxiang.db")
    made = settings.secret()
    kept = tmp_path / "data" / "secret.key"
    assert settings.secret() == made == kept.read_bytes()
    assert len(made) == 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_a_damaged_secret_is_refused_and_not_replaced(tmp_path: Path) -> None:
    kept = tmp_path / "secret.key"
    kept.write_bytes(b"half")
    with pytest.raises(ValueError, match="is damaged"):
        Settings(database_url=f"sqlite://{tmp_path}/quxiang.db").secret()
    assert kept.read_bytes() == b"half"


def test_a_secret_that_is_set_is_used_and_leaves_no_file(tmp_path: Path) -> None:
    settings = Settings.model_validate({"database_url": f"sqlite://{tmp_path}/quxiang.db", "secret_key": LONG_ENOUGH})
    assert settings.secret() == LONG_ENOUGH.encode()
    assert list(tmp_path.iterdir()) == []


def test_files_are_kept_beside_the_data_unless_they_are_said_to_be_elsewhere(tmp_path: Path) -> None:
    given = {"database_url": f"sqlite://{tmp_path}/a b/quxiang.db", "secret_key": LONG_ENOUGH}
    assert Settings.model_validate(given).files() == f"file://{tmp_path}/a b/files"
    assert Settings.model_validate({**given, "files_url": "memory://files"}).files() == "memory://files"
    postgresql = Settings.model_validate({**given, "database_url": "postgres://u:p@h/n"})
    assert postgresql.files() == f"file://{Path.cwd()}/var/files"


@pytest.mark.parametrize(
    "wrong",
    [
        {"redis_url": "http://:tiger@localhost"},
        {"files_url": "tiger://key:secret@host"},
        {"trusted_proxies": "tiger"},
        {"trusted_proxies": "10.0.0.1, 10.0.0.0/33"},
        {"trusted_proxies": ""},
        {"access_token_seconds": 900, "session_idle_seconds": 60},
        {"session_idle_seconds": 86_400, "session_absolute_seconds": 3_600},
        {"breached_passwords": "/nowhere/tiger.txt"},
    ],
)
def test_what_cannot_be_meant_is_refused_without_being_repeated(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate(wrong)
    assert "tiger" not in str(refused.value)


def test_lifetimes_are_what_the_table_says() -> None:
    lifetimes = Settings().lifetimes()
    assert (lifetimes.access, lifetimes.idle, lifetimes.absolute) == (timedelta(minutes=15), timedelta(hours=12), timedelta(days=7))


def test_what_settings_show_holds_no_secret() -> None:
    given = {"database_url": "postgres://u:tiger@localhost/q", "secret_key": LONG_ENOUGH, "redis_url": "redis://:tiger@localhost"}
    shown = repr(Settings.model_validate(given))
    assert "tiger" not in shown
    assert LONG_ENOUGH not in shown


@pytest.mark.parametrize(
    ("host", "is_loopback"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("quxiang", False)]
)
def test_only_an_address_of_this_machine_alone_is_loopback(host: str, is_loopback: bool) -> None:
    assert Settings(host=host).is_loopback is is_loopback


PROVIDER: Final[dict[str, Any]] = {
    "key": "jy",
    "title": "就业管理系统",
    "issuer": "https://jy.example.cn",
    "client_id": "quxiang",
    "client_secret": "tiger",
    "match": "USERNAME",
    "claim": "preferred_username",
}


def with_providers(*providers: dict[str, Any], public_url: str | None = "https://dj.example.cn") -> Settings:
    return Settings.model_validate({"oidc_providers": providers, "public_url": public_url})


def test_providers_are_read_from_the_environment_and_let_in_whom_their_kind_may(monkeypatch: pytest.MonkeyPatch) -> None:
    by_number = PROVIDER | {"key": "chsi", "match": "ID_NUMBER", "claim": "id_card", "algorithms": ["ES256"]}
    monkeypatch.setenv("QUXIANG_OIDC_PROVIDERS", json.dumps([PROVIDER, by_number]))
    monkeypatch.setenv("QUXIANG_PUBLIC_URL", "https://dj.example.cn")
    staff, graduates = [entry.settings for entry in Settings().oidc_providers]
    assert staff.rule.roles == {Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT}
    assert graduates.rule.roles == {Role.GRADUATE}
    assert (staff.algorithms, graduates.algorithms) == (("RS256",), ("ES256",))
    assert with_providers(PROVIDER | {"roles": ["SCHOOL"]}).oidc_providers[0].settings.rule.roles == {Role.SCHOOL}


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "http://jy.example.cn"},
        {"key": "JY"},
        {"key": "../x"},
        {"algorithms": ["HS256"]},
        {"algorithms": []},
        {"match": "EMAIL"},
        {"token_auth_method": "none"},
        {"secret": "typo"},
        {"roles": ["SYSTEM KEEPER"]},
    ],
)
def test_a_provider_that_is_not_to_be_believed_is_refused_without_its_secret(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        with_providers(PROVIDER | changed)
    assert "tiger" not in str(refused.value)


@pytest.mark.parametrize("public_url", [None, "http://dj.example.cn", "dj.example.cn"])
def test_providers_need_to_know_where_browsers_come_back_to(public_url: str | None) -> None:
    with pytest.raises(ValidationError, match="QUXIANG_PUBLIC_URL"):
        with_providers(PROVIDER, public_url=public_url)


def test_two_providers_of_one_key_are_refused() -> None:
    with pytest.raises(ValidationError, match="same key"):
        with_providers(PROVIDER, PROVIDER)


def test_what_settings_show_holds_no_providers_secret() -> None:
    settings = with_providers(PROVIDER)
    assert "tiger" not in repr(settings)
    assert "tiger" not in repr(settings.oidc_providers)
    assert "tiger" not in repr(settings.oidc_providers[0].settings)
