"""The counting rules as the rivals know them: ranks of the grounds, and what has none."""

from __future__ import annotations

RANKS = {
    **dict.fromkeys(("wajong_o", "wajong_n_werk", "wajong_n_studie"), 0),
    **dict.fromkeys(("wsw_indicatie", "wsw_begeleid_werk", "wsw_wachtlijst"), 1),
    "wiw_id": 2,
    **dict.fromkeys(("participatiewet", "vso_pro", "praktijkroute"), 3),
}
"""The place of the group of each ground: Wajong, Wsw, WIW/ID, Participatiewet."""
ABSENT = 9
"""The rank of who is not registered on 31 December."""
UNCOUNTED = 9
"""The line of work that does not count."""
CODES = {
    "register": ("grondslag", tuple(RANKS)),
    "payroll": ("aard", ("formeel", "uitzend", "wsw_detachering", "wsw_intern", "beschut")),
    "employers": ("sector", ("markt", "overheid")),
}
GIVEN = {
    "register": ("persoon", "grondslag", "begin"),
    "payroll": (
        *("persoon", "loonheffingennummer", "ikv", "tijdvak_begin", "tijdvak_einde"),
        *("aard", "verloonde_uren", "ingediend"),
    ),
    "employers": ("loonheffingennummer", "sector", "begin"),
}
BOUNDS = {
    "register": ("persoon = ''", "einde < begin"),
    "payroll": (
        *("persoon = ''", "loonheffingennummer = ''", "ikv < 0", "tijdvak_einde < tijdvak_begin"),
        *("verloonde_uren < 0", "verloonde_uren > 744"),
    ),
    "employers": ("loonheffingennummer = ''", "einde < begin"),
}
WRONG = {
    register: (
        *(f"{name} IS NULL" for name in GIVEN[register]),
        f"{CODES[register][0]} NOT IN {CODES[register][1]}",
        *BOUNDS[register],
    )
    for register in GIVEN
}
"""What must not be so in a record of each register, as a condition in SQL."""
