//! Secrets in the keychain of the system: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
//!
//! [`SystemKeychain`] is for programs, [`MemoryKeychain`] for tests. Nothing here writes a file: what no keychain takes
//! is kept in memory and gone with the program, and whoever asks is told so.

mod memory;
mod platform;
mod system;
mod trouble;

pub use memory::MemoryKeychain;
pub use system::SystemKeychain;
