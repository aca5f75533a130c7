"""`policy`: look at, check and describe the organisation's policy."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from jobassist.cli.call import Call, existing, print_json
from jobassist.cli.parser import verbs
from jobassist.errors import EnvironmentFault, UsageError, UserError
from jobassist.policy import Policy, load_policy, machine_policy


def add(parser: ArgumentParser) -> None:
    """Declare `policy check`, `policy show` and `policy schema`."""
    verb = verbs(parser)
    check = verb("check", "kontrollér en politikfil, før den rulles ud")
    check.add_argument("file", type=Path, metavar="FIL")
    check.set_defaults(run=_check)
    verb("show", "vis den politik, der gælder på denne maskine").set_defaults(run=_show)
    verb("schema", "skriv politikkens JSON Schema").set_defaults(run=_schema)


def _check(call: Call, options: Namespace) -> None:
    if not existing(options.file).is_file():
        raise UsageError("cli.no_such_file")
    try:
        policy = load_policy(options.file)
    except EnvironmentFault as broken:  # of a file that is being tried: nobody's machine failed
        raise UserError("policy.faulty", **broken.params) from None
    _tell(call, policy)


def _show(call: Call, _options: Namespace) -> None:
    _tell(call, machine_policy())


def _schema(_call: Call, _options: Namespace) -> None:
    from jobassist.policy_schema import schema

    print_json(schema())


def _tell(call: Call, policy: Policy) -> None:
    told = {"ok": True, "locked": dict(policy.locked), "recommended": dict(policy.recommended)}
    lines = [f"låst       {key} = {value!r}" for key, value in policy.locked.items()]
    lines += [f"anbefalet  {key} = {value!r}" for key, value in policy.recommended.items()]
    call.answer(told, lines or ["Politikken er i orden og fastlægger intet."])
