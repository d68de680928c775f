"""The preview: an annex on a local page that is made anew at every save.

Addresses, all read-only (GET and HEAD) and all below ``/SECRET``, which is another at every start;
anything else is answered with 403:

``/``                               the list of editions
``/_/NAME``                         an asset of the builder: ``/_/voorbeeld.js``
``/EDITION/``                       the shell: bar, margin, and a frame
``/EDITION/annex``                  the last good annex; for the frame
``/EDITION/accepted``               what it is compared with; for the frame beside it
``/EDITION/state``                  JSON: what is shown now, see below
``/EDITION/annex.FORM?version=N``   download (html pdf json csv ods) of exactly version N;
                                    409 when N is no longer what is shown
``/EDITION/pages/P.png?version=N``  page P (from 1) of the PDF of version N
``/events?show=EDITION``            server-sent events: ``changed`` with the same JSON, at once
                                    and after every change; what is listened to is built
``/events?show=/``                  the same of the list: only ``turn``, which counts the changes

The JSON is the one state of ``state.py``, from which all that a tab says follows: ``version``
(counts good pages; 0 is none yet), ``kind`` (goed, mis: a check failed, fout: the files make no
annex), ``title`` (of the tab), ``state`` (the sentence of the bar, read aloud), ``failure``
(fragment, or empty), ``html``, ``margin`` (which stands apart from ``version``: it is another
beside a fault), and ``pages``: ``{"version": N, "count": C, "problem": "", "notice": ""}`` for the
newest good PDF; ``problem`` is a Dutch sentence if there can be none of ``version``, ``notice``
says what stands there instead.
"""
