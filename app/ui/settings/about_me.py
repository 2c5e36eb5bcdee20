"""The card for a person's own name, pronouns and mark."""

from __future__ import annotations

from functools import partial

from pydantic import ValidationError

from app.errors import InputError
from app.models.changes import Changes
from app.models.person import MarkShape, Person
from app.services.people import people, require_own, save_profile
from app.services.units import Units
from app.services.vault_service import EntryChange
from app.ui.design.tokens import Size
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import add_to, button_row
from app.ui.kit.labels import soft
from app.ui.kit.passphrase import PassField
from app.ui.moving import WhileMoving
from app.ui.settings.own_card import OwnCard
from app.ui.start.person_fields import PersonFields
from app.ui.workspace import SHARED, Workspace


class AboutMeCard(OwnCard):
    """Everybody changes their own, alone; a mark, which shows before anybody unlocks, takes the passphrase."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws, self.tr("About me"), "user")
        self.fields = PersonFields(ws.design, "circle", "person_a")
        ws.design.limit_width(self.fields, Size.DIALOG)
        self._edits = (self.fields.name.edit, self.fields.pronouns.edit, self.fields.initial.edit)
        for changed in (self.fields.shape.chosen, self.fields.initial.edited, self.fields.name.edited):
            changed.connect(self._ask)
        told = self.tr("If you change your name, your partner is told once, and it changes everywhere.")
        self.passphrase = PassField(ws.design, self.tr("Your passphrase, to change the mark"))
        self._save = secondary(ws.design, self.tr("Save"), self.on_save)
        self.fields.entered.connect(self._on_entered)
        self.passphrase.entered.connect(self._save.click)
        self.column.addWidget(self.fields)
        if not ws.is_solo:
            self.column.addWidget(soft(told))
        add_to(self.column, self.passphrase, button_row(self._save), WhileMoving(ws.moving, self._save))

    def _on_entered(self) -> None:
        """Enter after the letter: on to the passphrase where the mark takes it."""
        if self._is_marked_otherwise():
            self.passphrase.setFocus()
        else:
            self._save.click()

    def forget(self) -> None:
        """Drop the passphrase, and a mark that was not saved; what was typed stays."""
        me = self._ws.session.me
        if me is not None:
            person, mark = self._ws.person(me), self._ws.vault.mark(me)
            said = (person.name, person.pronouns, mark.shape.value, mark.hue.value, mark.initial)
            self._ws.unadded.hold_form("me", self._edits)
            self._ws.unadded.show(lambda: self.fields.show_person(*said), *self._edits)
            self._ask()
        self.notice.clear()
        self._ask()

    def on_save(self) -> None:
        """Save name, pronouns and mark; the mark only with the right passphrase."""
        if not self.fields.is_complete():
            return
        try:
            profile = self._profile()
        except ValidationError:
            self.notice.show_error(InputError("name"))
            return
        me, ws, words = profile.id, self._ws, self.passphrase.text()
        space = me if ws.is_solo else SHARED
        if profile.mark == ws.vault.mark(me):
            ws.write(
                space,
                lambda uow: save_profile(uow, profile=profile),
                by=self,
                done=self._on_saved,
                failed=self.notice.show_error,
            )
            return
        if not words:
            self.passphrase.show_error(self.tr("Your mark is shown before anyone unlocks."))
            self.passphrase.setFocus()
            return

        def save(change: EntryChange, units: Units) -> Changes:
            with units(None) as uow:
                require_own(uow, profile)
            ws.vault.change_entry(change)
            with units(space) as uow:
                return save_profile(uow, profile=profile)

        self._show_busy(True)
        derive = partial(ws.vault.new_mark, me, words, profile.mark)
        ws.act_with_keys(derive, save, by=self, done=self._on_saved, failed=self._on_failed)

    def _profile(self) -> Person:
        person, fields = self._ws.person(self._ws.me), self.fields
        mark = self._ws.vault.mark(person.id).evolve(
            shape=MarkShape(str(fields.shape.choice)), initial=fields.initial.text()
        )
        return person.evolve(name=fields.name.text().strip(), pronouns=fields.pronouns.text().strip(), mark=mark)

    def _ask(self, _changed: object = None) -> None:
        """Ask for the passphrase while a different mark is chosen."""
        self.passphrase.clear()
        me = self._ws.session.me
        self.passphrase.setVisible(me is not None and self._is_marked_otherwise())

    def _is_marked_otherwise(self) -> bool:
        mark = self._ws.vault.mark(self._ws.me)
        return (str(self.fields.shape.choice), self.fields.initial.text()) != (mark.shape.value, mark.initial)

    def _show_busy(self, busy: bool) -> None:
        self._box.setEnabled(not busy)
        self._save.show_text(self.tr("Checking…") if busy else self.tr("Save"))

    def _on_saved(self, _changes: Changes) -> None:
        self._show_busy(False)
        self._ws.unadded.drop(*self._edits)
        self._ws.toast(self.tr("Saved"))
        self._ws.read(people, self._on_people, owner=self)

    def _on_people(self, known: tuple[Person, ...]) -> None:
        self._ws.session.set_people(known)
        self.forget()

    def _on_failed(self, error: Exception) -> None:
        self._show_busy(False)
        self.passphrase.clear()
        self.passphrase.setFocus()
        self.notice.show_error(error)
