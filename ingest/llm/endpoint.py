"""The endpoint: the only place that knows the `openai` package."""

import time
from collections.abc import Mapping
from typing import Any

import httpx
import openai

from graph.errors import SettingsError, StoreUnavailable, UnusableAnswer
from ingest.llm.answer import facts_in
from ingest.llm.prompt import INSTRUCTIONS, SCHEMA

LARGEST_ANSWER = 4 * 1024 * 1024
"""Bytes; a paragraph's facts fit a hundred times over."""


class Endpoint:
    """Asks one model at one address; the same text gives the same request."""

    def __init__(self, url: str, model: str, key: str, timeout: float) -> None:
        """Takes the address with its version (`http://127.0.0.1:8080/v1`), the model's name, a key (may be empty) and seconds to wait.

        Raises:
            SettingsError: the address or the key cannot be used.
        """
        self.model = model
        self._timeout = timeout
        if not key.isascii():
            raise SettingsError("ATLAS_LLM_KEY holds characters that no key has; copy it again")
        try:
            self._client = openai.OpenAI(
                base_url=url, api_key=key or "none", timeout=timeout, max_retries=3
            ).chat.completions.with_streaming_response
        except (ValueError, ImportError, httpx.InvalidURL) as error:
            raise SettingsError(
                f"ATLAS_LLM_URL {url!r} cannot be asked: {error}; write it as http://127.0.0.1:8080/v1, and mind ALL_PROXY"
            ) from error
        self._url = url

    def ask(self, text: str) -> Mapping[str, Any]:
        """Gives the answer as parsed JSON.

        Raises:
            StoreUnavailable: the endpoint does not answer, or not in time.
            UnusableAnswer: it answers, but not with JSON of the wanted form.
        """
        body = b""
        until = time.monotonic() + self._timeout
        try:
            with self._client.create(
                model=self.model,
                temperature=0,
                seed=0,
                messages=[{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": text}],
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "facts", "strict": True, "schema": SCHEMA},
                },
            ) as response:
                # Read piece by piece: the client's own limit begins anew with each.
                for piece in response.iter_bytes():
                    body += piece
                    if time.monotonic() > until:
                        raise StoreUnavailable(
                            f"the language model at {self._url} took more than {self._timeout:g} s; raise ATLAS_LLM_TIMEOUT"
                        )
                    if len(body) > LARGEST_ANSWER:
                        raise UnusableAnswer(f"it said more than {LARGEST_ANSWER} bytes on one paragraph")
        except (openai.OpenAIError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreUnavailable(
                f"the language model at {self._url} did not answer: {error}; start it, or set ATLAS_EXTRACTOR=rules"
            ) from error
        return facts_in(body)
