"""The router of REST: its parts put together, and what they have in common."""

from fastapi import APIRouter, Depends

from api.parameters import known_parameters_only
from api.rest import PREFIX, facts, questions, records, search, service

router = APIRouter(dependencies=[Depends(known_parameters_only)])
for _part in (service, search, questions, records, facts):
    router.include_router(_part.router, prefix=PREFIX)
