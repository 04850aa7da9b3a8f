"""Use cases: one public function per thing a person or a tick asks for."""
