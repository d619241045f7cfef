//! The command table: everything the UI can ask for, declared once.
