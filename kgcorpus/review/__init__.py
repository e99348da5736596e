"""What needs a decision of a person: the queues of the review workbook."""
