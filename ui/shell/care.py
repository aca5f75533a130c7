"""What the user should know of their store: told quietly above the page, and led on from there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jobassist.door import Protection
from jobassist.errors import AppError
from ui.context import Context
from ui.door.access import AccessDialog
from ui.widgets.banner import Banner


class StoreCare(Banner):
    """A store in doubt, or a recovery key nobody has typed. `restore_requested` asks the window."""

    restore_requested = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def look(self) -> None:
        """See how the store is protected, and say what it lacks."""
        door = self._context.door
        self._context.jobs.run(self, door.protection, self.show_state)

    def show_state(self, protection: Protection) -> None:
        """Say what the store lacks, or nothing."""
        if protection.doubt:
            self.tell(
                self._context.explain(protection.doubt),
                "error",
                action=self.tr("Gendan …"),
                then=self.restore_requested.emit,
                otherwise=(self.tr("Godkend det, der er her"), self._accept_doubt),
            )
        elif not protection.recovery_confirmed:
            self.tell(
                self.tr("Gendannelsesnøglen er ikke bekræftet."),
                "info",
                action=self.tr("Bekræft"),
                then=self.show_access,
            )
        else:
            self.clear()

    def show_access(self) -> None:
        """Passphrase, PIN and recovery key."""
        dialog = AccessDialog(self._context, self.window())
        dialog.exec()
        self.show_state(dialog.protection)

    def _accept_doubt(self) -> None:
        def failed(error: AppError) -> None:
            self.failed.emit(error)

        door = self._context.door
        self._context.jobs.run(self, door.accept_doubt, lambda _: self.clear(), failed)
