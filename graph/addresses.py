"""Where a SPARQL server is, and how it knows us."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import httpx

SCHEMES = ("none", "basic", "digest", "bearer")
"""The kinds of authentication."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """A server's addresses, and the authentication that is sent to all of them. Raises ValueError naming the setting
    that is wrong; no message shows a password or token.

    `query` answers queries, `update` takes SPARQL updates, `graphs` is the graph store; None for `graphs` if there is
    none. `scheme` is one of SCHEMES.
    """

    query: str
    update: str
    graphs: str | None = None
    scheme: str = "none"
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name, address in (("", self.query), ("_UPDATE", self.update), ("_GRAPHS", self.graphs)):
            if address is not None:
                _check(f"STAVKA_STORE{name}", address)
        if self.scheme not in SCHEMES:
            raise ValueError(f'the setting STAVKA_STORE_AUTH is "{self.scheme}": give one of {", ".join(SCHEMES)}')
        if self.scheme in ("basic", "digest") and not (self.user and self.password):
            missing = "STAVKA_STORE_PASSWORD" if self.user else "STAVKA_STORE_USER"
            raise ValueError(f"STAVKA_STORE_AUTH is {self.scheme}, so the setting {missing} is needed")
        if self.scheme == "bearer" and not (self.token.isascii() and self.token.isprintable() and self.token):
            raise ValueError("STAVKA_STORE_AUTH is bearer, so the setting STAVKA_STORE_TOKEN is needed, in ASCII")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The server that STAVKA_STORE names, with STAVKA_STORE_UPDATE (by default the same address),
        STAVKA_STORE_GRAPHS (by default there is no graph store), STAVKA_STORE_AUTH and what it needs:
        STAVKA_STORE_USER and STAVKA_STORE_PASSWORD, or STAVKA_STORE_TOKEN. Raises ValueError naming a wrong one."""
        query = environment.get("STAVKA_STORE", "").strip()
        return cls(
            query=query,
            update=environment.get("STAVKA_STORE_UPDATE", "").strip() or query,
            graphs=environment.get("STAVKA_STORE_GRAPHS", "").strip() or None,
            scheme=environment.get("STAVKA_STORE_AUTH", "").strip().lower() or "none",
            user=environment.get("STAVKA_STORE_USER", ""),
            password=environment.get("STAVKA_STORE_PASSWORD", ""),
            token=environment.get("STAVKA_STORE_TOKEN", ""),
        )

    def auth(self) -> "httpx.Auth | None":
        """The authentication for an httpx client; digest keeps a state, so that every client needs its own."""
        import httpx

        if self.scheme == "basic":
            return httpx.BasicAuth(self.user, self.password)
        return httpx.DigestAuth(self.user, self.password) if self.scheme == "digest" else None

    def headers(self) -> dict[str, str]:
        """The headers that every request carries."""
        return {"Authorization": f"Bearer {self.token}"} if self.scheme == "bearer" else {}


def is_address(text: str) -> bool:
    """True if `text` is meant as the address of a server, not as a directory."""
    return text.lower().startswith(("http://", "https://"))


def shown(address: str) -> str:
    """An address as messages show it: without its parameters, which may hold a key."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _check(setting: str, address: str) -> None:
    example = "give an address such as https://example.org/sparql"
    if "@" in address:
        raise ValueError(f"the setting {setting} holds a user: give it as STAVKA_STORE_USER and STAVKA_STORE_PASSWORD")
    if not is_address(address):
        raise ValueError(f'the setting {setting} is "{address}": {example}')
    try:
        parts = urlsplit(address)
        named = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        named = None
    if not named or any(letter.isspace() for letter in address):
        raise ValueError(f"the setting {setting} names no host and port that can be: {example}")
