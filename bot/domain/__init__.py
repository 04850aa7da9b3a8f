"""Pure clinical and messaging rules; imports nothing but the standard library."""
