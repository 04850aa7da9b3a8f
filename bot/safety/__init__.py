"""Pure screening of what patients write: no network, no engine, no clock, no storage.

``screening.screen`` is the only door. It reads one message and says which kind of danger it may
hold and whether the coach should act, ask one kind question, or go on. It never judges a person's
risk and never rules a danger out.

How the rooms hang together::

    normalise  ->  windows  ->  rules of each kind, softened by contexts  ->  the gravest finding

``phrases`` is the small language in which the rules of each kind are written, ``vocabulary`` holds
the concepts that several kinds share, ``spelling`` the slang and the typing slips.
"""
