"""Run a program where there is no network but loopback."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache

SYSTEM = "/usr/sbin:/usr/bin:/sbin:/bin"


def alone(
    command: Sequence[object], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run `command` with that environment alone, in a network of its own."""
    variables = [f"{name}={value}" for name, value in environment.items()]
    shut = ["sh", "-c", 'ip link set lo up && exec "$@"', "sh", *_as_ourselves()]
    return subprocess.run(
        [*_own_network(), *shut, "env", "-i", *variables, *map(str, command)],
        env={"PATH": SYSTEM},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@cache
def _own_network() -> tuple[str, ...]:
    """What makes a network namespace here: root may, others in a user namespace or by sudo."""
    if os.geteuid() == 0:
        return ("unshare", "--net")
    in_user_namespace = ("unshare", "--map-root-user", "--net")
    tried = subprocess.run([*in_user_namespace, "true"], capture_output=True, check=False)
    return in_user_namespace if tried.returncode == 0 else ("sudo", "-n", "unshare", "--net")


def _as_ourselves() -> list[str]:
    if _own_network()[0] != "sudo":
        return []
    return ["setpriv", f"--reuid={os.getuid()}", f"--regid={os.getgid()}", "--clear-groups"]
