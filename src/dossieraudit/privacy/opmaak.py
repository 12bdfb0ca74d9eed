"""The texts of HTML, SVG and XML: what is shown, what a screen reader says, and the data that a page carries."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Literal

Soort = Literal["tekst", "json", "code"]

# These only change how words look; a name may run across them.
_IN_DE_REGEL = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
    }
    | {"sup", "tspan", "u", "wbr"}
)
_LEESBAAR = frozenset({"title", "alt", "aria-label", "aria-description", "content", "placeholder", "value", "summary"})
_CODE = frozenset({"script", "style"})


def stukken(tekst: str) -> Iterator[tuple[str, Soort, str]]:
    """Place, sort and text of every block, in order."""
    lezer = _Lezer()
    lezer.feed(tekst)
    lezer.close()
    lezer.sluit_af()
    return iter(lezer.gevonden)


class _Lezer(HTMLParser):
    """Gathers running text until a tag that breaks the line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.gevonden: list[tuple[str, Soort, str]] = []
        self._tekst: list[str] = []
        self._regel = 1
        self._in_code: Soort | None = None

    def sluit_af(self) -> None:
        """Put what was gathered away as one text."""
        tekst = "".join(self._tekst)
        soort: Soort = self._in_code or "tekst"
        if soort == "tekst":
            tekst = " ".join(tekst.split())
        if tekst.strip():
            self.gevonden.append((f"regel {self._regel}", soort, tekst))
        self._tekst.clear()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _IN_DE_REGEL:
            self.sluit_af()
        for naam, waarde in attrs:
            if waarde and (naam in _LEESBAAR or naam.startswith("data-")):
                self.gevonden.append((f"regel {self.getpos()[0]}", "tekst", waarde))
        if tag in _CODE:
            soort = dict(attrs).get("type") or ""
            self._in_code = "json" if tag == "script" and soort.endswith("json") else "code"

    def handle_endtag(self, tag: str) -> None:
        if tag not in _IN_DE_REGEL:
            self.sluit_af()
        if tag in _CODE:
            self._in_code = None

    def handle_data(self, data: str) -> None:
        if not self._tekst:
            self._regel = self.getpos()[0]
        self._tekst.append(data)

    def handle_comment(self, data: str) -> None:
        if data.strip():
            self.gevonden.append((f"regel {self.getpos()[0]} (opmerking)", "tekst", data))
