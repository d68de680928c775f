from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING

from reporter.preview.desk import Desk
from reporter.preview.state import PageState
from reporter.preview.watching import Watch

if TYPE_CHECKING:
    import pytest

    from tests.preview.small_builder import SmallBuilder


async def rebuild(desk: Desk, times: int) -> int:
    """Make a page, or tell of a failure, a number of times; give how many objects live then."""
    for _ in range(times):
        desk.outdate()
        await desk.freshen(desk.chosen)
    gc.collect()
    return len(gc.get_objects())


def test_a_thousand_rebuilds_leave_nothing_behind(builder: SmallBuilder) -> None:
    async def grown() -> int:
        watch = Watch(builder.sources)
        desk = Desk(builder, "2019")
        before = await rebuild(desk, 20)
        after = await rebuild(desk, 1000)
        desk.close()
        assert watch.folders()
        return after - before

    assert abs(asyncio.run(grown())) < 100


def test_a_save_is_made_and_written_once_however_many_tabs_look(
    builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    told = PageState.told

    def counted(state: PageState) -> dict[str, object]:
        written.append(state.version)
        return told(state)

    monkeypatch.setattr(PageState, "told", counted)

    async def saved() -> set[str]:
        desk = Desk(builder, "2019")
        tabs = [desk.events(desk.chosen) for _ in range(12)]
        for _ in ("the retry time", "the page as it is"):
            await asyncio.gather(*(anext(tab) for tab in tabs))
        (builder.folder / "2019.txt").write_text("4")
        desk.outdate()
        heard = await asyncio.gather(*(anext(tab) for tab in tabs))
        desk.close()
        return set(heard)

    (heard,) = asyncio.run(saved())
    assert "cijfer 4" in heard
    assert builder.builds == ["2019", "2019"]
    assert written == [1, 2]
