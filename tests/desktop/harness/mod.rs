//! What a journey needs: a home of its own, the window in front of it, and words for what a person does.

mod app;
mod driver;
mod figures;
mod home;
mod keychain;
mod locate;
mod row;
mod tenant;
mod wait;

pub use app::{App, journey};
pub use figures::{grouped, quantity};
pub use home::{Home, program};
pub use keychain::Keychain;
pub use tenant::Tenant;
pub use wait::until;
