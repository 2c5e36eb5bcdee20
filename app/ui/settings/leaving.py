"""The card *Leaving*: taking one's own space along, leaving a vault for two, deleting everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.changes import Changes
from app.models.person import Person
from app.services import parting
from app.services.long_work import Stopped
from app.services.parting import KeyRenewal
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, danger, resources_button, secondary
from app.ui.kit.flow import add_to, button_row, column_in, discard
from app.ui.kit.labels import body, soft
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.passphrase import PassField
from app.ui.kit.surfaces import Card
from app.ui.moving import MovingLine, WhileMoving
from app.ui.settings.keepsakes import KeepsakeWriter
from app.ui.settings.passphrase_form import PassphraseForm
from app.ui.start.places import place_in
from app.ui.wording import fill
from app.ui.workspace import Workspace


class LeavingCard(Card):
    """Alone in a vault for two, one can take one's space along and leave; everyone together can delete everything."""

    resources_wanted = Signal()

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws = ws
        self._taken_to: Path | None = None
        self.add_header(self.tr("Leaving and deleting"), icon="sign-out")
        self._about = self.add(body(""))
        self.form = PassphraseForm(ws, self, QWidget(self))
        self.fields: tuple[PassField, ...] = ()
        self._buttons: tuple[Button, ...] = ()
        self.moving = MovingLine(ws.design, self.tr("Copying your space"), ws.moving)
        self.notice = Notice(ws.design)
        self.add_all(self.form.box, self.moving, self.notice, soft(self._honest()))

    def _honest(self) -> str:
        return self.tr(
            "What deleting cannot do: it does not reach copies of the folder that a backup program or a "
            "synchronised folder made, nor paper, PDFs, photographs or anybody’s memory. A solid-state drive can keep "
            "deleted files for a while; without their keys, nobody can read them."
        )

    def activate(self) -> None:
        """Show what those who are here can do."""
        if self.moving.is_moving:
            return
        self.forget()
        self.notice.clear()
        self._taken_to = None
        box = QWidget(self)
        self.body.replaceWidget(self.form.box, box)
        discard(self.form.box)
        box.hide()
        self.form.box = box
        ws, me = self._ws, self._ws.session.me
        if me is None or ws.is_solo:
            people = tuple(ws.person(person) for person in ws.session.presence.here)
            self._about.setText(self._about_deleting())
            self._delete = danger(ws.design, self.tr("Delete everything…"), self.on_delete)
            self._build(people, self._delete)
        else:
            self._about.setText(self._about_leaving())
            self._take = secondary(ws.design, self.tr("Take my space with me…"), self.on_take)
            self._leave = danger(ws.design, self.tr("Leave this vault…"), self.on_leave)
            self._build((ws.person(me),), self._take, self._leave)
        box.show()  # only now, with everything that is in it

    def _about_deleting(self) -> str:
        if self._ws.is_solo:
            return self.tr("You can delete this vault, with everything in it. It cannot be brought back.")
        return self.tr(
            "Together you can delete this vault, with everything in it, including what each of you wrote in private. "
            "It cannot be brought back. It takes both passphrases. To leave on your own, come back when you are alone."
        )

    def _about_leaving(self) -> str:
        return self.tr(
            "You can leave this vault on your own, without asking anybody. Everything you said yes to ends, what you "
            "said here is taken back, and your keys and your private space are deleted. If you like, first take your "
            "space with you, into a vault of your own: your list, your journal and all that is private, and the texts "
            "you both agreed to, without your partner’s own words and limits. Your partner keeps their private space."
        )

    def _build(self, people: tuple[Person, ...], *buttons: Button) -> None:
        label = self.tr("Your passphrase") if len(people) == 1 else self.tr("{name}’s passphrase")
        self.fields = tuple(
            PassField(self._ws.design, label if len(people) == 1 else fill(label, name=person.name))
            for person in people
        )
        self._people, self._buttons = people, buttons
        help_ = resources_button(self._ws.design, self.resources_wanted.emit)
        # Enter goes on; what cannot be undone takes its own button.
        for field, following in zip(self.fields, (*self.fields[1:], buttons[0]), strict=True):
            field.entered.connect(following.setFocus)
        why = WhileMoving(self._ws.moving, *buttons)
        add_to(column_in(self.form.box, Space.L), *self.fields, button_row(*buttons, help_), why)

    def forget(self) -> None:
        """Drop what was typed, and keys that were not used."""
        for field in self.fields:
            field.clear()
        self.form.end_code()

    def _typed(self) -> tuple[str, ...] | None:
        for field in self.fields:
            field.clear_error()
            if not field.text():
                field.show_error(self.tr("Enter the passphrase first."))
                field.setFocus()
                return None
        return tuple(field.text() for field in self.fields)

    # --- taking along

    def on_take(self) -> None:
        """Choose where one's own vault is to be, and derive its keys."""
        typed = self._typed()
        if typed is not None:
            done = partial(self._on_place, self._ws.me, typed[0])
            self._ws.prompts.choose_folder(self.tr("Where should your own vault be?"), done)

    def _on_place(self, me: PersonId, passphrase: str, folder: Path | None) -> None:
        if folder is None:
            return
        self.form.show_busy(self._take, self.tr("Checking…"))
        derive = partial(parting.own_vault, self._ws.vault, person=me, passphrase=passphrase)
        self._ws.keys(derive, partial(self._offer, me, place_in(folder)), self._refuse, owner=self)

    def _offer(self, me: PersonId, place: Path, own: KeyRenewal) -> None:
        self.form.show_ready()
        self.forget()
        if self.form.is_shown_to(me):
            self.notice.clear()
            self.form.offer(
                own.recovery_code, lambda: self._write(place, own), lambda: self._write(place, own.without_code())
            )

    def _write(self, place: Path, own: KeyRenewal) -> None:
        ws = self._ws
        writer = KeepsakeWriter(ws.person(ws.me), ws.catalogue, ws.texts)
        take = partial(parting.take_along, ws.vault, place=place, own=own, keeping=writer.entry, new_id=ws.ids)

        def act() -> Changes:
            take(now=ws.clock(), work=work)
            return Changes()

        def done(_changes: Changes) -> None:
            self.moving.end()
            self.form.show_ready()
            self._taken_to = place
            told = self.tr(
                "It is in “{folder}”, opens with the same passphrase, and has what you have written so far. You have "
                "not left yet, and nothing has changed here. Open it with “Another vault…” on the unlock page. This "
                "computer remembers the vault that was opened last; if your partner uses it too, open yours elsewhere."
            )
            self.notice.show_notice(
                self.tr("Your own vault is ready"), fill(told, folder=str(place)), NoticeTone.SUCCESS
            )
            self._leave.setFocus()

        self.forget()
        self.form.show_busy(self._take, self.tr("Copying…"))
        work = self.moving.start()
        ws.act(lambda _units: act(), by=self, done=done, failed=self._refuse)

    # --- leaving

    def on_leave(self) -> None:
        """Say what happens and what the partner will see, and ask once more."""
        typed = self._typed()
        if typed is None:
            return
        told = self.tr(
            "Everything you said yes to ends, and what you said here is taken back. Then your keys and your private "
            "space are deleted from this vault, and it closes. None of this can be stopped or undone."
        )
        taken = (
            fill(self.tr("Your own vault is in “{folder}”."), folder=str(self._taken_to))
            if self._taken_to is not None
            else self.tr("You have not taken your space with you today: what you wrote here will be gone.")
        )
        seen = self.tr(
            "Your mark is no longer on the unlock page. When your partner next unlocks, they see one line, without a "
            "date or a reason: “Your partner has left this vault.” Below it they read what became of their own space, "
            "the same whether you took anything along or not."
        )
        act = partial(self._go, self._ws.me, typed[0])
        self._confirm(self.tr("Leave this vault?"), " ".join((told, taken, seen)), self.tr("Leave"), act)

    def _go(self, me: PersonId, passphrase: str) -> None:
        vault = self._ws.vault

        def go(going: parting.Going) -> Changes:
            parting.go(vault, going=going)
            return Changes()

        self.form.show_busy(self._leave, self.tr("Leaving…"))
        self._ws.act_with_keys(
            partial(parting.going, vault, person=me, passphrase=passphrase),
            lambda going, _units: go(going),
            by=self,
            done=self._closed,
            failed=self._refuse,
        )

    # --- deleting everything

    def on_delete(self) -> None:
        """Ask once more before everything is deleted."""
        typed = self._typed()
        if typed is not None:
            told = self.tr(
                "Everything in this vault is deleted: the keys first, then the files. It cannot be stopped or undone."
            )
            act = partial(self._delete_all, typed)
            self._confirm(self.tr("Delete everything?"), told, self.tr("Delete everything"), act)

    def _delete_all(self, typed: tuple[str, ...]) -> None:
        vault, people = self._ws.vault, self._people

        def check() -> None:
            for person, passphrase in zip(people, typed, strict=True):
                vault.require_passphrase(person.id, passphrase)

        def delete(_none: object) -> Changes:
            parting.delete_everything(vault)
            return Changes()

        self.form.show_busy(self._delete, self.tr("Deleting…"))
        self._ws.act_with_keys(
            check, lambda none, _units: delete(none), by=self, done=self._closed, failed=self._refuse
        )

    def _confirm(self, title: str, text: str, yes: str, act: Callable[[], object]) -> None:
        self._ws.prompts.confirm(title, text, yes, act, danger=True, resources=self.resources_wanted.emit)

    def _closed(self, _changes: Changes) -> None:
        self.forget()
        self._ws.signals.lock_asked.emit()

    def _refuse(self, error: Exception) -> None:
        self.moving.end()
        self.form.show_ready()
        if isinstance(error, Stopped):
            told = self.tr("No vault was made, and nothing has changed here.")
            self.notice.show_notice(self.tr("Stopped"), told)
            self._take.setFocus()
            return
        self.notice.show_error(error)
        if not self._ws.vault.present:
            self._ws.signals.lock_asked.emit()
