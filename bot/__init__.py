"""The coach: everything of Lindra that touches patients and providers."""

import os

# Before numpy is imported anywhere: it encodes one short message at a time, which a second thread
# hardly speeds up. On a busy machine the two would wait for each other, up to a second.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
