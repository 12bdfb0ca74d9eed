"""From text to Python's syntax tree, and nothing more: nothing of the input is ever evaluated as Python.

The text is parsed by the standard library; which of its nodes belong to the language is decided in `check`.
"""

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable
from typing import Any

from dossieraudit.expressions.nodes import Span

MAX_LENGTE = 2_000
MAX_NODES = 600
MAX_DIEPTE = 40
_GEWONE_TEKST = re.compile(r"""'[^'\\\n]*'|"[^"\\\n]*\"""")
_HAAKJE = re.compile(r"[()\[\]{}]")
_LASTIG = re.compile(r"['\"#\\]")
_HALF_TEKEN = re.compile("[\ud800-\udfff]")


class Expressiefout(Exception):
    """A fault in an expression: where, what, and what to do about it."""

    def __init__(self, melding: str, span: Span, advies: str | None = None) -> None:
        self.melding, self.span, self.advies = melding, span, advies


class Bron:
    """The text of an expression, and the way from the parser's positions back to characters in it."""

    def __init__(self, tekst: str) -> None:
        self.tekst = tekst
        self.regels = tekst.split("\n")
        # Where the parser and we mean the same by a line and a column.
        self._eenvoudig = tekst.isascii() and "\r" not in tekst

    def span(self, node: ast.AST) -> Span:
        """The place of a parsed node."""
        eerste, laatste = node.lineno, node.end_lineno  # type: ignore[attr-defined]
        if self._eenvoudig and eerste > 1 and laatste <= len(self.regels) + 1:
            return Span(eerste - 1, node.col_offset, laatste - 1, node.end_col_offset)  # type: ignore[attr-defined]
        return Span(
            *self._punt(node.lineno, node.col_offset),  # type: ignore[attr-defined]
            *self._punt(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def staart(self, node: ast.AST, lengte: int) -> Span:
        """The place of the last `lengte` characters of a parsed node: the name after a dot."""
        heel = self.span(node)
        return Span(heel.eindregel, max(heel.eindkolom - lengte, 0), heel.eindregel, heel.eindkolom)

    def _punt(self, regel: int, kolom: int) -> tuple[int, int]:
        # The text stands one line lower, inside parentheses; the parser counts columns in UTF-8 bytes.
        index = min(max(regel - 2, 0), len(self.regels) - 1)
        tekens = self.regels[index].encode()[:kolom].decode(errors="ignore")
        return index + 1, len(tekens)

    def hele(self) -> Span:
        """The whole text."""
        return Span(1, 0, len(self.regels), len(self.regels[-1]))


def ontleed(tekst: str) -> tuple[ast.expr, Bron]:
    """Parse one expression. Raises `Expressiefout` where it is no expression, too long or nested too deep."""
    bron = Bron(tekst)
    if len(tekst) > MAX_LENGTE:
        raise Expressiefout(f"de expressie is langer dan {MAX_LENGTE} tekens", bron.hele(), "splits haar in eisen")
    if "\0" in tekst or _HALF_TEKEN.search(tekst):
        raise Expressiefout("de expressie bevat een NUL-teken of een half teken", bron.hele())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the parser warns about Python style; the check refuses those nodes
            # Parentheses let an expression run over several lines, as it does in a YAML block.
            boom = ast.parse(f"(\n{tekst}\n)", mode="eval").body
    except SyntaxError as fout:
        raise _syntaxfout(fout, bron) from None
    except ValueError:  # a number of more digits than Python reads
        raise Expressiefout("hierin staat een getal dat te groot is", bron.hele()) from None
    except (RecursionError, MemoryError):
        raise Expressiefout("de expressie is te diep genest", bron.hele(), "splits haar in eisen") from None
    _bewaak_omvang(boom, bron)
    _bewaak_haakjes(bron)
    return boom, bron


def _syntaxfout(fout: SyntaxError, bron: Bron) -> Expressiefout:
    """Python's syntax error in Dutch, at its own place."""
    if fout.lineno is None or not 2 <= fout.lineno <= len(bron.regels) + 1:
        # The parser complains of the parentheses that we put around the text: the fault shows at its end.
        regel, kolom = len(bron.regels), len(bron.regels[-1].rstrip())
    else:
        regel = fout.lineno - 1
        kolom = min(max((fout.offset or 1) - 1, 0), len(bron.regels[regel - 1]))
    plaats = Span(regel, kolom, regel, kolom + 1)
    tekst = fout.msg
    if "was never closed" in tekst or "unexpected EOF" in tekst:
        return Expressiefout("een haakje is niet gesloten", plaats, "zet het ontbrekende haakje erbij")
    if "unmatched" in tekst or "does not match" in tekst:
        return Expressiefout("een haakje past niet bij het haakje dat open staat", plaats)
    if "instead of '='" in tekst or "assign" in tekst or "'='" in tekst:
        return Expressiefout("'=' is geen vergelijking", plaats, "schrijf '=='")
    if "unterminated string" in tekst:
        return Expressiefout("een tekst tussen aanhalingstekens is niet afgesloten", plaats)
    if "nested" in tekst:
        return Expressiefout("de expressie is te diep genest", plaats, "splits haar in eisen")
    return Expressiefout(
        "hier kan de expressie niet verder gelezen worden", plaats, "kijk naar haakjes, komma's en 'and'/'or'"
    )


def _bewaak_haakjes(bron: Bron) -> None:
    """Refuse a bracket that closes the parentheses that we put around the text, as in `a) or (b`."""
    if _zeker_in_evenwicht(bron.tekst):
        return
    diepte = 0
    for teken in tokenize.generate_tokens(io.StringIO(f"(\n{bron.tekst}\n)").readline):
        if teken.type == tokenize.OP and teken.string in "([{":
            diepte += 1
        elif teken.type == tokenize.OP and teken.string in ")]}":
            diepte -= 1
            regel, kolom = teken.start
            if not diepte and regel < len(bron.regels) + 2:
                plaats = Span(regel - 1, kolom, regel - 1, kolom + 1)
                raise Expressiefout("dit haakje hoort bij geen haakje ervoor", plaats, "haal het weg")


def _zeker_in_evenwicht(tekst: str) -> bool:
    """A look without the tokenizer, which would take a tenth of the time that a framework takes to load."""
    rest, diepte = _GEWONE_TEKST.sub("", tekst), 0
    for teken in _HAAKJE.findall(rest):
        diepte += 1 if teken in "([{" else -1
        if diepte < 0:
            return False
    return not diepte and _LASTIG.search(rest) is None


def _bewaak_omvang(boom: ast.expr, bron: Bron) -> None:
    """Refuse what is too large or too deep, without recursion of our own."""
    laag: list[ast.AST] = [boom]
    aantal = diepte = 0
    while laag:
        aantal += len(laag)
        diepte += 1
        if aantal > MAX_NODES or diepte > MAX_DIEPTE:
            raise Expressiefout("de expressie is te groot of te diep genest", bron.hele(), "splits haar in eisen")
        laag = [kind for node in laag for veld in node._fields for kind in _nodes_in(getattr(node, veld))]


def _nodes_in(waarde: Any) -> Iterable[ast.AST]:
    if isinstance(waarde, list):
        return [deel for deel in waarde if isinstance(deel, ast.AST)]
    return (waarde,) if isinstance(waarde, ast.AST) else ()
