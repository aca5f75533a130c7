"""What every process of ours asks of the system first: to be hard to look into.

No core dump is written, no crash report takes the heap along, and where the system can, other
programs of the same user cannot read our memory. It is a fence, not a wall: who can run as an
administrator, or could change the program before it starts, gets past it (docs/security.md).

Linux is measured in the tests. What stands here for Windows follows its documentation and has
not been run there. macOS denies both to a signed program with the hardened runtime.
"""

import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
_NO_CRASH_BOXES = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
_REPORT_WITHOUT_HEAP = 0x1  # WER_FAULT_REPORTING_FLAG_NOHEAP
_DACL_SECURITY_INFORMATION = 0x4
_SDDL_REVISION = 1
# Everything for the system; to know about, wait for and end us for the owner, and no more.
_OWNER_MAY_END_US = "D:P(A;;0x1fffff;;;SY)(A;;0x101001;;;OW)"


def harden() -> None:
    """Ask for it all. What the system does not have is left out in silence; call it as often."""
    if sys.platform == "win32":
        _harden_windows()
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        # Also keeps other processes of the user from /proc/PID/mem and from ptrace.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _harden_windows() -> None:
    if sys.platform != "win32":
        return
    import ctypes
    from ctypes import wintypes

    with suppress(OSError, AttributeError):
        ctypes.windll.kernel32.SetErrorMode(_NO_CRASH_BOXES)
        ctypes.windll.wer.WerSetFlags(_REPORT_WITHOUT_HEAP)
    with suppress(OSError, AttributeError):
        descriptor = wintypes.LPVOID()
        advapi, kernel = ctypes.windll.advapi32, ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        if advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            _OWNER_MAY_END_US, _SDDL_REVISION, ctypes.byref(descriptor), None
        ):
            advapi.SetKernelObjectSecurity(
                wintypes.HANDLE(kernel.GetCurrentProcess()), _DACL_SECURITY_INFORMATION, descriptor
            )
            kernel.LocalFree(descriptor)
