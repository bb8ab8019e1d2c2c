"""``amends``: one command for everything. Each sub-command lives in a module of its own and is loaded when asked for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module

from amends import __version__

# Our matrices are small: threads of the linear algebra wait for each other longer than they work (ten times as long for
# learning on two busy cores), and take the cores from everything else. Set before numpy is loaded, or not at all.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

#: Sub-command -> (module, one line of help).
COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("serving", "serve the workspace, with the worker inside"),
    "worker": ("serving", "run only the worker"),
    "demo": ("demonstration", "load the demonstration shop into an empty database"),
    "import": ("importing", "read orders, parcels, messages, disputes and reviews from files"),
    "migrate": ("upkeep", "bring the database to this version"),
    "doctor": ("upkeep", "check the installation: journal, jobs, fonts, feeds"),
    "backup": ("upkeep", "write a copy of database and files into one archive"),
    "corrections": ("upkeep", "print texts whose kind a person corrected, for training"),
    "memory": ("memory", "write the translation memory to a TMX file, or read one in"),
    "outcomes": ("outcomes", "print the desk's history of outcomes, for learn and replay"),
    "people": ("upkeep", "add a person or set a password"),
    "shop": ("upkeep", "create a shop, or stop its clock at a moment"),
    "evidence": ("proving", "build or verify an evidence pack"),
    "triage": ("stages", "understand texts: JSON Lines in, JSON Lines out"),
    "watch": ("stages", "look at parcels: JSON Lines in, JSON Lines out"),
    "clock": ("stages", "find due dates: JSON Lines in, JSON Lines out"),
    "decide": ("stages", "find menus of remedies: JSON Lines in, JSON Lines out"),
    "draft": ("stages", "write letters: JSON Lines in, JSON Lines out"),
    "lint": ("stages", "judge letters: JSON Lines in, JSON Lines out"),
    "learn": ("learning", "learn from outcomes, or from parcels whose fate is known"),
    "replay": ("replaying", "replay a policy over history"),
    "mcp": ("assistant", "serve the queue to an assistant, which may propose and never sends"),
}


def parser_of(names: list[str]) -> argparse.ArgumentParser:
    """The argument parser with the named sub-commands (all of them for ``--help``)."""
    parser = argparse.ArgumentParser(
        prog="amends", description="Make it right, at the right price, before the clock runs out."
    )
    parser.add_argument("--version", action="version", version=f"amends {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in names:
        module, explained = COMMANDS[name]
        sub = commands.add_parser(name, help=explained, description=explained)
        import_module(f"amends.cli.{module}").add_arguments(name, sub)
    return parser


def set_up_desk() -> None:
    """Make the desk usable for a command: settings, apps, registered jobs."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.project.settings")
    django.setup()
    from django.conf import settings

    settings.AMENDS_DATA.mkdir(parents=True, exist_ok=True)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit status (2 where the arguments cannot be used)."""
    given = sys.argv[1:] if arguments is None else arguments
    first = given[0] if given else ""
    names = [first] if first in COMMANDS else list(COMMANDS)
    parser = parser_of(names)
    chosen, rest = parser.parse_known_args(given)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    run: Callable[[argparse.Namespace], int] = import_module(f"amends.cli.{COMMANDS[chosen.command][0]}").run
    try:
        return run(chosen)
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does: that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
