"""One class a situation; each message says what happened, where, and how to mend it."""

from __future__ import annotations


class KgError(Exception):
    """Base of every error that the command line turns into one plain sentence."""

    exit_status = 2


class UnreadableInput(KgError):
    """A source that cannot be read at all: missing, not permitted, or of an unknown kind."""


class RejectedDocument(KgError):
    """A single document that is set aside; the build goes on."""


class DuplicateDocument(KgError):
    """Two records claim the same name."""


class NotAGraph(KgError):
    """A path that holds no graph, or one of another version."""


class UnknownQuestion(KgError):
    """A query name that is neither a stored question nor a file, or a missing parameter."""


class BrokenLexicon(KgError):
    """A lexicon file whose rows do not fit its header."""


class StageFailed(KgError):
    """A stage that broke apart from any document: no disk, no memory, a fault of ours."""


class LostRows(StageFailed):
    """A stage whose rows in are not its rows out and its rejects."""


class BrokenJudgements(KgError):
    """A line of ``judgements.tsv`` or ``forgotten.tsv`` that cannot be understood."""


class CheckFailed(KgError):
    """A check that ran and found something wrong."""

    exit_status = 1


class NoPicture(KgError):
    """A picture that cannot be drawn: nothing to show, or a file name of no known format."""


class NoSuchOffice(KgError):
    """The graph has no such office of that jurisdiction."""


class WrongConfidence(KgError):
    """A least confidence that is no probability."""


class ServerFailed(KgError):
    """A server of ours that cannot be fetched, started, or stopped."""


class StoreFailed(KgError):
    """A store elsewhere that refuses: wrong address, password, version, no room, or in use."""


class WrongBase(KgError):
    """A base IRI that no IRI can be made from."""


class ExtractorNotSet(KgError):
    """An extractor that needs something to be installed or set before it can run."""


class ConsentNeeded(KgError):
    """Something that costs money or sends texts away, which the user has not agreed to."""


class BrokenQuery(KgError):
    """A Cypher or SPARQL query that the store refuses."""
