"""Words of the house (fælles ord): how the organisation writes what dictation hears."""

from jobassist.records.declare import Record, Scope, field, record


@record("term", scope=Scope.ORGANISATION, vouched=True)
class Term(Record):
    """`spoken`, in lower case, is written `written`: "k c" is KC, a firm, a place, a system.

    A term that is withdrawn is kept, for devices that have not heard of it. A term names no
    citizen: everybody in the organisation gets it.
    """

    spoken: str = field()
    written: str = field()
    withdrawn: bool = field(default=False)
