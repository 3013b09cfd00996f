"""What is said when something goes wrong, and with which exit code the call ends."""

from __future__ import annotations

import traceback
from pathlib import Path

import click

from sz_assess.cli.settings import CALLED_WRONGLY, FAILED, STOPPED, CalledWrongly, Settings, no_such
from sz_assess.errors import AssessError, InputError, describe
from sz_assess.i18n import Translator
from sz_assess.text import Text, msg


def report(error: Exception, settings: Settings) -> int:
    """Tell what went wrong on standard error; return the exit code."""
    if settings.debug:
        traceback.print_exception(error)
    words, code = told(error, settings.say)
    click.echo(words, err=True)
    return code


def told(error: Exception, say: Translator) -> tuple[str, int]:
    """The words for an error, and the exit code."""
    match error:
        case InputError():
            words, code = problems(error, say), FAILED
        case AssessError():
            words, code = str(error), FAILED
        case click.UsageError():
            words, code = misuse(error, say), CALLED_WRONGLY
        case click.Abort():
            words, code = msg("Stopped.").to(say), STOPPED
        case click.ClickException():
            words, code = error.format_message(), FAILED
        case OSError(strerror=str(reason)):
            subject = error.filename or msg("the system says")
            words, code = msg("{subject}: {reason}", subject=subject, reason=reason).to(say), FAILED
        case _:
            words, code = fault(error, say), FAILED
    # Click puts its own error in place of the one that knows what became of the output.
    source = error.__cause__ if isinstance(error, click.Abort) else error
    notes: list[str] = getattr(source, "__notes__", [])
    # Chinese sentences follow each other without a blank.
    return ("" if say.language == "zh" else " ").join([words, *notes]), code


def fault(error: Exception, say: Translator) -> str:
    """One line about an error that nobody foresaw, and how to see more of it."""
    words = msg(
        "A fault of the program, not of your files: {kind}: {error} ({place}). The same call with --debug shows the "
        "traceback; please report it.",
        kind=type(error).__name__,
        error=error,
        place=place_of(error),
    )
    return words.to(say)


def problems(error: InputError, say: Translator) -> str:
    """Every problem, then how many there are."""
    count, files = len(error.problems), len({problem.file for problem in error.problems})
    closing = msg(
        "{problems} in {files}.",
        problems=say.ngettext("{n} problem", "{n} problems", count).format(n=count),
        files=say.ngettext("{n} file", "{n} files", files).format(n=files),
    )
    return "\n\n".join([*(describe(problem, say) for problem in error.problems), closing.to(say)])


def misuse(error: click.UsageError, say: Translator) -> str:
    """Why a call makes no sense, the form that it should have, and where to read more."""
    lines = [msg("Error: {reason}", reason=reason(error)).to(say)]
    if error.ctx is not None:
        usage = " ".join([error.ctx.command_path, *error.ctx.command.collect_usage_pieces(error.ctx)])
        lines.append(msg("Usage: {usage}", usage=usage).to(say))
        lines.append(msg("More: {command} --help", command=error.ctx.command_path).to(say))
    return "\n".join(lines)


def reason(error: click.UsageError) -> Text:
    """Click's complaints in words that can be translated."""
    match error:
        case CalledWrongly():
            return error.text
        case click.NoSuchOption():
            return no_such(msg("option"), error.option_name, error.possibilities or (), error.ctx).text
        case click.MissingParameter(param=click.Parameter() as param):
            return msg("{parameter} is missing", parameter=param.metavar or param.opts[0])
        case click.BadOptionUsage(option_name=str(name), ctx=click.Context() as ctx):
            flags = [each.opts for each in ctx.command.params if isinstance(each, click.Option) and each.is_flag]
            if any(name in names for names in flags):
                return msg("{option} takes no value", option=name)
            return msg("{option} needs a value", option=name)
        case click.BadParameter(param=click.Parameter() as param):
            return msg("{parameter}: {reason}", parameter=param.opts[0], reason=error.message)
    return msg("{reason}", reason=error.format_message())


def place_of(error: BaseException) -> str:
    """The file and line where an error arose."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
