"""Help pages and usage errors in Dutch.

typer's own words for these are fixed in its code (decision 0008), so the commands lay their pages out themselves and
turn every usage error into a `Gebruiksfout`, at the three places where one can arise: parsing, finding the command,
and calling it.
"""

import sys
import textwrap
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from dossieraudit.cli.exitcodes import VERKEERD_GEBRUIK
from dossieraudit.errors import Gebruiksfout, bedoelde

# typer names this class only as the base of the one that it exports.
_GEBRUIKSFOUT_VAN_TYPER = cast("type[Exception]", typer.BadParameter.__bases__[0])


class _Bladspiegel:
    """How a help page is laid out; for a command and for a group of commands."""

    def collect_usage_pieces(self: Any, ctx: Any) -> list[str]:
        """What follows the name in the usage line."""
        return ["[OPTIES]", *(_metavar(p) for p in self.get_params(ctx) if _is_argument(p))]

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """The usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """Arguments and options, each with what it means."""
        for kop, is_argument in (("Argumenten", True), ("Opties", False)):
            if rijen := [_rij(p) for p in self.get_params(ctx) if _is_argument(p) is is_argument]:
                with formatter.section(kop):
                    formatter.write_dl(rijen)

    def format_epilog(self: Any, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature is typer's
        """The examples, line by line as they were written: a command that is wrapped cannot be copied."""
        if self.epilog:
            with formatter.section("Voorbeelden"):
                formatter.write(textwrap.indent(self.epilog, "  ") + "\n")


class Opdracht(_Bladspiegel, TyperCommand):
    """One command."""

    # typer leaves it to us to refuse what is left over, and so in Dutch.
    allow_extra_args = True

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help page."""
        return _uitlegoptie(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the command line; raises `Gebruiksfout` where that cannot be done."""
        try:
            rest = super().parse_args(ctx, args)
        except _GEBRUIKSFOUT_VAN_TYPER as fout:
            raise _vertaald(fout, ctx) from None
        if rest and not ctx.resilient_parsing:
            raise _gebruiksfout(f"te veel argumenten: {' '.join(map(repr, rest))}", ctx)
        return rest


class Groep(_Bladspiegel, TyperGroup):
    """The program itself, or a group of commands within it."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is typer's
        """What follows the name in the usage line."""
        return ["[OPTIES]", "OPDRACHT", "…"]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The options, and the commands with the first line of their help."""
        super().format_options(ctx, formatter)
        with formatter.section("Opdrachten"):
            formatter.write_dl([(naam, (o.help or "").split("\n")[0]) for naam, o in self.commands.items()])

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help page."""
        return _uitlegoptie(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the options before the command; without anything at all the help page is what is wanted."""
        if not args and not ctx.resilient_parsing:
            print(ctx.get_help(), file=sys.stderr)
            ctx.exit(VERKEERD_GEBRUIK)
        try:
            return super().parse_args(ctx, args)
        except _GEBRUIKSFOUT_VAN_TYPER as fout:
            raise _vertaald(fout, ctx) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; raises `Gebruiksfout` with a suggestion where there is none of that name."""
        if args[0] in self.commands or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise _gebruiksfout(_onbekend("opdracht", args[0], list(self.commands)), ctx)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except _GEBRUIKSFOUT_VAN_TYPER:
            raise _gebruiksfout(f"er ontbreekt een opdracht; kies uit {', '.join(self.commands)}", ctx) from None


class GroepMetStandaard(Groep):
    """A group of which the first command is meant where none is named: `review PAD` is `review assess PAD`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the first command in front of what is no command itself."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)


def _uitlegoptie(optie: Any) -> Any:
    if optie is not None:
        optie.help = "Toon deze uitleg en stop."
    return optie


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _metavar(parameter: Any) -> str:
    naam = parameter.metavar or parameter.name.upper()
    return naam if parameter.required else f"[{naam}]"


def _rij(parameter: Any) -> tuple[str, str]:
    """Name and explanation of an argument or option, as a row of the help page."""
    if _is_argument(parameter):
        return parameter.metavar or parameter.name.upper(), parameter.help or ""
    waarde = "" if parameter.is_flag else f" {parameter.metavar}"
    namen = ", ".join(sorted(parameter.opts, key=len))
    heeft_standaard = parameter.show_default and not parameter.is_flag and parameter.default is not None
    standaard = f" [standaard: {parameter.default}]" if heeft_standaard else ""
    return f"{namen}{waarde}", f"{parameter.help or ''}{standaard}"


def _gebruiksfout(melding: str, ctx: Any) -> Gebruiksfout:
    """A usage error with the usage line and the way to the help page."""
    gebruik = " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])
    return Gebruiksfout(f"{melding}\n  gebruik: {gebruik}\n  uitleg:  {ctx.command_path} --help")


def _onbekend(wat: str, naam: str, bestaand: list[str]) -> str:

    tip = bedoelde(naam, bestaand)
    return f"onbekende {wat} '{naam}'{f'; {tip}' if tip else ''}"


def _vertaald(fout: Any, ctx: Any) -> Gebruiksfout:
    """What is wrong with the command line. The kinds go by name: typer exports only one of their classes."""
    opties = {naam: p for p in ctx.command.get_params(ctx) if not _is_argument(p) for naam in p.opts}
    match type(fout).__name__:
        case "NoSuchOption":
            melding = _onbekend("optie", fout.option_name, list(opties))
        case "MissingParameter":
            melding = f"er ontbreekt een argument: {_metavar(fout.param)}"
        case "BadOptionUsage" if opties[fout.option_name].is_flag:
            melding = f"optie {fout.option_name} krijgt geen waarde"
        case "BadOptionUsage":
            melding = f"optie {fout.option_name} heeft een waarde nodig: {opties[fout.option_name].metavar}"
        case _:
            melding = "deze opdracht is niet te lezen"
    return _gebruiksfout(melding, ctx)
