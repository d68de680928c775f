"""The preview: an annex on a local page that is made anew at every save.

Addresses, all read-only (GET and HEAD):

``/``                               the index of editions
``/_/NAME``                         an asset of the builder: ``/_/voorbeeld.js``
``/EDITION/``                       the shell
``/EDITION/annex``                  the last good annex; for the frame
``/EDITION/state``                  JSON: what is shown now, see below
``/EDITION/events``                 server-sent events: ``changed`` with the same JSON
                                    without ``html`` and ``margin``; one comes at once
``/EDITION/annex.FORM?version=N``   download (html pdf json csv ods) of exactly version N;
                                    409 when N is no longer what is shown
``/EDITION/pages/P.png?version=N``  page P (from 1) of the PDF of version N
``/events``                         server-sent events for the index: ``changed`` at each rebuild

The JSON: ``server`` (text; another one means: reload the whole page), ``version`` (counts
good pages; 0 is none yet), ``state`` (the sentence of the page), ``failure`` (fragment, or
empty), ``html``, ``margin``, and ``pages``: ``{"version": N, "count": C, "problem": ""}`` for
the newest PDF that is ready; ``problem`` is a Dutch sentence if there can be none.
"""

from reporter.preview.builder import Builder, Page

__all__ = ["Builder", "Page"]
