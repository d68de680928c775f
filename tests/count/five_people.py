"""Five people in the registers of 2019, small enough to count by hand.

======  ====================================  ===========================================
        in the register on 31 December        paid in December
======  ====================================  ===========================================
anna    Wajong and Wsw begeleid werk          formal, market, 110,92; filed twice, first 50
bram    Participatiewet, until 31 December    agency, 60,00; government, formal, 40,00
carla   Wsw                                   secondment, 28 days of which 14 in December: 50,01
daan    Participatiewet, until 30 December    formal, market, 120,00
eva     WIW/ID                                inside sheltered employment, 130,00
fred    not in the register                   formal, market, 130,00
======  ====================================  ===========================================

So hours: formal, market, Wajong 110,92; formal, government, Participatiewet 40,00; agency
60,00; secondment 25,01 (25,005 rounded half up). Persons: anna, bram and carla.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from tests.count.reference import Employer, Pay, Population, Registration

BEGIN, FIRST, LAST = date(2015, 1, 1), date(2019, 12, 1), date(2019, 12, 31)
FILED = datetime(2020, 1, 10, 12)  # noqa: DTZ001 - as delivered
SHOP, TOWN, AGENCY = "001L01", "002L01", "003L01"


def pay(person: str, employer: str, work: str, hours: str, filed: datetime = FILED) -> Pay:
    return Pay(person, employer, 1, FIRST, LAST, work, Decimal(hours), filed)


PEOPLE: Final = Population(
    [
        Registration("pseudoniem-anna", "wajong_o", BEGIN, None),
        Registration("pseudoniem-anna", "wsw_begeleid_werk", BEGIN, None),
        Registration("pseudoniem-bram", "vso_pro", BEGIN, LAST),
        Registration("pseudoniem-carla", "wsw_indicatie", BEGIN, None),
        Registration("pseudoniem-daan", "participatiewet", BEGIN, date(2019, 12, 30)),
        Registration("pseudoniem-eva", "wiw_id", BEGIN, None),
    ],
    [
        pay("pseudoniem-anna", SHOP, "formeel", "50.00"),
        pay("pseudoniem-anna", SHOP, "formeel", "110.92", FILED.replace(hour=13)),
        pay("pseudoniem-bram", AGENCY, "uitzend", "60.00"),
        pay("pseudoniem-bram", TOWN, "formeel", "40.00"),
        pay("pseudoniem-carla", AGENCY, "wsw_detachering", "50.01")._replace(
            tijdvak_begin=date(2019, 12, 18), tijdvak_einde=date(2020, 1, 14)
        ),
        pay("pseudoniem-daan", SHOP, "formeel", "120.00"),
        pay("pseudoniem-eva", SHOP, "wsw_intern", "130.00"),
        pay("pseudoniem-fred", SHOP, "formeel", "130.00"),
        pay("pseudoniem-anna", SHOP, "formeel", "99.00")._replace(
            tijdvak_begin=date(2019, 11, 1), tijdvak_einde=date(2019, 11, 30)
        ),
    ],
    [
        Employer(SHOP, "overheid", BEGIN, date(2019, 11, 30)),
        Employer(SHOP, "markt", FIRST, None),
        Employer(TOWN, "overheid", BEGIN, None),
        Employer(AGENCY, "markt", BEGIN, None),
    ],
)
