//! Suites over the whole house. The suites themselves are the test targets beside this file.
