"""`doctor`: is everything in order, and what can be done about what is not."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from jobassist import messages
from jobassist.cli.call import Call
from jobassist.cli.doctor_checks import CHECKS, clock, policy, versions
from jobassist.cli.doctor_machine import (
    MACHINE,
    engine,
    memory,
    processor,
    program_files,
    voice_detector,
)
from jobassist.cli.doctor_safety import SAFETY
from jobassist.cli.doctor_sync import about_sync
from jobassist.cli.finding import Finding, Level
from jobassist.errors import AppError, EnvironmentFault

_SIGNS = {Level.OK: "✓", Level.WARNING: "!", Level.ERROR: "✗"}


def add(parser: ArgumentParser) -> None:
    """Declare `doctor`."""
    parser.add_argument(
        "--tell",
        action="store_true",
        help="meld koderne til centralen nu (låser lageret op)",
    )
    parser.set_defaults(run=_run)


def examine(call: Call) -> list[Finding]:
    """Everything that was found. A policy that is broken leaves what can be known without it."""
    broken = _look(policy, call)
    if broken.level is Level.ERROR:
        rest = (versions, clock, program_files, processor, memory, engine, voice_detector)
        return [broken, *(_look(check, call) for check in rest)]
    every = (*CHECKS, *MACHINE, *SAFETY)
    return [_look(check, call) for check in every] + _look_at_sync(call)


def tell(findings: list[Finding]) -> list[dict[str, str]]:
    """The findings as `doctor --json` tells them."""
    checks = []
    for finding in findings:
        text = messages.explain(AppError(finding.code, **finding.params))
        checks.append(
            {
                "code": finding.code,
                "level": finding.level.value,
                "message": text.what,
                "fix": "" if finding.level is Level.OK else text.next,
            }
        )
    return checks


def _run(call: Call, options: Namespace) -> int:
    findings = examine(call)
    ok = all(finding.level is not Level.ERROR for finding in findings)
    if options.tell:
        findings.append(_tell_central(call, findings))
    checks = tell(findings)
    lines = []
    for finding, told in zip(findings, checks, strict=True):
        lines.append(f"{_SIGNS[finding.level]} {told['message']} {told['fix']}".rstrip())
    call.answer({"ok": ok, "checks": checks}, lines)
    return 0 if ok else 1


def _tell_central(call: Call, findings: list[Finding]) -> Finding:
    """Tell the central what was found, without what it was found in."""
    codes = [(one.code, one.level.value) for one in findings if one.level is not Level.OK]
    try:
        with call.session():
            told = call.house.tell_condition(codes)
    except EnvironmentFault as fault:
        return Finding(fault.code, Level.WARNING, fault.params)
    if not told:
        return Finding("doctor.condition_untold", Level.WARNING)
    return Finding("doctor.condition_told", Level.OK)


def _look(check: Callable[[Call], Finding], call: Call) -> Finding:
    """A check that meets a fault has found something, too."""
    try:
        return check(call)
    except AppError as error:
        return Finding(error.code, Level.ERROR, error.params)


def _look_at_sync(call: Call) -> list[Finding]:
    try:
        return about_sync(call)
    except AppError as error:
        return [Finding(error.code, Level.ERROR, error.params)]
