"""Comparing what is only known to lie between two bounds: the conditions, as source of the compiled function."""


def vergelijk_grenzen(op: str, links: tuple[str, str], rechts: tuple[str, str]) -> str:
    """True or False where every pair of values within the bounds agrees, None where they differ."""
    (al, ah), (bl, bh) = links, rechts
    match op:
        case "<":
            waar, onwaar = f"{ah} < {bl}", f"{al} >= {bh}"
        case "<=":
            waar, onwaar = f"{ah} <= {bl}", f"{al} > {bh}"
        case ">":
            waar, onwaar = f"{al} > {bh}", f"{ah} <= {bl}"
        case ">=":
            waar, onwaar = f"{al} >= {bh}", f"{ah} < {bl}"
        case "==":
            waar, onwaar = f"{al} == {ah} == {bl} == {bh}", f"({ah} < {bl} or {bh} < {al})"
        case _:
            waar, onwaar = f"({ah} < {bl} or {bh} < {al})", f"{al} == {ah} == {bl} == {bh}"
    return f"(True if {waar} else False if {onwaar} else None)"


def vergelijk_lengte(lijst: str, kan_leeg: bool, op: str, getal: int) -> str:
    """The length of a list against a number; of an unknown list (where that can be) only that it has one."""
    tekst = f"_len({lijst}) {op} {getal}"
    if not kan_leeg:
        return f"({tekst})"
    altijd = {">=": getal <= 0, ">": getal < 0, "!=": getal < 0}.get(op)
    nooit = {"<": getal <= 0, "<=": getal < 0, "==": getal < 0}.get(op)
    return f"({True if altijd else False if nooit else None} if {lijst} is None else {tekst})"
