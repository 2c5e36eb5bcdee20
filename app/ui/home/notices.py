"""Notices on Home after unlocking, about the vault and what was found in it; those about files on one's own Home."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.models.base import PersonId
from app.models.person import partner_of
from app.models.vault_warning import VaultWarning
from app.services.agreements import withdraw_everything
from app.services.part_check import (
    OfferedRow,
    PartFindings,
    RestoredRow,
    choose_restored,
    note_era,
    note_name,
    restored_rows,
    trust_clock,
)
from app.services.parting import note_left
from app.ui.error_text import error_text
from app.ui.home.copies import LookIntoCopies
from app.ui.home.restored import RestoredDialog
from app.ui.home.said_words import said_words
from app.ui.kit.notice import NoticeTone
from app.ui.tasks import Lane
from app.ui.terms import day_words
from app.ui.wording import fill, fill_from
from app.ui.workspace import SHARED, Workspace

_GRAVE = {
    VaultWarning.KEYRING_CHANGED,
    VaultWarning.ENTRY_CHANGED,
    VaultWarning.KEYRING_OLDER,
    VaultWarning.OWN_OLDER,
    VaultWarning.SHARED_OLDER,
}


@dataclass(frozen=True)
class NoticeAnswer:
    """A button in a notice."""

    words: str
    act: Callable[[], None]


@dataclass(frozen=True)
class HomeNotice:
    """One notice."""

    title: str
    text: str
    tone: NoticeTone
    dismiss: Callable[[], None]
    answers: tuple[NoticeAnswer, ...] = ()


class HomeNotices(QObject):
    """Makes the notices for those who are here, each about their own keys; none shows what a person wrote or did."""

    resources_wanted = Signal()

    def __init__(self, ws: Workspace, changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._changed = ws, changed
        self._copies = LookIntoCopies(ws, self)

    def all(self) -> tuple[HomeNotice, ...]:
        """All notices, those about the vault first."""
        return (*self._warnings(), *self._failed_backup(), *self._findings())

    # --- the vault

    def _warnings(self) -> list[HomeNotice]:
        me = self._ws.session.me
        if me is None:
            return []
        return [self._warning(warning, me) for warning in self._ws.vault.warnings(me)]

    def _warning(self, warning: VaultWarning, me: PersonId) -> HomeNotice:
        title, text = self._words(warning)
        return HomeNotice(
            title=title,
            text=text,
            tone=NoticeTone.WARNING if warning in _GRAVE else NoticeTone.INFO,
            dismiss=lambda: self._ws.vault.note_warning(me, warning),
            answers=self._acts(me).get(warning, ()),
        )

    def _acts(self, me: PersonId) -> dict[VaultWarning, tuple[NoticeAnswer, ...]]:
        return {
            VaultWarning.KEYRING_COPY: (NoticeAnswer(self.tr("Write it again"), self._mend),),
            VaultWarning.CONFLICT_COPIES: (NoticeAnswer(self.tr("Look into them…"), self._copies.look),),
            VaultWarning.SHARED_NOT_OPEN: (NoticeAnswer(self.tr("Try again"), self._open_shared),),
            VaultWarning.PARTNER_UNREADABLE: (
                NoticeAnswer(self.tr("Withdraw everything"), lambda: self._withdraw(me)),
            ),
        }

    def _words(self, warning: VaultWarning) -> tuple[str, str]:
        return {**self._about_keys(), **self._about_ages(), **self._about_shared()}[warning]

    def _failed_backup(self) -> list[HomeNotice]:
        backups = self._ws.vault.backups
        if self._ws.session.me is None or backups.failure is None:
            return []

        def told() -> None:
            backups.failure = None

        def again() -> None:
            told()
            self._changed()
            self._ws.backing_up.take()

        text = self.tr("{why} Accord tries again while you are here. Your vault itself is as you left it.")
        return [
            HomeNotice(
                title=self.tr("The last backup failed"),
                text=fill(text, why=error_text(backups.failure).text),
                tone=NoticeTone.WARNING,
                dismiss=told,
                answers=(NoticeAnswer(self.tr("Back up now"), again),),
            )
        ]

    def _about_keys(self) -> dict[VaultWarning, tuple[str, str]]:
        return {
            VaultWarning.KEYRING_CHANGED: (
                self.tr("The key file was changed outside Accord"),
                self.tr(
                    "“keyring.json” does not carry the mark Accord left on it. It may be damaged, or somebody may have "
                    "changed it. Your spaces opened with the right keys, and this changed nothing in them. If you have "
                    "an earlier copy of the vault’s folder, put that file back from there."
                ),
            ),
            VaultWarning.ENTRY_CHANGED: (
                self.tr("Your part of the key file is not as you left it"),
                self.tr(
                    "Your mark, passphrase or recovery code in “keyring.json” was changed, or an older copy of the "
                    "file was put back. Accord opened your space with the right key, and nothing in it was changed. "
                    "In Settings, see whether your mark is right, and choose a new passphrase and a new recovery code: "
                    "they replace what is in the file."
                ),
            ),
            VaultWarning.KEYRING_COPY: (
                self.tr("Something is wrong with one of the two key files"),
                self.tr("The intact one was used. Accord can restore the damaged one from it."),
            ),
        }

    def _about_ages(self) -> dict[VaultWarning, tuple[str, str]]:
        own = self.tr(
            "It is a copy from before it was last used on this computer, so what you wrote since then is not in it. "
            "Somebody may have put it back, or a synchronised folder did. If you did not, look for a newer one: lock, "
            "and choose “Restore a backup…” on the unlock page."
        )
        if not self._ws.is_solo:
            own += " " + self.tr("Everything agreed needs a new yes from both of you.")
        return {
            VaultWarning.OWN_OLDER: (self.tr("Your own file is an older copy"), own),
            VaultWarning.KEYRING_OLDER: (
                self.tr("The key file is an older copy"),
                self.tr(
                    "“keyring.json” is from before you were last here, so a passphrase or code that was changed since "
                    "may work again. Your spaces opened with the right keys. If you changed yours, change it once more "
                    "in Settings."
                ),
            ),
            VaultWarning.SHARED_OLDER: (
                self.tr("What your partner said is shown from an older copy"),
                self.tr(
                    "The shared file is older than the one you last saw. What you said yourself is current. What your "
                    "partner changed since is missing until they unlock, so please do not rely on what is shown as "
                    "agreed until then."
                ),
            ),
            VaultWarning.READ_ONLY: (
                self.tr("This vault can only be read"),
                self.tr(
                    "Accord cannot write to its folder, or to the drive it is on. You can look at everything, export "
                    "it, and save it as one file to carry (in Settings). Nothing that you change here is saved."
                ),
            ),
            VaultWarning.CONFLICT_COPIES: (
                self.tr("There are extra copies of files in the vault’s folder"),
                self.tr(
                    "Programs that synchronise folders leave them when a file was changed in two places. Accord does "
                    "not use or change them. If something you wrote is missing, it may be in one of them. Keep the "
                    "vault out of synchronised folders, or use it on one computer at a time."
                ),
            ),
        }

    def _about_shared(self) -> dict[VaultWarning, tuple[str, str]]:
        return {
            VaultWarning.SHARED_MADE_AGAIN: (
                self.tr("The shared file was made again"),
                self.tr(
                    "It could not be used as it was. A damaged disk, an interrupted copy or a change made outside "
                    "Accord can cause this. What you said is in your own space, and is in the shared file again. The "
                    "old file was set aside and will be deleted once both of you have been here."
                ),
            ),
            VaultWarning.SHARED_NOT_OPEN: (
                self.tr("The shared file cannot be opened at the moment"),
                self.tr(
                    "Another program may be using it, such as one for backups. Your own space is open. What you say or "
                    "end now is saved in it, and copied to the shared file once that can be opened."
                ),
            ),
            VaultWarning.PARTNER_UNREADABLE: (
                self.tr("What your partner said cannot be read at the moment"),
                self.tr(
                    "It comes back when they are next here. Until then nothing is shown as agreed. You do not have to "
                    "wait to withdraw: this ends everything you said yes to, and only a new yes from each of you can "
                    "change that."
                ),
            ),
        }

    def _mend(self) -> None:
        def done(_none: object) -> None:
            self._ws.toast(self.tr("Both key files are fine again"), None)
            self._changed()

        self._ws.tasks.run(Lane.DATABASE, self._ws.vault.repair, done, owner=self)

    def _open_shared(self) -> None:
        def done(_changes: object) -> None:
            self._ws.toast(self.tr("The shared file is open"), None)
            self._changed()

        today = self._ws.today
        self._ws.act(lambda _units: self._ws.vault.open_shared_again(today), by=self, done=done)

    def _withdraw(self, me: PersonId) -> None:
        def done(_changes: object) -> None:
            self._ws.toast(self.tr("Everything you said yes to has been withdrawn"), None)

        self._ws.prompts.confirm(
            self.tr("Withdraw everything?"),
            self.tr("Everything you said yes to ends, in every agreement. No reason is needed, and none is asked for."),
            self.tr("Withdraw everything"),
            lambda: self._ws.write(SHARED, lambda uow: withdraw_everything(uow, person=me), by=self, done=done),
            danger=True,
            resources=self.resources_wanted.emit,
        )

    # --- one's own part of the shared file

    def _findings(self) -> list[HomeNotice]:
        me = self._ws.session.me
        if me is None:
            return []
        found, notices = self._ws.vault.findings(me), []
        if found.last_visit is not None:
            notices.append(self._clock_in_doubt(me, found.last_visit))
        if found.restored:
            notices.append(self._restored(me, found))
        if found.kinds:
            notices.append(self._put_right(me, found))
        if found.partner_left:
            notices.append(self._was_left(me))
        if found.partner_began_again:
            notices.append(self._began_again(me))
        if found.former_name:
            notices.append(self._renamed(me, found))
        return notices

    def _clock_in_doubt(self, me: PersonId, last_visit: date) -> HomeNotice:
        def answered(_changes: object = None) -> None:
            self._ws.vault.note_findings(me, self._ws.vault.findings(me)._replace(last_visit=None))
            self._changed()

        def trust() -> None:
            today = self._ws.today
            self._ws.write(SHARED, lambda uow: trust_clock(uow, person=me, today=today), by=self, done=answered)

        text = self.tr(
            "It says {today}, and you were last here on {day}. Until you answer, nothing with a date counts as agreed, "
            "and no agreement is recorded as over. If the clock is wrong, set it and unlock again."
        )
        return HomeNotice(
            title=self.tr("Is this computer’s clock right?"),
            text=fill(text, today=day_words(self._ws.today), day=day_words(last_visit)),
            tone=NoticeTone.WARNING,
            dismiss=answered,
            answers=(
                NoticeAnswer(self.tr("The clock is right"), trust),
                NoticeAnswer(self.tr("The clock is wrong"), answered),
            ),
        )

    def _restored(self, me: PersonId, found: PartFindings) -> HomeNotice:
        def told(_changes: object = None) -> None:
            self._ws.vault.note_findings(me, self._ws.vault.findings(me)._replace(restored=()))
            self._changed()

        def choose(rows: Collection[OfferedRow] | None) -> None:
            self._ws.write(SHARED, lambda uow: choose_restored(uow, person=me, as_said_last=rows), by=self, done=told)

        def ask(rows: tuple[RestoredRow, ...]) -> None:
            self._ws.prompts.show(RestoredDialog(self._ws.design, rows, choose))

        def one_by_one() -> None:
            base = self._ws.catalogue
            self._ws.read(lambda uow: restored_rows(uow, person=me, base=base), ask, owner=self)

        text = self.tr(
            "The shared file still has what you said later, about {what}. Your limits, what rests, what you left out "
            "and what you ended are already back, and everything agreed needs a new yes from both of you. Until you "
            "choose, nothing else of yours is copied to the shared file."
        )
        return HomeNotice(
            title=self.tr("Your own space is from an older copy"),
            text=fill(text, what=said_words(found.restored)),
            tone=NoticeTone.WARNING,
            dismiss=told,
            answers=(
                NoticeAnswer(self.tr("Use what I said last"), lambda: choose(None)),
                NoticeAnswer(self.tr("Choose one by one…"), one_by_one),
                NoticeAnswer(self.tr("Keep the older copy"), lambda: choose(())),
            ),
        )

    def _put_right(self, me: PersonId, found: PartFindings) -> HomeNotice:
        text = self.tr(
            "It was about {what}. Your own space has it as you said it, and the shared file now matches it again. An "
            "older copy of the file, a damaged disk or a change made outside Accord can cause this."
        )
        return HomeNotice(
            title=self.tr("Something in the shared file was not as you said it"),
            text=fill(text, what=said_words(found.kinds)),
            tone=NoticeTone.INFO,
            dismiss=lambda: self._ws.vault.note_findings(me, self._ws.vault.findings(me)._replace(kinds=())),
        )

    def _was_left(self, me: PersonId) -> HomeNotice:
        def told(_changes: object) -> None:
            self._ws.vault.note_findings(me, self._ws.vault.findings(me)._replace(partner_left=False))
            self._changed()

        def dismiss() -> None:
            self._ws.write(me, lambda uow: note_left(uow, person=me), by=self, done=told)

        text = self.tr(
            "What you wrote in private is as you left it. The texts you both agreed to are in your journal, without "
            "anybody’s own words, and the shared file is deleted. Your own file has a new key. If your partner may "
            "know your passphrase, make new keys in Settings."
        )
        return HomeNotice(
            title=self.tr("Your partner has left this vault"),
            text=text,
            tone=NoticeTone.INFO,
            dismiss=dismiss,
        )

    def _began_again(self, me: PersonId) -> HomeNotice:
        def told(_changes: object) -> None:
            self._ws.vault.note_findings(me, self._ws.vault.findings(me)._replace(partner_began_again=False))
            self._changed()

        def dismiss() -> None:
            self._ws.write(me, lambda uow: note_era(uow, person=me), by=self, done=told)

        return HomeNotice(
            title=fill(self.tr("{name} made a new start"), name=self._ws.partner_name),
            text=self.tr(
                "New keys or a backup can be the cause, and nobody has to say why. Lists, limits and endings are as "
                "they were. Everything you had both agreed needs a new yes from each of you."
            ),
            tone=NoticeTone.INFO,
            dismiss=dismiss,
        )

    def _renamed(self, me: PersonId, found: PartFindings) -> HomeNotice:
        def told(_changes: object) -> None:
            self._ws.vault.note_findings(me, self._ws.vault.findings(me)._replace(former_name=""))

        def dismiss() -> None:
            self._ws.write(me, lambda uow: note_name(uow, person=me), by=self, done=told)

        partner = partner_of(me, self._ws.session.people)
        title = self.tr("{before} is now called {name}")
        names = {"before": found.former_name, "name": partner.name if partner is not None else ""}
        return HomeNotice(
            title=fill_from(title, names),
            text=self.tr("Only that person can change it."),
            tone=NoticeTone.INFO,
            dismiss=dismiss,
        )
