"""The endpoint: the only place that knows the `openai` package."""

import json
from collections.abc import Mapping
from typing import Any

import openai

from graph.errors import StoreUnavailable
from ingest.llm.prompt import INSTRUCTIONS, SCHEMA


class Endpoint:
    """Asks one model at one address; the same text gives the same request."""

    def __init__(self, url: str, model: str, key: str, timeout: float) -> None:
        """Takes the address with its version (`http://127.0.0.1:8080/v1`), the model's name, a key (may be empty) and seconds to wait."""
        self.model = model
        self._client = openai.OpenAI(base_url=url, api_key=key or "none", timeout=timeout, max_retries=3)

    def ask(self, text: str) -> Mapping[str, Any]:
        """Gives the answer as parsed JSON.

        Raises:
            StoreUnavailable: the endpoint does not answer, or not with JSON.
        """
        try:
            answer = self._client.chat.completions.create(
                model=self.model,
                temperature=0,
                seed=0,
                messages=[{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": text}],
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "facts", "strict": True, "schema": SCHEMA},
                },
            )
            parsed = json.loads(answer.choices[0].message.content or "")
            json.dumps(parsed, ensure_ascii=False).encode()  # half a surrogate pair is no text
        except openai.OpenAIError as error:
            raise StoreUnavailable(
                f"the language model at {self._client.base_url} did not answer: {error}; start it, or set ATLAS_EXTRACTOR=rules"
            ) from error
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise StoreUnavailable(
                f"the language model {self.model!r} gave no JSON: {error}; take one with structured output"
            ) from error
        if not isinstance(parsed, dict) or not isinstance(parsed.get("facts"), list):
            raise StoreUnavailable(
                f"the language model {self.model!r} gave {type(parsed).__name__} without a list 'facts'; take one with structured output"
            )
        return parsed
