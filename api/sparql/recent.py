"""Recent answers: short ones are kept, so that a question which many ask is evaluated once for each state of the store.

A key holds the state's number, so an answer is never older than the store. What differs from one time to the next
(NOW, RAND, UUID, STRUUID, BNODE) and what another server answers (SERVICE) is not kept.
"""

import re
from collections import OrderedDict

from api.sparql.evaluation import QueryRequest, Request
from api.sparql.reply import Reply

_LONGEST = 1 << 16
"""The longest answer kept, in bytes."""
_DIFFERS = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\b|service|\\u", re.IGNORECASE)


class Recent:
    """Answers of late, the least lately asked given up first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[tuple[int, Request], tuple[str, bytes]] = OrderedDict()

    def reply(self, edition: int, request: Request) -> Reply | None:
        """The whole reply to a request about a state of the store, if it is kept."""
        found = self._kept.get((edition, request))
        if found is None:
            return None
        self._kept.move_to_end((edition, request))
        reply = Reply()
        reply.begin(found[0])
        reply.add(found[1])
        reply.end()
        return reply

    def keep(self, edition: int, request: Request, reply: Reply) -> None:
        """Keep a reply, if it is one to be kept."""
        if not isinstance(request, QueryRequest) or not reply.complete or reply.length > _LONGEST:
            return
        if (edition, request) in self._kept or _DIFFERS.search(request.text):
            return
        content = reply.whole()
        self._kept[edition, request] = reply.media, content
        self._size += _weight(request, content)
        while self._size > self._most:
            (_, given_up), (_, gone) = self._kept.popitem(last=False)
            assert isinstance(given_up, QueryRequest), "no other requests are kept"
            self._size -= _weight(given_up, gone)


def _weight(request: QueryRequest, content: bytes) -> int:
    return len(request.text) + len(content)
