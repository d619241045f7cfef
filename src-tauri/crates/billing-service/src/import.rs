//! Bringing files in: streaming, with progress and cancel; the same file twice adds nothing.
