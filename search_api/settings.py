"""Limits of the HTTP service."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.settings import naming_settings


class ServiceSettings(BaseSettings):
    """What an operator may set for the service (`ATLAS_API_…`)."""

    model_config = SettingsConfigDict(env_prefix="ATLAS_API_", frozen=True)

    page_limit: int = Field(
        default=100, ge=1, le=1000, description="Most records that one page of a listing gives"
    )
    search_limit: int = Field(default=50, ge=1, le=100, description="Most hits that one answer gives")


def service_settings() -> ServiceSettings:
    """Gives the settings of the service.

    Raises:
        SettingsError: a value is malformed; names the setting.
    """
    with naming_settings("ATLAS_API_"):
        return ServiceSettings()
