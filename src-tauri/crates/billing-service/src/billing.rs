//! From usage and the price book to a running invoice, an issued one, and its PDF.
