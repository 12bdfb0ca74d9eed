"""Lines of a given width for the terminal, without the trailing spaces that a grid leaves in a pipe."""

from textwrap import wrap

from rich.text import Text


def gevouwen(tekst: str, breedte: int, eerste: str = "", stijl: str = "") -> list[Text]:
    """The text in lines of at most this width, behind `eerste`; the lines that follow stand under its beginning."""
    inspringing = " " * len(eerste)
    regels = wrap(
        tekst,
        max(breedte, len(eerste) + 20),
        initial_indent=eerste,
        subsequent_indent=inspringing,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [Text(regel, style=stijl) for regel in regels]
