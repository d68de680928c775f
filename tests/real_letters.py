"""The letters as they were sent, where they lie beside the checkout; they are no part of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "letters"
LETTERS = Path(os.environ.get("BANENAFSPRAAK_BRIEVEN", BESIDE))
present = pytest.mark.skipif(not LETTERS.is_dir(), reason="the published letters are not here")
