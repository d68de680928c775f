"""The preview: an annex on a local page that is made anew at every save.

Addresses, all read-only (GET and HEAD):

``/``                               the index of editions
``/_/NAME``                         an asset of the builder: ``/_/voorbeeld.js``
``/EDITION/``                       the shell
``/EDITION/annex``                  the last good annex; for the frame
``/EDITION/state``                  JSON: what is shown now, see below
``/EDITION/annex.FORM?version=N``   download (html pdf json csv ods) of exactly version N;
                                    409 when N is no longer what is shown
``/EDITION/pages/P.png?version=N``  page P (from 1) of the PDF of version N
``/events?show=2019,/``             server-sent events of all that is shown, ``/`` is the index:
                                    ``changed`` with the same JSON without ``html`` and
                                    ``margin``; of each one comes at once. What is shown over
                                    some line is built at every change; see voorbeeld-lijn.js

The JSON: ``show`` (what it is of), ``turn`` (counts what was told of it), ``server`` (text;
another one means: reload the whole page), ``version`` (counts good pages; 0 is none yet),
``state`` (the sentence of the page), ``failure`` (fragment, or empty), ``html``, ``margin``, and
``pages``: ``{"version": N, "count": C, "problem": ""}`` for the newest PDF that is ready;
``problem`` is a Dutch sentence if there can be none. Of the index: the first three.
"""
