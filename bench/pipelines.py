"""Which pipeline understands best: logistic classifier or DIET, with and without sentence vectors.

``python -m bench.pipelines [NAME ...]``: trains each on nlu/en, and asks it about the sentences of
tests/corpora/understanding, which nothing is trained on. It takes most of an hour on two cores.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from ruamel.yaml import YAML

from bench.figures import percentile
from bench.processes import ROOT, resident_mb
from bot.gateways.engine_command import engine_environment, engine_python, rasa_command

CORPORA = ("with_guide", "without_guide")
BINS = 10  # of confidence, for calibration
VECTORS = {"name": "sentence_vectors.SentenceVectors", "weight": 8.0}
SPARSE: tuple[dict[str, Any], ...] = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer", "case_sensitive": False},
    {"name": "CountVectorsFeaturizer", "analyzer": "word", "min_ngram": 1, "max_ngram": 2},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 2, "max_ngram": 4},
)
LOGISTIC = {"name": "LogisticRegressionClassifier", "max_iter": 300, "tol": 0.001}
# A round takes most of a minute on this much data; more of them were not tried.
DIET = {
    **{"name": "DIETClassifier", "epochs": 12, "entity_recognition": False},
    **{"constrain_similarities": True, "random_seed": 1},
}
PIPELINES: dict[str, tuple[dict[str, Any], ...]] = {
    "logistic": (*SPARSE, LOGISTIC),
    "logistic-vectors": (*SPARSE, VECTORS, LOGISTIC),
    "diet": (*SPARSE, DIET),
    "diet-vectors": (*SPARSE, {**VECTORS, "weight": 1.0}, DIET),
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(PIPELINES)))
def main(names: tuple[str, ...]) -> None:
    """Print a line for each pipeline."""
    print("| pipeline | right | among three | calibration error | training | memory | one text |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(dir=ROOT / "var") as folder:
        for name in names or PIPELINES:
            print(measured(name, Path(folder)), flush=True)


def measured(name: str, folder: Path) -> str:
    """Train one pipeline and return its line."""
    began = time.monotonic()
    model = train(name, folder)
    took_s = time.monotonic() - began
    guesses, waits_ms, memory_mb = ask(model)
    right, among_three, error = score(guesses)
    return (
        f"| {name} | {right} | {among_three} | {error:.3f} | {took_s:.0f} s | {memory_mb:.0f} MB"
        f" | {percentile(waits_ms, 0.5):.1f} ms |"
    )


def train(name: str, folder: Path) -> Path:
    """Return the trained model of a pipeline."""
    config = folder / f"{name}.yml"
    with config.open("w") as file:
        whole = {
            "recipe": "default.v1",
            "language": "en",
            "assistant_id": "bench",
            "pipeline": list(PIPELINES[name]),
        }
        YAML().dump(whole, file)
    command = rasa_command(
        ROOT,
        *("train", "nlu", "--config", str(config), "--nlu", "nlu/en"),
        *("--domain", "dialogues/domain", "--out", str(folder), "--fixed-model-name", name),
    )
    environment = {**engine_environment(os.environ), "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    log = ROOT / "var" / "log" / f"bench-{name}.log"
    with log.open("wb") as sink:
        subprocess.run(
            command, cwd=ROOT, env=environment, stdout=sink, stderr=subprocess.STDOUT, check=True
        )
    return folder / f"{name}.tar.gz"


def ask(model: Path) -> tuple[list[Mapping[str, Any]], list[float], float]:
    """Return what a model makes of every sentence, how long each took, and the memory held."""
    rows = [row for name in CORPORA for row in read(name)]
    command = [str(engine_python(ROOT)), str(ROOT / "engine" / "parse_lines.py"), str(model)]
    waits_ms: list[float] = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=engine_environment(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for row in rows:
            began = time.perf_counter()
            process.stdin.write(json.dumps({"text": row["text"]}) + "\n")
            process.stdin.flush()
            row.update(guess=json.loads(process.stdout.readline()))
            waits_ms.append(1000 * (time.perf_counter() - began))
        memory_mb = asyncio.run(resident_mb(process.pid))
        process.stdin.close()
    return rows, waits_ms[1:], memory_mb


def read(name: str) -> list[dict[str, Any]]:
    """Return the sentences of one corpus."""
    path = ROOT / "tests" / "corpora" / "understanding" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def score(rows: Sequence[Mapping[str, Any]]) -> tuple[str, str, float]:
    """Return the shares right at first and among three, and the expected calibration error."""
    right = [row["guess"]["intent"] == row["intent"] for row in rows]
    among = [row["intent"] in row["guess"]["ranking"] for row in rows]
    sure = [row["guess"]["confidence"] for row in rows]
    error = 0.0
    for low in range(BINS):
        inside = [n for n, s in enumerate(sure) if low / BINS < s <= (low + 1) / BINS]
        if inside:
            gap = sum(right[n] for n in inside) - sum(sure[n] for n in inside)
            error += abs(gap) / len(rows)
    return _share(right), _share(among), error


def _share(found: Sequence[bool]) -> str:
    return f"{sum(found)} of {len(found)} ({sum(found) / len(found):.3f})"


if __name__ == "__main__":
    main()
