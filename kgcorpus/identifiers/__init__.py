"""What identifies a person in a text: the kinds that are looked for."""
