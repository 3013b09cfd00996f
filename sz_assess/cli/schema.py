"""`sz-assess schema`: what an editor needs to complete and check the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sz_assess.cli import options
from sz_assess.cli.help import Argument, Command
from sz_assess.cli.settings import CalledWrongly
from sz_assess.text import msg

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "schemas"


@click.command(
    "schema",
    cls=Command,
    help=msg(
        "Write the JSON Schemas of the files that people edit.\n\n"
        "Editors complete keys and mark mistakes from them: in VS Code with the YAML extension, put the line "
        "# yaml-language-server: $schema=PATH at the top of a file, or name the schemas under yaml.schemas in the "
        "settings; JetBrains editors take them under JSON Schema Mappings."
    ),
)
@click.argument(
    "folder",
    cls=Argument,
    metavar="[DIR]",
    required=False,
    default=FOLDER,
    callback=options.as_path,
    help=msg("Where to write them; made where there is none. Default: schemas."),
)
@options.called_with
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Write the schemas and name them."""
    from sz_assess.cases.file_kind import EVERY_KIND
    from sz_assess.method.describe.json_schema import write_schemas

    if folder.exists() and not folder.is_dir():
        raise CalledWrongly(msg("{path} is a file; give a folder", path=str(folder)), ctx)
    folder.mkdir(parents=True, exist_ok=True)
    for path in write_schemas(folder, EVERY_KIND):
        click.echo(str(path))
