//! The questions the screens and the command line ask of usage.
