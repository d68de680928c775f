"""A population computable by hand, delivered as five small files."""

from __future__ import annotations

FILES = {
    "begrippen.csv": (
        "soort,code,naam,toelichting\n"
        "doelgroep,pw,Participatiewet,\n"
        "doelgroep,wajong,Wajong,<b>oud & nieuw</b>\n"
        "vorm,formeel,Formeel,\n"
        "vorm,inleen,Inleen,\n"
        "vorm,uitzend,Uitzend,\n"
        "vorm,wsw_detachering,Detachering,\n"
    ),
    "uren.csv": (
        "jaar,vorm,sector,doelgroep,verloonde_uren,herkomst\n"
        "2012,formeel,markt,,110.92,gepubliceerd\n"
        "2012,formeel,overheid,,55.46,aangenomen\n"
        "2012,inleen,,,100,\n"
        "2019,formeel,markt,pw,1234.56,geleverd\n"
        "2019,formeel,markt,wajong,0,\n"
        "2019,formeel,overheid,pw,10.5,\n"
        "2019,formeel,overheid,wajong,20,\n"
        "2019,uitzend,,,30,\n"
        "2019,wsw_detachering,,,40,herleid\n"
    ),
    "personen.csv": (
        "jaar,vorm,doelgroep,personen\n"
        "2012,formeel,pw,1\n"
        "2012,formeel,wajong,2\n"
        "2012,inleen,,2\n"
        "2012,totaal,,4\n"
    ),
    "verdeelsleutels.csv": (
        "jaar,sector,percentage\n"
        "2012,markt,76.0\n2012,overheid,24.0\n"
        "2019,markt,69.9\n2019,overheid,30.1\n"
    ),
    "doelstellingen.csv": (
        "jaar,sector,banen\n"
        "2019,markt,40000\n2019,overheid,15000\n"
        "structureel,markt,100000\nstructureel,overheid,25000\n"
    ),
}
