"""Which bank, district and outlet a row means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from locator.models import District, Outlet, Proposal
from locator.models.bank import CODE

from .cells import UnreadableCellError, plain

if TYPE_CHECKING:
    from locator.models import Bank

    from .plan import Scope
    from .rows import ReadRow


class Matcher:
    """Finds what rows name among what is there; made once a file, with four statements."""

    def __init__(self, scope: Scope, *, official: bool) -> None:
        self._scope = scope
        banks = [bank for bank in scope.banks if not (official and bank.is_sample)]
        self._only = banks[0] if len(banks) == 1 else None
        self._banks = {word: bank for bank in banks for word in _words_of(bank)}
        districts = list(District.objects.all())
        self.district_names = {district.code: district.name for district in districts}
        self._districts = {
            word: district.code
            for district in districts
            for word in (district.code, district.name, district.name[:-1], district.name_en.casefold())
        }
        self._waiting = _codes_that_wait()
        # Codes of all outlets: one that another bank keeps is refused by name, not taken for a new one.
        self._taken = set(Outlet.objects.values_list("code", flat=True)) | self._waiting
        self._own: dict[str, bool] = {}
        self._by_name: dict[tuple[str, str], list[str]] = {}
        keeps = scope.outlets.exclude(bank__is_sample=True) if official else scope.outlets
        for code, bank_code, name, status in keeps.values_list("code", "bank_id", "name", "status"):
            self._own[code] = status != Outlet.Status.CLOSED
            self._by_name.setdefault((bank_code, plain(name)), []).append(code)

    @property
    def standing(self) -> set[str]:
        """The codes of the outlets that the file may change and that have not closed for good."""
        return {code for code, stands in self._own.items() if stands}

    def bank(self, word: str) -> Bank:
        """Return the bank that a cell names; an empty one means the only bank that it can be."""
        if not word and self._only is not None:
            return self._only
        found = self._banks.get(plain(word).casefold())
        if found is None:
            known = "、".join(sorted({bank.name for bank in self._banks.values()}))
            if self._scope.everything:
                said = _("This bank is not known. Add it in the administration first, or use: %(known)s.")
            else:
                said = _("You keep the outlets of %(known)s alone. Take rows of other banks out.")
            raise UnreadableCellError(said % {"known": known or _("none")})
        return found

    def district(self, word: str) -> str:
        said = plain(word).casefold().removeprefix("大连市").removesuffix(" district").strip()
        found = self._districts.get(said) or self._districts.get(plain(word).casefold())
        if found is None:
            names = "、".join(self.district_names.values())
            raise UnreadableCellError(
                _("“%(word)s” is no district of Dalian. Use: %(known)s.")
                % {"word": word[:30], "known": names}
            )
        return found

    def outlet(self, row: ReadRow, bank: Bank | None) -> str | None:
        """Return the code of the outlet that a row is about, None for a new one without a code.

        A code that is nobody's yet is returned as it is.
        """
        code = plain(row.cells.get("code", "")).casefold()
        if code:
            try:
                Outlet._meta.get_field("code").clean(code, Outlet())
            except ValidationError as error:
                raise UnreadableCellError(" ".join(error.messages)) from error
            if code in self._waiting:
                raise UnreadableCellError(_("A new outlet with this code waits for a second person already."))
            if code in self._taken and code not in self._own:
                raise UnreadableCellError(
                    _("This code belongs to an outlet that you do not keep. Take the row out.")
                )
            return code
        if bank is None:
            return None
        named = self._by_name.get((bank.code, plain(row.cells.get("name", ""))), [])
        if len(named) > 1:
            raise UnreadableCellError(
                _("Several outlets have this name: %(codes)s. Write the code of the one that is meant.")
                % {"codes": ", ".join(sorted(named))}
            )
        return named[0] if named else None

    def next_code(self, bank: Bank) -> str:
        """Return a code that nobody has; the same file gets the same codes again."""
        number = 1
        while (code := f"{bank.code}-{number:03d}") in self._taken:
            number += 1
        CODE(code)
        self._taken.add(code)
        return code


def _words_of(bank: Bank) -> set[str]:
    said = (bank.code, bank.name, bank.name_en, bank.short_name)
    return {plain(word).casefold() for word in said if word}


def _codes_that_wait() -> set[str]:
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING).values_list("changes", flat=True)
    return {
        entry["outlet"] for changes in waiting.iterator() for entry in changes if entry["action"] == "open"
    }
