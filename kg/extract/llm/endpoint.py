"""An OpenAI-compatible endpoint: where it is, how it is asked, and what is done when it fails."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests

from kg.errors import ExtractorNotSet, StageFailed

_FORMATS = ("json_schema", "json_object", "")
_PASSING = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
_LONGEST_WAIT = 60.0


@dataclass(slots=True)
class Endpoint:
    """The chat endpoint at ``url`` (…/v1) with a ``model``; ``key`` is sent as bearer token and written nowhere."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    attempts: int = 6
    pause: float = 1.0
    timeout: float = 120.0
    _format: int = 0

    @classmethod
    def from_environment(cls) -> Endpoint:
        """Return the endpoint that CHUANDA_LLM_URL, CHUANDA_LLM_MODEL and CHUANDA_LLM_KEY name.

        Raises:
            ExtractorNotSet: the address or the model is missing, or the address is none.
        """
        url, model = os.environ.get("CHUANDA_LLM_URL", "").rstrip("/"), os.environ.get("CHUANDA_LLM_MODEL", "")
        if not url or not model:
            raise ExtractorNotSet("The extractor llm needs to know whom to ask: set CHUANDA_LLM_URL (e.g. http://localhost:8000/v1) and "
                                  "CHUANDA_LLM_MODEL, and CHUANDA_LLM_KEY where the endpoint wants a key.")
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise ExtractorNotSet(f"CHUANDA_LLM_URL={url} is no address; write e.g. http://localhost:8000/v1.")
        return cls(url, model, os.environ.get("CHUANDA_LLM_KEY"))

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).hostname or ""

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> str:
        """Return the text of the answer; what passes (429, 5xx, a broken connection) is tried again with growing pauses.

        Raises:
            StageFailed: the endpoint refuses, or fails each time; no document is to blame.
        """
        trouble = ""
        attempt = 0
        while attempt < self.attempts:
            try:
                response = self._post(messages, schema)
            except requests.RequestException as error:
                trouble, wait = f"cannot be reached ({type(error).__name__})", 0.0
            else:
                if response.status_code == 200:
                    return self._text(response)
                trouble, wait = f"answers {response.status_code}: {response.text[:200].strip()}", _wait(response)
                if response.status_code in (400, 422) and _FORMATS[self._format] and "format" in response.text:
                    self._format += 1  # an older server: ask less of it
                    continue
                if response.status_code not in _PASSING:
                    break
            attempt += 1
            if attempt < self.attempts:
                time.sleep(min(_LONGEST_WAIT, max(wait, self.pause * 2 ** (attempt - 1))))
        raise StageFailed(f"{self.url} {self._without_key(trouble)}. Mend that and build again; the answers had so far are kept.")

    def _post(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> requests.Response:
        body: dict[str, Any] = {"model": self.model, "messages": list(messages), "temperature": 0}
        kind = _FORMATS[self._format]
        if kind == "json_schema":
            body["response_format"] = {"type": kind, "json_schema": {"name": "facts", "strict": True, "schema": schema}}
        elif kind:
            body["response_format"] = {"type": kind}
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return requests.post(f"{self.url}/chat/completions", json=body, headers=headers, timeout=self.timeout, allow_redirects=False)

    @staticmethod
    def _text(response: requests.Response) -> str:
        """Return the words of the first choice, nothing where the answer has none."""
        try:
            return str(response.json()["choices"][0]["message"]["content"] or "")
        except (ValueError, KeyError, IndexError, TypeError):
            return ""

    def _without_key(self, words: str) -> str:
        return words.replace(self.key, "…") if self.key else words


def _wait(response: requests.Response) -> float:
    """Return the seconds that the endpoint asks to wait."""
    try:
        return max(0.0, float(response.headers.get("Retry-After", "0")))
    except ValueError:
        return 0.0


def parsed(words: str) -> Any:
    """Return the JSON of an answer, also where it stands between fences or words; None where there is none."""
    first, last = words.find("{"), words.rfind("}")
    try:
        return json.loads(words[first:last + 1]) if 0 <= first < last else None
    except ValueError:
        return None
