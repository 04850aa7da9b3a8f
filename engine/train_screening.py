"""Make the weights of the screening classifier: ``python engine/train_screening.py OUT``.

Run with the engine's own Python, which has scikit-learn; the coach needs only the numbers that come
out. It learns from the sentences of ``nlu/screening``, and from the examples of ``nlu/en`` that
ordinary messages are no danger.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import scipy.sparse
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
VECTOR_WEIGHT = 8.0  # how much what is meant counts beside how it is said
NGRAM_WEIGHT = 4.0
STRENGTH = 0.3  # of fitting: not much, because the encoder was tuned on most of these sentences
ROUNDS = 100  # twice as many move no share of certainty by a hundredth
EVERY_NTH = 3  # of the ordinary messages: enough of them, and training stays short


def main() -> None:
    """Read, train, write."""
    sys.path.append(str(ROOT))
    from nlu.encoder import SIZE, load_encoder
    from nlu.encoder.ngrams import TABLE, ngrams

    texts, labels = read_sentences(ROOT)
    vectors = load_encoder().encode_all(texts) * np.float32(VECTOR_WEIGHT)
    counts = table([ngrams(text) for text in texts], TABLE) * np.float32(NGRAM_WEIGHT)
    together = scipy.sparse.hstack([scipy.sparse.csr_matrix(vectors), counts]).tocsr()
    classifier = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, random_state=0)
    classifier.fit(together, labels)
    weights = classifier.coef_.T.astype(np.float32)
    np.savez_compressed(
        sys.argv[1],
        labels=np.array(classifier.classes_, dtype=str),
        of_vector=weights[:SIZE] * np.float32(VECTOR_WEIGHT),
        of_ngrams=weights[SIZE:] * np.float32(NGRAM_WEIGHT),
        bias=classifier.intercept_.astype(np.float32),
    )


def read_sentences(root: Path) -> tuple[list[str], list[str]]:
    """Return every sentence once, with its label: ``none``, or ``kind/outcome``."""
    found: dict[str, str] = {}
    for path in sorted((root / "nlu" / "screening").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            is_danger = row["kind"] != "none"
            found[row["text"]] = f"{row['kind']}/{row['outcome']}" if is_danger else "none"
    for text in ordinary_messages(root)[::EVERY_NTH]:
        found.setdefault(text, "none")
    return list(found), list(found.values())


def ordinary_messages(root: Path) -> list[str]:
    """Return the examples of every intent."""
    texts: list[str] = []
    for path in sorted((root / "nlu" / "en").glob("*.yml")):
        for entry in YAML(typ="safe").load(path).get("nlu") or []:
            if "intent" in entry:
                texts += [line[2:] for line in entry["examples"].splitlines()]
    return texts


def table(found: list[list[int]], width: int) -> scipy.sparse.csr_matrix:
    """Return each text's n-grams as a row of length 1."""
    ends = np.cumsum([0, *map(len, found)])
    places = np.concatenate([np.array(each, dtype=np.int32) for each in found])
    values = np.concatenate([np.full(len(each), max(len(each), 1) ** -0.5) for each in found])
    shape = (len(found), width)
    return scipy.sparse.csr_matrix((values.astype(np.float32), places, ends), shape=shape)


if __name__ == "__main__":
    main()
