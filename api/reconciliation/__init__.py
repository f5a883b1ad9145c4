"""The Reconciliation API of the W3C Entity Reconciliation Community Group: version 0.2, which OpenRefine speaks, and
the 1.0 draft beside it."""

from fastapi import APIRouter

from api.reconciliation import version_0_2, version_1_0

router = APIRouter(tags=["reconciliation"])
router.include_router(version_0_2.router)
router.include_router(version_1_0.router)
