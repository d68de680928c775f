from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING

from reporter.preview.desk import Desk
from reporter.preview.watching import Watch

if TYPE_CHECKING:
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
