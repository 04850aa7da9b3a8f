"""What the coach understands: training data per language, and the encoder of sentences."""
