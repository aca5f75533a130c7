"""The microphone tried out: its level while one speaks, the sound again, and the first text."""

from PySide6.QtCore import QCoreApplication

from jobassist.errors import AppError
from jobassist.services.trial import LONGEST_SECONDS, Trial
from jobassist.session import Session
from ui.context import Context
from ui.first.step import Step
from ui.notes.level import LevelMeter
from ui.notes.microphone_dialog import MicrophoneDialog
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import row
from ui.widgets.text import button, label, restyle

_HEARD = 0.02  # a peak: louder than a quiet room


class VoiceStep(Step):
    """Begin, say a sentence, end: it is heard again, and stands there as text."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__(
            QCoreApplication.translate("VoiceStep", "Prøv mikrofonen, og diktér en sætning"),
            QCoreApplication.translate(
                "VoiceStep",
                "Sig for eksempel: »Jobsamtale holdt telefonisk punktum«. "
                "Intet af det, du siger her, bliver gemt.",
            ),
        )
        self._context = context
        self._session = session
        self.trial = Trial(session)
        self.running = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.name = label(role="strong", wrap=True)
        self.choose_button = button(self.tr("Skift mikrofon …"))
        self.speak_button = button(self.tr("Begynd at tale"), "primary")
        self.meter = LevelMeter()
        self.words = label(role="muted", wrap=True)
        self.words.setAccessibleName(self.tr("Hvad mikrofonen hører"))
        self.hear_button = button(self.tr("Hør det igen"))
        self.text = label(role="lead", wrap=True)
        self.text.setAccessibleName(self.tr("Det, du sagde"))
        self.text.setMinimumHeight(2 * t.XXL)
        self.model = label(role="muted", wrap=True)
        self.banner = Banner()
        which = row(t.M)
        which.addWidget(self.name, 1)
        which.addWidget(self.choose_button)
        self.lines.addLayout(which)
        speak = row(t.M)
        speak.addWidget(self.speak_button)
        speak.addWidget(self.meter)
        speak.addWidget(self.words, 1)
        self.lines.addLayout(speak)
        self.lines.addWidget(self.text)
        self.lines.addWidget(self.model)
        self.lines.addWidget(self.banner)
        self.go_on = button(self.tr("Fortsæt"))
        self.go_on.clicked.connect(self.done)
        self.add_foot(self.go_on, self.hear_button)
        self.setFocusProxy(self.speak_button)

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self._choose)
        self.speak_button.clicked.connect(self.toggle)
        self.hear_button.clicked.connect(self.hear)

    def begin(self) -> None:
        """Say which microphone and which speech model it is."""
        chosen = self._context.settings["microphone"]
        self.name.setText(chosen or self.tr("Systemets mikrofon"))
        self.hear_button.setEnabled(False)
        model = self._context.settings["model"]
        words = (
            self.tr("Talemodellen »{model}« er egnet til notater.")
            if self._session.model_fit_for_notes
            else self.tr(
                "Talemodellen »{model}« er lille: den finder standardtekster og kommandoer, men "
                "fri tekst skal læses grundigt igennem. IT kan installere en større."
            )
        )
        self.model.setText(words.format(model=model))

    def leave(self) -> None:
        """Let go of the microphone."""
        self.trial.stop()

    def toggle(self) -> None:
        """Begin, or end."""
        if self.running:
            self.trial.stop()
            return
        self._show_running(True)
        self.banner.clear()
        self.text.setText("")
        self.words.setText(self.tr("Sig noget …"))
        trial, jobs = self.trial, self._context.jobs
        tell = jobs.relay(self, self._show_level)
        jobs.run(self, lambda: trial.record(tell), self._recorded, self._failed)

    def hear(self) -> None:
        """The recording from the loudspeaker."""
        self._context.jobs.run(self, self.trial.hear, failed=self._failed)

    def _choose(self) -> None:
        MicrophoneDialog(self._context, self._session, self).exec()
        self.begin()

    def _show_level(self, peak: float) -> None:
        if self.running:
            self.meter.show_level(peak)
            if peak > _HEARD:
                self.words.setText(self.tr("Den hører dig. Tryk igen, når du er færdig."))

    def _recorded(self, loudest: float) -> None:
        self._show_running(False)
        if loudest <= _HEARD:
            self.words.setText(
                self.tr("Den hørte intet. Tal tættere på, eller vælg en anden mikrofon.")
            )
            return
        self.hear_button.setEnabled(True)
        self.words.setText(self.tr("Skriver …"))
        self.speak_button.setEnabled(False)
        self._context.jobs.run(self, self.trial.written, self.show_text, self._failed)

    def show_text(self, text: str) -> None:
        """Show what was said, or that it had no words."""
        self.speak_button.setEnabled(True)
        self.words.setText("" if text else self.tr("Der var ingen ord i det. Prøv igen."))
        self.text.setText(f"»{text}«" if text else "")
        restyle(self.go_on, kind="primary" if text else "")
        restyle(self.speak_button, kind="" if text else "primary")

    def _show_running(self, running: bool) -> None:
        self.running = running
        self.meter.show_level(0.0)
        self.speak_button.setText(self.tr("Færdig") if running else self.tr("Begynd at tale"))
        self.speak_button.setToolTip(
            self.tr("Den stopper selv efter {seconds} sekunder").format(seconds=LONGEST_SECONDS)
        )

    def _failed(self, error: AppError) -> None:
        self._show_running(False)
        self.speak_button.setEnabled(True)
        self.words.setText("")
        self.banner.tell(self._context.explain(error), "warning")
