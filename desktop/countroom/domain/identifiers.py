"""Identifiers are types, so that a ward can never be passed where a sheet is meant."""

from typing import NewType

ElectionId = NewType("ElectionId", str)
"""Democracy Club form without a ward: ``local.harlow.2024-05-02``."""
ContestId = NewType("ContestId", str)
"""Democracy Club ballot form: ``local.harlow.bush-fair.2024-05-02``."""
CandidateId = NewType("CandidateId", str)
"""Made once at set-up and never from a position on the paper."""
PartyId = NewType("PartyId", str)
"""Electoral Commission id (``PP52``); empty where the source gives none."""
BoxId = NewType("BoxId", str)
"""A physical box; contests that share a station share its box and this id."""
MiniCountId = NewType("MiniCountId", str)
"""A table or team that counts a part of a contest: ``A``."""
SlateId = NewType("SlateId", str)
"""Whose papers lie in a bundle: a party's key, or one candidate's id where one seat is filled."""
SheetId = NewType("SheetId", str)
"""Printed on the sheet and keyed from the keypad: ``007-03``."""
FieldId = NewType("FieldId", str)
"""One figure of a sheet: ``papers``, ``candidate:ID``, ``rejected:HEAD`` ..."""
PersonId = NewType("PersonId", str)
"""A pseudonym (``keyer-1``): names of staff never enter the log."""
DeviceId = NewType("DeviceId", str)
EventId = NewType("EventId", str)
"""Lower-case hexadecimal SHA-256 of the event's payload bytes."""
KeyId = NewType("KeyId", str)
"""Public Ed25519 key, 64 lower-case hexadecimal digits."""
RuleSetId = NewType("RuleSetId", str)
HeadId = NewType("HeadId", str)
"""A legal ground for rejecting a ballot paper, as named in the rule set."""
