"""An endpoint's answer as it comes over the line: a completion whose content is JSON with a list of facts, or an error that says what it is."""

import json
from collections.abc import Mapping
from typing import Any

from graph.errors import UnusableAnswer


def facts_in(body: bytes) -> Mapping[str, Any]:
    """Gives the JSON object in a chat completion.

    Raises:
        UnusableAnswer: it is no completion, or its content no JSON object with a list `facts`.
    """
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
        parsed = json.loads(content)
        json.dumps(parsed, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise UnusableAnswer(f"it gave no JSON ({type(error).__name__}: {str(error)[:80]})") from error
    if not isinstance(parsed, dict) or not isinstance(parsed.get("facts"), list):
        raise UnusableAnswer("it gave JSON without a list 'facts'")
    return parsed
