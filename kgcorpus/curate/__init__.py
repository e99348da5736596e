"""From what experts hand in (workbook, glossary, vocabulary, schema, OWL) to rows of the ontology."""
