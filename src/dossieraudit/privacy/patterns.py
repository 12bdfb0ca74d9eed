"""What has a form of its own: numbers, addresses and dates, found by pattern and, where there is one, by check."""

import re
import unicodedata
from collections.abc import Iterator

from stdnum.nl import bsn as stdnum_bsn

from dossieraudit.privacy.vondst import Vondst, Zekerheid

_MAANDEN = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec"
)

# One character for one, so that places in the text stay what they were.
_WIT = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_ONZICHTBAAR = "\ufe0e\ufe0f"
_STREEPJES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_GELIJK = dict.fromkeys(_WIT, " ") | dict.fromkeys(_ONZICHTBAAR, "\u200b") | dict.fromkeys(_STREEPJES, "-")
_BUITEN_ASCII = re.compile(r"[^\x00-\x7f]")


def effen(tekst: str) -> str:
    """The text with look-alikes made alike (spaces, dashes, digits of other scripts); every place stays."""
    return _BUITEN_ASCII.sub(_gelijk, tekst)


def _gelijk(treffer: re.Match[str]) -> str:
    teken = treffer[0]
    if teken.isdecimal():
        return str(int(teken))
    # What only tells how to draw or in which direction to read: a number that was copied from a page may hold some.
    return "\u200b" if unicodedata.category(teken) == "Cf" else _GELIJK.get(teken, teken)


# BSN

# A spreadsheet that takes it for an amount writes '.0' behind it.
_CIJFERREEKS = re.compile(r"(?<!\d)(?<!\d[.,])\d(?:\u200b{0,3}[ .\-]?\u200b{0,3}\d){7,8}(?!\d|[.,](?!00?(?!\d))\d)")
# With the word before it, it may stand wider apart: between two spaces, tabs, slashes, or a point with a space.
_RUIM = re.compile(r"(?<![0-9A-Za-z])(?<!\d[.,])\d(?:[ \t./\-\u200b]{0,4}\d){8}(?![0-9A-Za-z])")
# Long hashes hold runs of digits that say nothing.
_HASH = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{16,}(?![0-9A-Za-z])")
_BTW = re.compile(r"(?<![A-Z0-9])NL(?P<bsn>\d{9})B\d\d(?![A-Z0-9])")
_BSN_WOORD = re.compile(r"(?:bsn|burgerservice|sofi|burger service|persoonsnummer)", re.IGNORECASE)
_VLAKBIJ = 40
_ANDER_NUMMER = re.compile(
    r"(?:factuur|polis|kenmerk|order|bestel|artikel|kvk|zaak|dossier)\w*[.:\s-]*$", re.IGNORECASE
)
# How people group nine digits. Other groups are dates, amounts or ranges that happen to stand side by side.
_GROEPEN = {(9,), (3, 3, 3), (4, 2, 3), (1,) * 9, (2, 2, 2, 3), (2, 3, 4), (3, 2, 4)}


def bsn(tekst: str) -> Iterator[Vondst]:
    """Numbers that pass the eleven-test; eight digits (a leading zero lost) only where the text says it is one."""
    hashes = [match.span() for match in _HASH.finditer(tekst)]
    plaats, gezien = 0, set[int]()
    while reeks := _CIJFERREEKS.search(tekst, plaats):
        zekerheid = None
        if not any(begin <= reeks.start() < eind for begin, eind in hashes):
            zekerheid = _bsn_zekerheid(reeks[0], tekst[max(0, reeks.start() - _VLAKBIJ) : reeks.start()])
        if zekerheid is None:
            # The next number may begin inside what was taken for one.
            plaats = reeks.start() + 1
        else:
            plaats = reeks.end()
            gezien.add(reeks.start())
            yield Vondst("bsn", reeks.start(), reeks.end(), zekerheid)
    for ruim in _RUIM.finditer(tekst) if _BSN_WOORD.search(tekst) else ():
        voor = tekst[max(0, ruim.start() - _VLAKBIJ) : ruim.start()]
        if ruim.start() not in gezien and _BSN_WOORD.search(voor) and stdnum_bsn.is_valid(re.sub(r"\D", "", ruim[0])):
            yield Vondst("bsn", ruim.start(), ruim.end(), "zeker")
    # The VAT number of a sole trader was made of the owner's BSN.
    for match in _BTW.finditer(tekst):
        if stdnum_bsn.is_valid(match["bsn"]):
            yield Vondst("bsn", match.start("bsn"), match.end("bsn"), "zeker")


def _bsn_zekerheid(reeks: str, voor: str) -> Zekerheid | None:
    nummer = re.sub(r"\D", "", reeks)
    genoemd = _BSN_WOORD.search(voor) is not None
    groepen = tuple(len(groep) for groep in re.split(r"[ .-]", reeks.replace("\u200b", "")))
    if not stdnum_bsn.is_valid(nummer):
        # A mistyped number still leads to a person.
        vlakbij = groepen == (9,) and int(nummer) and _BSN_WOORD.search(voor[-20:]) and not _ANDER_NUMMER.search(voor)
        return "mogelijk" if vlakbij else None
    if len(nummer) == 8:
        return "zeker" if genoemd and groepen == (8,) else None
    if groepen not in _GROEPEN and not genoemd:
        return None
    return "waarschijnlijk" if _ANDER_NUMMER.search(voor) and not genoemd else "zeker"


# Bank account, mail and telephone

_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?\[at\]\s?|\s?\(at\)\s?)(?:[\w-]+\.)+[A-Za-z]{2,24}(?![\w-])")
_TELEFOON = re.compile(r"(?<![\w.,/+-])(?:(?:\+|00)31|\(?0)(?:[ .\-/()]{0,3}\d){7,11}(?!\d)")
_BUITENLAND = re.compile(r"(?<![\w+])(?:\+|00)(?!31)[1-9]\d{0,2}(?:[ .\-/()]{0,2}\d){7,11}(?!\d)")
# Area codes of three digits; all others have four.
_KORT_NETNUMMER = re.compile(r"(?:10|13|15|20|23|24|26|30|33|35|36|38|40|43|45|46|50|53|55|58|7[0-9])")


def iban(tekst: str) -> Iterator[Vondst]:
    """Account numbers that pass their check; words that follow in capitals are cut off."""
    from stdnum import iban as stdnum_iban

    for match in _IBAN.finditer(tekst):
        eind = match.end()
        while eind - match.start() >= 15:
            if stdnum_iban.is_valid(tekst[match.start() : eind].upper()):
                yield Vondst("iban", match.start(), eind, "zeker")
                break
            eind = max(tekst.rfind(" ", match.start(), eind), tekst.rfind("-", match.start(), eind))


def email(tekst: str) -> Iterator[Vondst]:
    """Mail addresses, also with (at)."""
    return (Vondst("email", match.start(), match.end(), "zeker") for match in _EMAIL.finditer(tekst))


def telefoon(tekst: str) -> Iterator[Vondst]:
    """Dutch numbers of the right length; foreign ones by their country code."""
    for match in _TELEFOON.finditer(tekst):
        cijfers = re.sub(r"\D", "", match[0])
        for land in ("0031", "31"):
            if match[0].startswith(("+", "00")) and cijfers.startswith(land):
                cijfers = cijfers.removeprefix(land).removeprefix("0")
                break
        else:
            cijfers = cijfers.removeprefix("0")
        if match[0].count("/") > 1 or "   " in match[0]:
            # Cells of a table, side by side.
            continue
        if len(cijfers) == 9 and (zekerheid := _telefoonzekerheid(cijfers, match[0])) is not None:
            yield Vondst("telefoon", match.start(), match.end(), zekerheid)
    for match in _BUITENLAND.finditer(tekst):
        yield Vondst("telefoon", match.start(), match.end(), "waarschijnlijk")


def _telefoonzekerheid(cijfers: str, geschreven: str) -> Zekerheid | None:
    """By the nine digits after the zero; None where it is no number of a person or household."""
    if cijfers.startswith("6"):
        return "zeker"
    if cijfers[0] in "89":
        # Companies, services and paid numbers.
        return None
    opgedeeld = not geschreven.isdigit()
    return "zeker" if opgedeeld and _KORT_NETNUMMER.match(cijfers) else "waarschijnlijk" if opgedeeld else "mogelijk"


# Case numbers and number plates

_CODE = r"[A-Za-z0-9][A-Za-z0-9./_-]{2,24}[A-Za-z0-9]"
_ZAAK = (
    re.compile(r"(?<![\w-])VT[ -]?(?:(?:19|20)?\d\d)[ /.-]\d{2,7}(?![\w])"),
    re.compile(r"(?<![\w-])VT[ -]?\d{4,9}(?![\w])"),
    re.compile(r"(?<![\w-])PL\d{4}[- ]?\d{7,12}(?:-\d{1,2})?(?!\w)"),
    re.compile(r"(?<![\w-])[A-Z]/\d\d/\d{5,7}(?: ?/ ?[A-Z]{2} ?[A-Z]{2} ?\d\d[-/]\d{2,5})?(?!\w)"),
    re.compile(r"(?<![\w-])(?:JE|FA|HA) ?(?:RK|ZA) ?\d\d[-/]\d{2,5}(?!\w)"),
    re.compile(r"(?<![\w-])\d\d/\d{6}-\d\d(?!\w)"),
)
_GENOEMDE_ZAAK = re.compile(
    r"(?<!\w)(?:zaak|dossier|casus|cli[eë]nt|meldings?|registratie|mutatie|proces-?verbaal|parket|pati[eë]nt|volg|burger)"
    r"[ -]?(?:nummer|nr|no|id)s?\b[\s.:#=]*(?P<a>" + _CODE + r")"
    r"|(?<!\w)(?:kenmerk|referentie|zaak|mutatie)\b[\s.:#=]*(?P<b>" + _CODE + r")",
    re.IGNORECASE,
)
_MET_JAAR = re.compile(r"[a-z][a-z_-]+-(?:19|20)\d\d")
_PLATEN = (
    *("LL-DD-DD", "DD-DD-LL", "DD-LL-DD", "LL-DD-LL", "LL-LL-DD", "DD-LL-LL", "DD-LLL-D", "D-LLL-DD"),
    *("LL-DDD-L", "L-DDD-LL", "LLL-DD-L", "L-DD-LLL", "D-LL-DDD", "DDD-LL-D"),
)


def _platen(scheiding: str) -> re.Pattern[str]:
    tekens = {"L": "[A-Za-z]", "D": r"\d", "-": scheiding}
    vormen = "|".join("".join(tekens[teken] for teken in plaat) for plaat in _PLATEN)
    return re.compile(rf"(?<![\w-])(?:{vormen})(?![\w-])")


_KENTEKEN = _platen("-")
_KAAL_KENTEKEN = _platen(" ?")
_VOERTUIG = re.compile(
    r"kenteken|nummerbord|nummerplaat|\bauto\b|\bbus\b|busje|voertuig|scooter|motor\b", re.IGNORECASE
)


def zaaknummer(tekst: str) -> Iterator[Vondst]:
    """Numbers of Veilig Thuis, police and court by their form; others by the word in front of them."""
    for patroon in _ZAAK:
        for match in patroon.finditer(tekst):
            yield Vondst("zaaknummer", match.start(), match.end(), "zeker")
    for match in _GENOEMDE_ZAAK.finditer(tekst):
        groep = "a" if match["a"] else "b"
        # A name that ends in a year is a title, not a number.
        if sum(teken.isdigit() for teken in match[groep]) >= 3 and not _MET_JAAR.fullmatch(match[groep]):
            yield Vondst("zaaknummer", match.start(groep), match.end(groep), "waarschijnlijk")


def kenteken(tekst: str) -> Iterator[Vondst]:
    """Dutch number plates; without dashes only where the text speaks of a vehicle."""
    for match in _KENTEKEN.finditer(tekst):
        yield Vondst("kenteken", match.start(), match.end(), "zeker" if match[0].isupper() else "waarschijnlijk")
    for match in _KAAL_KENTEKEN.finditer(tekst):
        if _VOERTUIG.search(tekst, max(0, match.start() - 40), match.start()):
            yield Vondst("kenteken", match.start(), match.end(), "waarschijnlijk")


# Where someone lives

_POSTCODE = re.compile(
    r"(?<![\w.,-])(?P<cijfers>[1-9]\d{3})(?P<wit> ?)(?!SA|SD|SS)(?P<letters>[A-Z]{2}|[a-z]{2})(?!\w)"
    r"(?P<huis>(?:\s*,?\s*(?:nr\.?|huisnummer:?)?\s*)\d{1,5}(?:\s?[a-zA-Z](?!\w))?(?!\d|[.:/-]\d))?"
)
_STRAATEINDE = (
    "straat|straatje|laan|laantje|weg|plein|pleintje|hof|hofje|pad|singel|kade|gracht|dijk|steeg|dreef|park|plantsoen"
    "|ring|haven|markt|wal|vaart|burg|hoek|kamp|veld|meent|akker|erf|boulevard|allee|horst|poort|zoom|stede|borg|bos"
    "|tuin|weide|brink|veste|gaarde|rade|donk|schans|sluis|brug|oever|kreek"
)
STRAAT = re.compile(rf"\w*(?:{_STRAATEINDE})", re.IGNORECASE)
_HUISNUMMER = r"\d{1,5}(?:\s?(?:hs|bis|huis|[IVX]{1,4}|[a-zA-Z])(?!\w)|-(?:\d{1,4}|[IVX]{1,4}|[a-zA-Z])(?!\w))?"
_ADRES = re.compile(
    r"(?<!\w)(?:(?:[A-ZÀ-Ý][\w'’.]*|van|de|den|der|het|ten|ter|aan|op)[ -]){0,4}"
    rf"[A-ZÀ-Ý][\w'’-]*(?:{_STRAATEINDE})\s+(?:nr\.?\s*|nummer\s+)?{_HUISNUMMER}(?!\d|[.:/]\d)"
)
_KLEIN_ADRES = re.compile(
    rf"(?<!\w)[a-z]{{3,}}(?:straat|laan|singel|kade|gracht|plantsoen|steeg)\s+{_HUISNUMMER}(?!\d|[.:/]\d)"
)
_POSTBUS = re.compile(r"(?<!\w)[Pp]ostbus\s+\d{1,6}(?!\d)")
# Years and two capitals that only look like a postcode.
_GEEN_POSTCODE = {"VT", "GI", "OM", "EN", "TV", "EU", "NL", "CJ", "GZ", "RK", "IQ", "PC", "UK", "VS", "ZM"}


def postcode(tekst: str) -> Iterator[Vondst]:
    """A postcode, most telling with its house number."""
    for match in _POSTCODE.finditer(tekst):
        jaartal = match["cijfers"][:2] in ("19", "20") and match["wit"] and match["huis"] is None
        if jaartal and (match["letters"].upper() in _GEEN_POSTCODE or match["letters"].islower()):
            continue
        if match["letters"].islower() and match["wit"]:
            # '1200 km' and '4000 eu' are more common than a postcode in lower case with a space.
            if match["huis"] is None:
                continue
            yield Vondst("postcode", match.start(), match.end(), "mogelijk")
        else:
            yield Vondst("postcode", match.start(), match.end(), "zeker" if match["huis"] else "waarschijnlijk")


def adres(tekst: str) -> Iterator[Vondst]:
    """A street with a house number."""
    for patroon, zekerheid in ((_ADRES, "zeker"), (_POSTBUS, "zeker"), (_KLEIN_ADRES, "waarschijnlijk")):
        for match in patroon.finditer(tekst):
            yield Vondst("adres", match.start(), match.end(), zekerheid)  # type: ignore[arg-type]


# Days

_DATUMS = re.compile(
    r"(?<![\w.,/-])(?:"
    r"(?P<iso>(?:19|20)\d\d-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01]))"
    r"|(?P<cijfers>(?:0?[1-9]|[12]\d|3[01])(?P<s>[-/.])(?:0?[1-9]|1[0-2])(?P=s)(?P<jaar>(?:19|20)\d\d|\d\d|'\d\d))"
    rf"|(?P<woord>(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de)?[ -](?:{_MAANDEN})\b(?:\.(?= ?[12']))?"
    r"(?:[ ,-]*(?P<wjaar>(?:19|20)\d\d|'\d\d))?)"
    r"|(?P<kort>(?:0?[1-9]|[12]\d|3[01])[-/](?:0?[1-9]|1[0-2]))"
    r")(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_GEBOREN = re.compile(
    r"(?:\bgeb\b|\bgeb\.|geboren|geboorte\w*|verjaar\w*|jarig|bevallen|\bg\.d\.|°|\*)[^.;\n]{0,30}$", re.IGNORECASE
)
_GEBOREN_NA = re.compile(r",? (?:te \w+ |in \w+ )?geboren\b|\)? \(geb", re.IGNORECASE)
_NAAR_DATUM = re.compile(r"\b(?:op|d\.d\.|dd\.?|datum|sinds|vanaf|tot|\w+dag)[\s:]*$", re.IGNORECASE)
_GEEN_DATUM = re.compile(
    r"(?:artikel|art\.|paragraaf|par\.|§|versie|hoofdstuk|bijlage|blz\.|pagina'?s?|score\w*)\s*$", re.IGNORECASE
)


def datum(tekst: str) -> Iterator[Vondst]:
    """Days; a day of birth where the words before it say so."""
    for match in _DATUMS.finditer(tekst):
        voor = tekst[max(0, match.start() - 40) : match.start()]
        if _GEEN_DATUM.search(voor):
            continue
        if match["kort"] and not _NAAR_DATUM.search(voor):
            continue
        met_jaar = match["iso"] or match["jaar"] or match["wjaar"]
        if _GEBOREN.search(voor) or _GEBOREN_NA.match(tekst, match.end()):
            yield Vondst("geboortedatum", match.start(), match.end(), "zeker" if met_jaar else "waarschijnlijk")
        else:
            yield Vondst("datum", match.start(), match.end(), "mogelijk")


# School and day care

_SCHOOLWOORD = (
    "basisschool|school|peuterspeelzaal|kinderdagverblijf|kinderopvang|gastouderbureau|cr[eè]che|college|lyceum|mavo|havo"
    "|praktijkschool|OBS|CBS|RKBS|PCBS|KDV|BSO|PSZ|SBO|VSO|ROC"
)
_EIGENNAAM = r"(?:(?:De|Het|'t|d[e']|het|In|Op|Sint|St\.) ){0,2}[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
_SCHOOL = (
    re.compile(rf"(?<!\w)(?i:{_SCHOOLWOORD}) {_EIGENNAAM}"),
    re.compile(r"(?<!\w)(?:(?:[Hh]et|[Dd]e) )?[A-Z][\w'’-]*(?:school|college|lyceum|gymnasium|mavo)(?!\w)"),
    re.compile(r"(?<!\w)(?:(?:[Hh]et|[Dd]e) )?(?:[A-Z][\w'’-]+ ){1,2}(?:School|College|Lyceum|Gymnasium|Mavo)(?!\w)"),
)
_GEEN_SCHOOL = re.compile(
    r"(?:(?:de|het) )?(?:basis|hoge|midden|ouder|voor|brede|bijzondere|praktijk|school|kleuter|lagere|avond|zondags"
    r"|muziek|zwem|wekelijkse)?(?:school|college|lyceum|gymnasium|mavo)",
    re.IGNORECASE,
)


def school(tekst: str) -> Iterator[Vondst]:
    """The name of a school or day care: with a birth year it leads to one child."""
    for patroon in _SCHOOL:
        for match in patroon.finditer(tekst):
            if _GEEN_SCHOOL.fullmatch(match[0]) is None:
                yield Vondst("school", match.start(), match.end(), "waarschijnlijk")


ZOEKERS = (bsn, iban, email, telefoon, zaaknummer, kenteken, postcode, adres, datum, school)
