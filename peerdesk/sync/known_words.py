"""The words that squeezing takes as said before. What was sealed with them is opened with them: they never change.

Deflate pays less for what it finds near by, so what is most likely stands at the end: common words of Spanish and of
English, the codes of a note, and at last the bytes around each field of a payload. None of it is from anybody's notes.
"""

from typing import Final

_SPANISH: Final = (
    "hospital clínica grupo reunión vivienda trabajo familia madre padre hermana hermano hijos autobús tarjeta comida "
    "documentos llamada teléfono cita mañana noche tarde semana lunes martes miércoles jueves viernes sábado domingo "
    "puerta sala calle casa tranquila nerviosa cansado triste contenta esperanza miedo ayuda apoyo juntos caminamos "
    "hablamos escuché contó dijo quiere necesita pidió preguntó vino estaba estuvo está tiene puede quedamos volver "
    "también después antes ahora sobre desde hasta entre mucho poco más muy pero porque cuando como para por con sin "
    "que se lo la los las le les me mi su sus un una unos y o no sí es en el de a "
)
_ENGLISH: Final = (
    "kitchen breakfast coffee dinner lunch music garden church doctor nurse social worker counselor treatment "
    "program recovery support meeting group hospital clinic emergency department shelter apartment "
    "housing paperwork application insurance benefits job interview school training money "
    "phone number charger minutes voucher bus pass ride train station food pantry clothes shoes blanket bag card "
    "mother father sister brother daughter son children family friend partner neighbor "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday morning afternoon evening tonight tomorrow yesterday "
    "today week month weekend appointment waiting room bed unit floor door desk hall outside street home "
    "hopeful tired uneasy calm frustrated relieved unsure proud worried open scared angry sad quiet nervous grateful "
    "better alone together safe ready afraid lost stuck okay "
    "talked about listened walked sat with called helped offered asked for planned practised looked at made wrote "
    "met went came told said wants needs would like feels felt will be in touch next time check back again "
    "because through after before around between something someone anything everything nothing really maybe still "
    "there their they them then than that this these those what when where which while who how why "
    "have has had was were been being is are am do does did done not no yes and but or if so as of from into over "
    "out up down off by on at to it its he him his she her hers I me my we us our you your a an the "
)
_CODES: Final = (
    "naloxone_nasal naloxone_injectable fentanyl_strips sharps treatment moud withdrawal offered chosen set_up "
    "resource_card followed_up next_step phone video text inpatient street clinic home brief left "
)


def _field(name: str, value: bytes) -> bytes:
    head = bytes([0xA0 | len(name)]) + name.encode()
    return b"\x92" + head + b"\x91\x93" + value + b"\x00\x00"


def _text(value: str) -> bytes:
    return bytes([0xA0 | len(value)]) + value.encode()


_FIELDS: Final = b"".join(
    _field(name, value)
    for name, value in (
        ("bring_to_supervision", b"\xc3"),
        ("hidden", b"\xc3"),
        ("individual", b"\xc4\x10"),
        ("interpreter", _text("")),
        ("language", _text("")),
        ("prompt", _text("")),
        ("written_with", _text("together")),
        ("words", b"\xd9\x00"),
        ("supplies", b"\x81" + _text("naloxone_nasal") + b"\x01"),
        ("share", b"\x81\xd9\x20"),
        ("mattered", b"\x91" + _text("housing")),
        ("next", b"\x81" + _text("treatment") + _text("offered")),
        ("length", _text("15_30")),
        ("count", b"\xc2"),
        ("happened_on", _text("2026-12-")),
        ("memory", b"\xda\x01"),
        ("mode", _text("in_person")),
        ("outcome", _text("met")),
        ("setting", _text("ed")),
        ("support", b"\x92" + _text("listened") + _text("time")),
    )
)
_HEADS: Final = b"\x96\x02\xa9encounter\xc0\x91\x93\xc4\x10\xc4\x08" + b"\x95\x01\xa9encounter\xc0\x90\x96"
KNOWN: Final = (_SPANISH + _ENGLISH + _CODES).encode() + _HEADS + _FIELDS
